"""Texts to a plan: everything that can be read, where it is written, and what could not be read.

Loading never raises on data. What is wrong is a hit with its code; what cannot be read is left out, and the routes left
out are kept, so that one mistake is said once and not again by every rule that misses the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from actionplan.checks.diagnostic import Coded, Hit, Home, Opened, Place, Route
from actionplan.checks.reading.problems import cut_texts, explain_problems, unsafe_values
from actionplan.domain.dates import parse_month
from actionplan.domain.model import (
    FORMAT,
    NOBODY,
    Commitment,
    CommitmentsFile,
    OutcomesFile,
    Plan,
    PlanFile,
    parse_format,
)
from actionplan.domain.reading import Doubt, read
from actionplan.domain.types import parse_id
from actionplan.domain.written import BadValue
from actionplan.yamltext.file import read_file
from actionplan.yamltext.source import Source
from actionplan.yamltext.tree import Places, parse

HEAD, OUTCOMES = "plan", "outcomes"
DEFAULT_YEAR_STARTS = 4

_HIDING = frozenset(("several-documents", "alias", "merge"))  # behind these stands something that is not read


class Text(NamedTuple):
    """One file as it came from outside: its shown name, its role and its bytes; or why there are none.

    `stem` is the file's name without folder and ending. `trouble` is a sentence and `remedy` what to do about it.
    """

    name: str
    stem: str
    data: bytes = b""
    trouble: str = ""
    remedy: str = ""
    code: str = "AP023"


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Loaded:
    """What one plan's files hold.

    `plan` is None where plan.yaml could not be read. `homes` says where each commitment is written, `partner_files`
    which file is each partner's; `also_known` holds ids that are written but could not be read. `is_whole` is False
    where a file is missing from the plan because it could not be read.
    """

    name: str
    plan: Plan | None
    files: Mapping[str, Opened]
    hits: tuple[Coded, ...]
    homes: Mapping[str, Home]
    head_file: str
    outcomes_file: str | None
    partner_files: Mapping[str, str]
    also_known: frozenset[str]
    is_whole: bool

    @cached_property
    def _places(self) -> dict[str, Places]:
        return {}

    @property
    def unread(self) -> tuple[str, ...]:
        """The files of which something could not be read, and is therefore not in the plan."""
        return tuple(name for name, each in self.files.items() if each.left_out or not each.tree.is_whole)

    def line_of(self, commitment_id: str) -> int:
        """The line on which a commitment begins."""
        home = self.homes[commitment_id]
        opened = self.files[home.file]
        places = self._places.setdefault(home.file, Places(opened.tree))
        return opened.source.position(places.locate(home.route)[0])[0]


class _Loading:
    """The plan as far as it has been read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, Opened] = {}
        self.hits: list[Coded] = []
        self.homes: dict[str, Home] = {}
        self.partner_files: dict[str, str] = {}
        self.also_known: set[str] = set()
        self.commitments: dict[str, Commitment] = {}
        self.is_whole = True
        self.head: PlanFile | None = None
        self.head_file = f"{name}/plan.yaml"
        self.outcomes: OutcomesFile | None = None
        self.outcomes_file: str | None = None
        self.is_readable = True
        self._year_starts = DEFAULT_YEAR_STARTS
        self._ids: dict[str, str] = {}
        self._singles: dict[str, str] = {}

    def take(self, text: Text) -> None:
        """Read one file and add what it holds."""
        first = self._singles.setdefault(text.stem, text.name) if text.stem in (HEAD, OUTCOMES) else text.name
        if first != text.name:
            self._open(text._replace(trouble=f"the plan has this file twice: {first}", remedy="Keep one of the two."))
            return
        opened = self._open(text)
        if text.stem == HEAD:
            self.head_file = text.name
            self._take_head(opened)
        elif text.stem == OUTCOMES:
            self.outcomes_file = text.name
            self.outcomes = self._record(OutcomesFile, opened, {}) if opened else None
        elif opened is not None:
            self._take_commitments(text, opened)

    def _open(self, text: Text) -> Opened | None:
        """The file's values; None where there are none that can be used. Says why."""
        if text.trouble:
            self.hits.append(Coded(text.code, Hit(Place(text.name), text.trouble, text.remedy)))
            self.is_whole = False
            self.files[text.name] = Opened(Source(text.name, ""), parse(""))
            return None
        source, tree = read_file(text.name, text.data)
        opened = self.files[text.name] = Opened(source, tree)
        if tree.problems:
            self.hits += explain_problems(tree.problems, source, tree)
            self.is_whole = self.is_whole and not any(each.kind in _HIDING for each in tree.problems)
        if not tree.is_whole:
            self.is_whole = False
            return None
        if "\\" in source.text:
            self.hits += unsafe_values(source.name, tree.value)
        if " #" in source.text:
            self.hits += cut_texts(source, tree)
        return opened

    def _record(self, kind: Any, opened: Opened, fallback: Mapping[str, Any]) -> Any:
        """The file as a record of class *kind*, mended where need be; None where nothing could be read."""
        try:
            return read(kind, opened.tree.value, self._year_starts)
        except Doubt:
            from actionplan.checks.shape.mend import mend, words_left_out

            name = opened.source.name
            mended = mend(kind, opened.tree.value, name, self._year_starts, fallback)
            self.hits += mended.hits
            self.files[name] = opened._replace(left_out=mended.left_out)
            self.also_known |= words_left_out(opened.tree.value, mended.left_out)
            self.is_whole = self.is_whole and mended.record is not None
            return mended.record

    def _take_head(self, opened: Opened | None) -> None:
        if opened is None:
            return
        value = opened.tree.value
        foreign = _foreign_format(value)
        if foreign is not None:
            self.is_readable = self.is_whole = False
            self.hits.append(Coded(foreign.code, Hit(Place(self.head_file, ("format",)), foreign.message, foreign.fix)))
            return
        self._year_starts = _year_starts(value)
        name = self.name
        stand_in = {"format": FORMAT, "plan": name, "title": name, "agreement": {"title": name}}
        self.head = self._record(PlanFile, opened, stand_in)

    def _take_commitments(self, text: Text, opened: Opened) -> None:
        record = self._record(CommitmentsFile, opened, {"partner": _as_id(text.stem)})
        if record is None:
            return
        left_out = self.files[text.name].left_out
        self.partner_files.setdefault(record.partner, text.name)
        for number, commitment in enumerate(record.commitments):
            self._add(commitment, record.partner, Home(text.name, ("commitments", _original(number, left_out))))

    def _add(self, commitment: Commitment, partner: str, home: Home) -> None:
        known_as = self._ids.setdefault(commitment.id.lower(), commitment.id)
        if known_as in self.homes:
            self.hits.append(self._second(commitment, home, known_as))
            return
        self.homes[commitment.id] = home
        if commitment.lead is None:
            # The file says who leads. The record is new and nobody has seen it yet; a copy of each would take longer
            # than reading it.
            object.__setattr__(commitment, "lead", partner)
        self.commitments[commitment.id] = commitment

    def _second(self, commitment: Commitment, home: Home, known_as: str) -> Coded:
        """Another commitment with an id that is taken: by one that still runs, or by one that was closed."""
        place = Place(home.file, (*home.route, "id"))
        first, earlier = self.homes[known_as], self.commitments[known_as]
        where = f"{first.file}, line {self._line(first)}"
        if commitment.title != earlier.title and _is_closed_by_log(earlier, self.head):
            closed = f"the id {commitment.id} belonged to another commitment ({where}), whose log is closed"
            return Coded("AP103", Hit(place, closed, "Ids are never used again. Give this one a new id."))
        if commitment.title == earlier.title:
            message = f"the commitment {commitment.id} stands here and in {where}"
            return Coded("AP102", Hit(place, message, "Delete one of the two; or is one of the files a copy?"))
        message = f"the id {commitment.id} is used here and in {where}, for “{earlier.title[:60]}”"
        if commitment.id != known_as:
            message += ": capital and small letters make no difference"
        return Coded(
            "AP102", Hit(place, message, "The one that had it first keeps it; give the other an id of its own.")
        )

    def _line(self, home: Home) -> int:
        opened = self.files[home.file]
        return opened.source.position(Places(opened.tree).locate(home.route)[0])[0]


