"""One file of a plan, read by itself: its text, its values, its record, and what is wrong with it.

Reading never raises on data. What cannot be read is left out of the record, and the routes left out are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actionplan.checks.diagnostic import Coded, Hit, Opened, Place, Route
from actionplan.checks.reading.blanks import untidy_lines
from actionplan.checks.reading.problems import cut_texts, explain_problems, unsafe_values
from actionplan.domain.dates import parse_month
from actionplan.domain.model import FORMAT, NOBODY, CommitmentsFile, OutcomesFile, PlanFile, parse_format
from actionplan.domain.reading import Doubt, read
from actionplan.domain.types import parse_id
from actionplan.domain.written import BadValue, echo
from actionplan.loaded import Sheet, Text
from actionplan.yamltext.file import read_file
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Places, Tree, parse

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
        sheet = _with_record(sheet, OutcomesFile, {})
        return sheet._replace(hits=(*sheet.hits, *_repeated(sheet.opened)))
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


def _repeated(opened: Opened) -> Iterator[Coded]:
    """A hit for each outcome and each indicator with an id that one above it has."""
    first: dict[tuple[str, str], tuple[Route, Mapping[str, Any]]] = {}
    for what, route, entry in _measures(opened.tree.value):
        id_ = entry.get("id")
        if not isinstance(id_, str) or (*route, "id") in opened.left_out:
            continue
        known, earlier = first.setdefault((what, id_.lower()), (route, entry))
        if known != route:
            yield _second(opened, what, (known, earlier), (route, entry))


def _second(
    opened: Opened, what: str, first: tuple[Route, Mapping[str, Any]], second: tuple[Route, Mapping[str, Any]]
) -> Coded:
    """Another *what* with an id that is taken, and where it is taken."""
    (known, earlier), (route, entry) = first, second
    line = opened.source.position(Places(opened.tree).locate((*known, "id"))[0])[0]
    place = Place(opened.source.name, (*route, "id"))
    if entry == earlier:
        message = f"the {what} {entry['id']} stands here and on line {line}"
        return Coded("AP116", Hit(place, message, "Delete one of the two."))
    message = f"the id {entry['id']} is used here and on line {line}, for {echo(str(earlier.get('title')))}"
    if entry["id"] != earlier["id"]:
        message += ": capital and small letters make no difference"
    fix = "The one that had it first keeps it; give the other an id of its own."
    return Coded("AP116", Hit(place, message, fix))


def _measures(value: Any) -> Iterator[tuple[str, Route, Mapping[str, Any]]]:
    """Each outcome and each indicator that is written, and where it stands."""
    for number, outcome in _items(value, "outcomes"):
        yield "outcome", ("outcomes", number), outcome
        for at, indicator in _items(outcome, "indicators"):
            yield "indicator", ("outcomes", number, "indicators", at), indicator


def _items(mapping: Any, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    items = mapping.get(key) if isinstance(mapping, dict) else None
    yield from ((number, item) for number, item in enumerate(items or ()) if isinstance(item, dict))


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
