"""One file of a plan, read by itself: its text, its values, its record, and what is wrong with it.

Reading never raises on data. What cannot be read is left out of the record, and the routes left out are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actionplan.checks.diagnostic import Coded, Hit, Opened, Place
from actionplan.checks.reading.blanks import untidy_lines
from actionplan.checks.reading.problems import cut_texts, explain_problems, unsafe_values
from actionplan.domain.dates import parse_month
from actionplan.domain.model import FORMAT, NOBODY, CommitmentsFile, OutcomesFile, PlanFile, parse_format
from actionplan.domain.reading import Doubt, read
from actionplan.domain.types import parse_id
from actionplan.domain.written import BadValue
from actionplan.loaded import Sheet, Text
from actionplan.yamltext.file import read_file
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Tree, parse

HEAD, OUTCOMES, WAIVERS, BASELINE = "plan", "outcomes", "waivers", "baseline"
BESIDE = (WAIVERS, BASELINE)  # what they hold is about the plan and no part of it
REVIEWS = "reviews/"  # so begins the stem of each closed review, which is about the plan too
DEFAULT_YEAR_STARTS = 4

_HIDING = frozenset(("several-documents", "alias", "merge"))  # behind these stands something that is not read


def read_sheet(text: Text, folder: str, year_starts: int) -> Sheet:
    """The file *text* of the plan in *folder*, whose year starts in the month *year_starts* (1 to 12).

    plan.yaml says itself when the year starts.
    """
    if text.trouble:
        hit = Coded(text.code, Hit(Place(text.name), text.trouble, text.remedy))
        nothing = Opened(Source(text.name, ""), parse(""))
        return Sheet(text, year_starts, nothing, None, (hit,), is_whole=False, role=text.stem)
    source, tree = read_file(text.name, text.data, text.tree)
    hits = tuple(_hits(source, tree))
    sheet = Sheet(text, year_starts, Opened(source, tree), None, hits, is_whole=tree.is_whole, role=text.stem)
    if not tree.is_whole:
        return sheet
    if any(each.kind in _HIDING for each in tree.problems):
        sheet = sheet._replace(is_whole=False)
    if text.stem == HEAD:
        return _head(sheet, folder)
    if text.stem == OUTCOMES:
        return _with_record(sheet, OutcomesFile, {})
    if text.stem in BESIDE or is_review(text.stem):
        return _beside(sheet)
    return _with_record(sheet, CommitmentsFile, {"partner": _as_id(text.stem)})


def is_review(stem: str) -> bool:
    """Whether a file of this stem is a closed review."""
    return stem.startswith(REVIEWS)


def _hits(source: Source, tree: Tree) -> list[Coded]:
    """What is wrong with the text, whatever it is to be."""
    hits = list(explain_problems(tree.problems, source, tree)) if tree.problems else []
    if not tree.is_whole:
        return hits
    if "\\" in source.text:
        hits += unsafe_values(source.name, tree.value)
    if " #" in source.text:
        hits += cut_texts(source, tree)
    return [*hits, *untidy_lines(source, tree)]


def _head(sheet: Sheet, folder: str) -> Sheet:
    """plan.yaml. One in another format is not read, and nothing of its plan is."""
    value = sheet.opened.tree.value
    foreign = _foreign_format(value)
    if foreign is not None:
        hit = Coded(foreign.code, Hit(Place(sheet.text.name, ("format",)), foreign.message, foreign.fix))
        return sheet._replace(hits=(*sheet.hits, hit), is_whole=False, is_foreign=True)
    stand_in = {"format": FORMAT, "plan": folder, "title": folder, "agreement": {"title": folder}}
    return _with_record(sheet._replace(year_starts=_year_starts(value)), PlanFile, stand_in)


def _beside(sheet: Sheet) -> Sheet:
    """A file about the plan. A word that cannot be read in it is no id of the plan."""
    from actionplan.domain.accepted import BaselineFile, WaiversFile  # most plans have none of these
    from actionplan.domain.reviewed import ReviewFile

    kind = {WAIVERS: WaiversFile, BASELINE: BaselineFile}.get(sheet.role, ReviewFile)
    return _with_record(sheet, kind, {})._replace(also_known=frozenset())


def _with_record(sheet: Sheet, kind: Any, fallback: Mapping[str, Any]) -> Sheet:
    """*sheet* with its record of class *kind*, mended where need be; without one where nothing could be read."""
    opened = sheet.opened
    try:
        return sheet._replace(record=read(kind, opened.tree.value, sheet.year_starts))
    except Doubt:
        from actionplan.checks.shape.mend import mend, words_left_out

        mended = mend(kind, opened.tree.value, opened.source.name, sheet.year_starts, fallback)
        return sheet._replace(
            opened=opened._replace(left_out=mended.left_out),
            record=mended.record,
            hits=(*sheet.hits, *mended.hits),
            also_known=frozenset(words_left_out(opened.tree.value, mended.left_out)),
            is_whole=sheet.is_whole and mended.record is not None,
        )


def _foreign_format(value: Any) -> BadValue | None:
    """Why the plan cannot be read by this version: the rest of a file in another format would make no sense."""
    written = value.get("format") if isinstance(value, dict) else None
    if not (isinstance(written, str) and written.isdigit()):
        return None
    try:
        parse_format(written)
    except BadValue as bad:
        return bad
    return None


def _as_id(stem: str) -> str:
    try:
        return parse_id(stem)
    except BadValue:
        return NOBODY


def _year_starts(value: Any) -> int:
    """The month in which the plan's year starts, looked up before the rest is read: dates depend on it."""
    reviews = value.get("reviews") if isinstance(value, dict) else None
    written = reviews.get("year_starts") if isinstance(reviews, dict) else None
    try:
        return parse_month(written) if isinstance(written, str) else DEFAULT_YEAR_STARTS
    except BadValue:
        return DEFAULT_YEAR_STARTS
