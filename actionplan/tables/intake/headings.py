"""Headings as trackers have them, and the field of a commitment that each stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

LONGEST_HEADING = 60  # characters that are compared
CLOSE = 0.85  # how alike two headings must be, from 0 to 1

# By field: how trackers head it. The first ones count most where two columns could be the same field.
KNOWN: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "ref", "reference", "commitment id", "action id", "ref no", "reference number", "unique id"),
        *("no", "number", "action no", "action number", "commitment number", "commitment no", "item no", "item", "row"),
    ),
    "title": (
        *("commitment", "title", "action", "commitments", "actions", "agreed action", "action point", "deliverable"),
        *("task", "what we will do", "what will be done", "what", "activity", "milestone", "commitment title", "name"),
        *("action title", "description of action", "description", "action description", "commitment text", "wording"),
    ),
    "lead": (
        *("lead", "lead partner", "owner", "lead organisation", "lead organization", "lead agency", "action owner"),
        *("responsible", "led by", "lead body", "accountable", "responsible organisation", "who", "by whom"),
        *("partner", "organisation", "responsibility", "leads", "owners", "lead s", "commitment owner", "who leads"),
    ),
    "with": (
        *("with", "supporting partners", "supporting", "supported by", "support", "other partners", "partners"),
        *("supporting organisations", "involved", "others involved", "delivery partners", "key partners"),
    ),
    "theme": (
        *("theme", "themes", "workstream", "work stream", "priority", "strand", "objective", "work package", "wp"),
        *("priority area", "aim", "section", "area of work"),
    ),
    "due": (
        *("due", "due date", "date due", "deadline", "target date", "by when", "timescale", "delivery date"),
        *("completion date", "target completion date", "end date", "when", "timeframe", "finish", "due by", "end"),
    ),
    "status": ("status", "current status", "state", "progress status", "delivery status", "action status"),
    "confidence": ("rag", "confidence", "rag status", "rag rating", "delivery confidence", "traffic light", "brag"),
    "progress": (
        "percent complete",
        "complete percent",
        "progress percent",
        "percent",
        "percentage complete",
        "per cent",
        "percent done",
        "percent completed",
        "percent delivered",
    ),
    "note": (
        *("note", "latest update", "update", "progress update", "progress", "comment", "comments", "notes"),
        *("commentary", "what happened", "latest position", "position", "progress to date", "remarks"),
    ),
    "next": ("next", "next step", "next steps", "next action", "planned next"),
    "reason": ("reason", "reason for delay", "why", "reason code", "cause of delay"),
    "evidence": ("evidence", "evidence link", "link", "url", "web link", "evidence url", "proof"),
    "updated": (
        *("updated", "last updated", "date updated", "update date", "date of update", "as at", "reported on"),
        *("date of last update", "last update", "status date", "position as at"),
    ),
    "by": ("by", "updated by", "reported by", "update from"),
    "agreed": (
        *("agreed", "date agreed", "agreed on", "approved", "date approved", "approved on"),
        *("signed", "date signed", "signed on"),
    ),
}
FIELDS = tuple(KNOWN)
BETWEEN = ": "
"""Between the words of a heading in several rows, the upper ones first."""
HOW_FAR = frozenset(("progress", "done", "complete", "completed", "completion", "percent", "to", "date", "so", "far"))
"""What a heading is made of that may stand over per cents."""
_NO_FIELD = (
    *("start", "start date", "started", "date started", "start by", "starts", "begin", "begins"),
    *("planned start", "planned start date", "actual start", "actual start date"),
)
"""Headings that are known and stand for no field: when work begins is not when it was agreed."""
MOST_TIERS = 3  # rows of headings
_SAYS_LITTLE = frozenset(("name", "title", "description", "what"))
KEPT = "source"
"""In place of a field: the column is kept as it is, under `source`."""


class Heard(NamedTuple):
    """What a heading stands for: its field, how good the guess is (the less the better), and why, in words."""

    field: str
    rank: float
    why: str


def plain_heading(text: str) -> str:
    """*text* as headings are compared: small letters and single blanks, without what stands in brackets."""
    bare = re.sub(r"\([^()%]*\)", " ", text.replace("\n", " ").lower())
    bare = bare.replace("%", " percent ").replace("#", " number ")
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())[:LONGEST_HEADING].strip()


@cache
def _names() -> dict[str, Heard]:
    found: dict[str, Heard] = {}
    for field, names in KNOWN.items():
        for rank, name in enumerate(names):
            found.setdefault(name, Heard(field, rank, "a known name"))
    return found | {name: Heard(KEPT, 0, "when work begins, which no field holds") for name in _NO_FIELD}


@cache
def heard(text: str) -> Heard | None:
    """What the heading *text* stands for; None where nothing is known that it resembles."""
    return _heard(text) or (_by_tiers(text) if BETWEEN in text else None)


def _heard(text: str) -> Heard | None:
    """What *text* as a whole stands for."""
    name = plain_heading(text)
    known = _names().get(name)
    if known or len(name) <= 3:  # noqa: PLR2004  # letters; short words resemble too much
        return known
    return _by_order(name) or _close(name)


def _by_tiers(text: str) -> Heard | None:
    """What the words of the lowest row stand for; where they tell too little, what those above them stand for."""
    *upper, lower = text.split(BETWEEN)[-MOST_TIERS:]
    below, above = _heard(lower), next(filter(None, map(_heard, reversed(upper))), None)
    if below and not (above and plain_heading(lower) in _SAYS_LITTLE):  # a “Name” below “Lead” is who leads
        return Heard(below.field, below.rank + 20, f"“{lower}” in it")
    return above and Heard(above.field, above.rank + 40, "what stands above it")


def _by_order(name: str) -> Heard | None:
    """The same words in another order."""
    words = sorted(name.split())
    found = next((each for each in _names() if sorted(each.split()) == words), None)
    return None if found is None else _names()[found]._replace(rank=50.0, why=f"the words of “{found}”")


def _close(name: str) -> Heard | None:
    from difflib import SequenceMatcher, get_close_matches

    close = get_close_matches(name[:60], _names(), n=1, cutoff=CLOSE)
    if not close:
        return None
    likeness = SequenceMatcher(None, name, close[0]).ratio()
    return Heard(_names()[close[0]].field, 100.0 - likeness, f"close to “{close[0]}”")