def _is_closed_by_log(commitment: Commitment, head: PlanFile | None) -> bool:
    from actionplan.domain.vocabulary import STATUSES, Vocabulary, vocabulary_of

    statuses = (vocabulary_of(head).statuses if head else None) or STATUSES["default"]
    words = Vocabulary("own", statuses, {}, {})
    said = [each.status for each in commitment.updates if each.status]
    return bool(said) and not words.status(said[-1]).is_open


def _original(number: int, left_out: frozenset[Route]) -> int:
    if not left_out:
        return number
    from actionplan.checks.shape.mend import restore

    return int(restore(("commitments", number), left_out)[-1])


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


def load(name: str, texts: Iterable[Text]) -> Loaded:
    """What the files of one plan hold; *name* is the folder's name. plan.yaml comes first among *texts*."""
    loading = _Loading(name)
    for text in texts:
        if loading.is_readable:
            loading.take(text)
    plan = None
    if loading.head is not None:
        outcomes = loading.outcomes.outcomes if loading.outcomes else ()
        plan = Plan(loading.head, tuple(loading.commitments.values()), outcomes)
    return Loaded(
        name=name,
        plan=plan,
        files=loading.files,
        hits=tuple(loading.hits),
        homes=loading.homes,
        head_file=loading.head_file,
        outcomes_file=loading.outcomes_file,
        partner_files=loading.partner_files,
        also_known=frozenset(loading.also_known),
        is_whole=loading.is_whole,
    )


def _year_starts(value: Any) -> int:
    """The month in which the plan's year starts, looked up before the rest is read: dates depend on it."""
    reviews = value.get("reviews") if isinstance(value, dict) else None
    written = reviews.get("year_starts") if isinstance(reviews, dict) else None
    try:
        return parse_month(written) if isinstance(written, str) else DEFAULT_YEAR_STARTS
    except BadValue:
        return DEFAULT_YEAR_STARTS
