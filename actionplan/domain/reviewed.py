"""A review that was closed: what the board saw, what it decided, and what is to be done.

Beside the model, and in the same manner: most plans have no closed review, and every class takes its time at each
start.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from actionplan.domain.model import Doc, Record
from actionplan.domain.types import Code, Day, Id, Note, Number, Parsed, Title, When
from actionplan.domain.written import BadValue, echo

_COUNT = re.compile(r"[0-9]{1,6}")
_DIGEST = re.compile(r"[0-9a-f]{16}")
_WRITTEN_BY_TOOL = "Put it back as the tool wrote it."


def parse_count(text: str, year_starts: int = 4) -> int:  # noqa: ARG001  # every parser takes the plan's year
    """A count from 0 to 999999."""
    if _COUNT.fullmatch(text):
        return int(text)
    raise BadValue(f"{echo(text)} is not a count", "Write digits only: 3.")


def parse_digest(text: str, year_starts: int = 4) -> str:  # noqa: ARG001  # as above
    """The first sixteen hexadecimal digits of a SHA-256 sum, in small letters."""
    if _DIGEST.fullmatch(text):
        return text
    raise BadValue(f"{echo(text)} is not a digest: sixteen digits from 0 to f", _WRITTEN_BY_TOOL)


_DIGITS, _HEX = "Write digits only: 3", "Sixteen digits from 0 to f, as the tool wrote them"
Count = Annotated[
    int,
    Parsed(
        parse_count,
        {
            "type": ["integer", "string"],
            "pattern": "^[0-9]{1,6}$",
            "minimum": 0,
            "maximum": 999_999,
            "patternErrorMessage": _DIGITS,
            "errorMessage": _DIGITS,
        },
    ),
]
Digest = Annotated[
    str,
    Parsed(
        parse_digest,
        {"type": "string", "pattern": "^[0-9a-f]{16}$", "patternErrorMessage": _HEX, "errorMessage": _HEX},
    ),
]


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class SeenPosition(Record):
    """Where one commitment stood, as the board saw it."""

    id: Annotated[Id, Doc("Id of the commitment.")]
    status: Annotated[Code | None, Doc("Its status; left out where no update had given one.")] = None
    confidence: Annotated[Code | None, Doc("Will it land? Left out where it was not said.")] = None
    due: Annotated[When | None, Doc("The date first agreed.")] = None
    revised_due: Annotated[When | None, Doc("The date last granted.")] = None
    updates: Annotated[Count, Doc("How many updates counted at this review.")]
    amendments: Annotated[Count, Doc("How many amendments there were; left out where there was none.")] = 0
    log: Annotated[Digest, Doc("Digest of those updates.")]
    wording: Annotated[Digest, Doc("Digest of what was agreed: the keys that an amendment can name.")]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SeenReading(Record):
    """The latest value of one indicator, as the board saw it."""

    indicator: Annotated[Id, Doc("Id of the indicator.")]
    date: Annotated[When, Doc("The day or period it describes.")]
    value: Annotated[Number, Doc("The value, in the indicator's unit.")]


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class ReviewDecision(Record):
    """Something that the review decided."""

    date: Annotated[Day, Doc("The day it was decided.")]
    about: Annotated[Id | None, Doc("Id of the commitment; left out where it is about the whole plan.")] = None
    decision: Annotated[Note, Doc("What was decided.", ("Extension to 31 May 2016 granted",))]
    by: Annotated[Title, Doc("Who decided.", ("the partnership board",))]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReviewAction(Record):
    """Something that somebody is to do after the review."""

    id: Annotated[Id, Doc("Short, unique in the plan's reviews: a1, a2.")]
    action: Annotated[Note, Doc("What is to be done.")]
    owner: Annotated[Code, Doc("Key of the partner that does it.")]
    due: Annotated[Day | None, Doc("The last day for it.")] = None
    about: Annotated[Id | None, Doc("Id of the commitment it is about.")] = None
    done: Annotated[Day | None, Doc("The day it was done. Leave out while it is open.")] = None
    note: Annotated[Note | None, Doc("What came of it.")] = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ReviewFile(Record):
    """One closed review. Kept in the folder reviews, in a file named after its period; the tool writes it."""

    period: Annotated[When, Doc("The review period.", ("2015-16 Q2", "2015-07"))]
    closed: Annotated[Day, Doc("The day it was closed.")]
    meeting: Annotated[Day | None, Doc("The day of the meeting.")] = None
    note: Annotated[Note | None, Doc("Anything a reader should know.")] = None
    positions: Annotated[tuple[SeenPosition, ...], Doc("Where each commitment stood, in the plan's order.")] = ()
    readings: Annotated[tuple[SeenReading, ...], Doc("The latest reading of each indicator.")] = ()
    decisions: Annotated[tuple[ReviewDecision, ...], Doc("What was decided. New ones are added at the end.")] = ()
    actions: Annotated[tuple[ReviewAction, ...], Doc("What is to be done. New ones are added at the end.")] = ()


class Filed(NamedTuple):
    """A closed review and the file it stands in, by its shown name; whether all of that file could be read."""

    file: str
    review: ReviewFile
    is_whole: bool = True

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.file.rpartition("/")[2]


def in_order(reviews: Iterable[Filed]) -> tuple[Filed, ...]:
    """The reviews by their periods, the earliest first."""
    return tuple(sorted(reviews, key=lambda each: (each.review.period.last, each.review.closed, each.file)))


def stem_for(period: str) -> str:
    """The name of the file for the review of *period*, without its ending: `2015-16 Q2` is 2015-16-q2."""
    return " ".join(period.split()).lower().replace(" ", "-").replace("/", "-")
