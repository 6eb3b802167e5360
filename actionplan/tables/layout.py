"""The tables that a plan's files become: their names, keys and columns, worked out from the model.

Each list of the files is a table, each entry of it a row, each key a column of the same name. A mapping within an entry
that holds single values becomes columns with its name before theirs: `condition_text`. So a key that is new in the
model is a column without a line being written here; a new list needs its name in `_NAMED`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from actionplan.domain.accepted import BaselineFile, KnownFinding, Waiver, WaiversFile
from actionplan.domain.dates import Window
from actionplan.domain.model import (
    Amendment,
    Commitment,
    CommitmentsFile,
    Doc,
    Evidence,
    Extension,
    FormerName,
    Indicator,
    Judgement,
    Outcome,
    OutcomesFile,
    Part,
    Partner,
    PlanFile,
    Reading,
    Status,
    Strategy,
    Update,
)
from actionplan.domain.reviewed import ReviewAction, ReviewDecision, ReviewFile, SeenPosition, SeenReading
from actionplan.domain.types import Parsed

Path = tuple[str, ...]
"""The keys that lead from an entry to a value in it."""


class Holds(Enum):
    """What stands in a column."""

    TEXT = "text"
    WORDS = "several texts"
    DAY = "a day"
    DATES = "a date to the precision known"
    NUMBER = "a number"
    COUNT = "a whole number"
    YES = "yes or no"


class Column(NamedTuple):
    """A column; `path` leads to its value in an entry, and is empty where the table itself gives the value.

    `kind` is the type that its values are read by, and `usual` the value that is meant where nothing is written.
    """

    name: str
    holds: Holds
    about: str = ""
    is_needed: bool = False
    path: Path = ()
    kind: Any = str
    usual: Any = None


class Below(NamedTuple):
    """A table of what stands in the entries of another one, under the keys of `path`."""

    table: str
    path: Path


class Shape(NamedTuple):
    """A table before it has rows.

    `up` are the columns that name the row above, in the table called `above`; `counter` is the column that tells the
    entries of one list from each other; `key` are the columns that tell every row from every other.
    """

    name: str
    title: str
    noun: str
    above: str
    up: Path
    counter: str
    key: Path
    columns: tuple[Column, ...]
    below: tuple[Below, ...]
    kinds: tuple[type, ...] = ()

    @property
    def reference(self) -> Path:
        """The columns by which a table below names a row of this one."""
        return (*self.key[:-1], self.noun)


class _Named(NamedTuple):
    """What cannot be worked out from the model: how a table is called, and what it hangs on."""

    name: str
    noun: str
    kinds: tuple[type, ...]
    above: str
    place: str
    title: str
    counter: str = "number"
    by_id: bool = False  # its ids are unique in the plan
    worded: Path = ()  # for words by key: the key's name and the word's


_NAMED = (
    _Named("plans", "plan", (PlanFile,), "", "", "Plans, each with its agreement, period and review cycle", ""),
    _Named("partners", "partner", (Partner,), "plans", "partners", "Partners", "id"),
    _Named("former_names", "name", (FormerName,), "partners", "former", "Names that partners had before"),
    _Named("themes", "theme", (), "plans", "themes", "Themes", "id", worded=("id", "title")),
    _Named("statuses", "status", (Status,), "plans", "vocabulary", "Status words of the plan's own"),
    _Named("reasons", "reason", (), "plans", "reasons", "Reasons of the plan's own", "id", worded=("id", "title")),
    _Named("rules", "rule", (), "plans", "rules", "Settings of single rules", "rule", worded=("rule", "setting")),
    _Named(
        *(
            "report_titles",
            "title",
            (),
            "plans",
            "report.titles",
            "Titles of the plan's own for sections of its report",
        ),
        *("section", False, ("section", "title")),
    ),
    _Named("strategies", "strategy", (Strategy,), "plans", "strategies", "Other plans that a plan serves"),
    _Named(
        *("files", "file", (CommitmentsFile, OutcomesFile, WaiversFile, BaselineFile), "plans", "", "Files of a plan"),
        "file",
    ),
    _Named("commitments", "commitment", (Commitment,), "files", "commitments", "Commitments", by_id=True),
    _Named("parts", "part", (Part,), "commitments", "parts", "Parts of commitments"),
    _Named(
        *("kept_columns", "column", (), "commitments", "source", "Columns of an imported tracker that are no key here"),
        *("heading", False, ("heading", "text")),
    ),
    _Named("updates", "update", (Update,), "commitments", "updates", "Updates: the log of each commitment"),
    _Named(
        *("update_parts", "part", (), "updates", "parts", "Where parts were, as an update says", "part"),
        *(False, ("part", "status")),
    ),
    _Named("evidence", "evidence", (Evidence,), "updates", "evidence", "Evidence given in updates"),
    _Named("extensions", "extension", (Extension,), "commitments", "extensions", "Requests to move a date"),
    _Named("amendments", "amendment", (Amendment,), "commitments", "amendments", "Changes of what was agreed"),
    _Named("outcomes", "outcome", (Outcome,), "plans", "outcomes", "Outcomes", by_id=True),
    _Named("indicators", "indicator", (Indicator,), "outcomes", "indicators", "Indicators", by_id=True),
    _Named("readings", "reading", (Reading,), "indicators", "readings", "Measured values of indicators"),
    _Named("judgements", "judgement", (Judgement,), "indicators", "judged", "What people say in place of the figures"),
    _Named("reviews", "review", (ReviewFile,), "plans", "", "Closed reviews", "file"),
    _Named("seen_positions", "position", (SeenPosition,), "reviews", "positions", "Commitments as a review saw them"),
    _Named("seen_readings", "reading", (SeenReading,), "reviews", "readings", "Readings as a review saw them"),
    _Named("decisions", "decision", (ReviewDecision,), "reviews", "decisions", "What reviews decided"),
    _Named("actions", "action", (ReviewAction,), "reviews", "actions", "What is to be done after reviews"),
    _Named("waivers", "waiver", (Waiver,), "plans", "waivers", "What may be wrong for a time"),
    _Named("known_findings", "finding", (KnownFinding,), "plans", "findings", "What was wrong from the start"),
)

_ABOUT = {
    "plan": "The plan's id",
    "file": "The file that it is written in, from the plan's folder on",
    "number": "Its place in its list, counted from 1",
    "id": "Its key",
}


@cache
def shapes() -> Mapping[str, Shape]:
    """Every table by its name, each after the one above it."""
    made: dict[str, Shape] = {}
    for each in _NAMED:
        made[each.name] = _shape(each, made.get(each.above))
    return made


def _shape(named: _Named, above: Shape | None) -> Shape:
    up = above.reference if above else ()
    columns = {each.name: each for kind in named.kinds for each in _columns(kind)}
    if len(named.kinds) > 1:  # what one kind needs, another has not
        columns = {name: each._replace(is_needed=False) for name, each in columns.items()}
    if named.worded:
        columns = {named.worded[1]: Column(named.worded[1], Holds.TEXT, is_needed=True, path=(named.worded[1],))}
    key: Path = ("plan", "id") if named.by_id else (*up, named.counter) if named.counter else ("plan",)
    below = tuple(
        Below(each.name, tuple(each.place.split(".")))
        for each in _NAMED
        if each.above == named.name and each.place and each.place.split(".")[0] in _keys_of(named.kinds)
    )
    return Shape(
        *(named.name, named.title, named.noun, named.above, up, named.counter, key),
        (*_own_columns(named, up), *columns.values()),
        below,
        named.kinds,
    )


def _keys_of(kinds: tuple[type, ...]) -> set[str]:
    return {_written(each) for kind in kinds for each in fields(kind)}


def _own_columns(named: _Named, up: Path) -> Iterator[Column]:
    """The columns that say which row it is, as far as they are no keys of the entry."""
    for name in up:
        yield Column(name, Holds.COUNT if name == "update" else Holds.TEXT, _ABOUT.get(name, ""), is_needed=True)
    if named.counter:
        holds = Holds.COUNT if named.counter == "number" else Holds.TEXT
        yield Column(named.counter, holds, _ABOUT.get(named.counter, ""), is_needed=True)


def _columns(kind: type, before: Path = ()) -> Iterator[Column]:
    """The columns for the single values of a record, and for those of the records in it."""
    for each in fields(kind):
        path = (*before, _written(each))
        bare = _bare(each.type)
        if is_dataclass(bare):
            yield from _columns(bare, path)  # type: ignore[arg-type]  # a class of them
        elif (holds := _holds(bare)) is not None:
            is_needed = not before and each.default is MISSING and each.default_factory is MISSING
            usual = None if each.default is MISSING else each.default
            yield Column("_".join(path), holds, _about(each.type), is_needed, path, each.type, usual)


def _written(field: Field[Any]) -> str:
    """The key that a field is written as."""
    return field.name.rstrip("_")


def _about(kind: Any) -> str:
    return next((each.text for each in getattr(kind, "__metadata__", ()) if isinstance(each, Doc)), "")


def _bare(kind: Any) -> Any:
    """*kind* without what is said of it, and without None."""
    if get_origin(kind) is Annotated and not _is_parsed(kind):
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _bare(next(each for each in get_args(kind) if each is not NoneType))
    return kind


def _is_parsed(kind: Any) -> bool:
    return any(isinstance(each, Parsed) for each in getattr(kind, "__metadata__", ()))


_SINGLE: Mapping[type, Holds] = {date: Holds.DAY, Window: Holds.DATES, Decimal: Holds.NUMBER}


def _holds(bare: Any) -> Holds | None:
    """What a column for values of the type *bare* holds; None where they need a table of their own."""
    if get_origin(bare) is tuple:
        return None if is_dataclass(_bare(get_args(bare)[0])) else Holds.WORDS
    if get_origin(bare) is Annotated:
        return _SINGLE.get(get_args(bare)[0], Holds.TEXT)
    return Holds.TEXT if bare is str else None
