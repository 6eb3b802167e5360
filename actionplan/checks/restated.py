"""Where a finding about something restated points, and how it says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Part, Place, Route
from actionplan.domain.restated import said_restatement
from actionplan.domain.said import said_window

if TYPE_CHECKING:
    from actionplan.domain.restated import Restatement
    from actionplan.domain.reviewed import Filed

# Where in a commitment; the words as a whole where no one key can be named.
_ROUTES: dict[str, tuple[Route, Part]] = {
    "status": (("updates",), "key"),
    "confidence": (("updates",), "key"),
    "log": (("updates",), "key"),
    "due": (("due",), "value"),
    "revised_due": (("extensions",), "key"),
    "commitment": (("agreed",), "value"),
}


def message_of(filed: Filed, found: Restatement, earlier: int = 0) -> str:
    """What is to be said: of which commitment or indicator, at which review, what the board saw, and what is now.

    *earlier* is the number of earlier reviews that saw it otherwise too.
    """
    also = f" and {earlier:,} earlier review{'' if earlier == 1 else 's'}" if earlier else ""
    return f"{found.id}, review of {said_window(filed.review.period)}{also}: {said_restatement(found)}"


def latest_rewritten(context: Context) -> Iterator[tuple[Filed, Restatement, int]]:
    """Each thing that was rewritten, at the latest review that saw it otherwise, and how many earlier ones did."""
    every: dict[tuple[str, str, bool], list[tuple[Filed, Restatement]]] = {}
    for filed, found in context.restated:
        if found.is_rewritten:
            every.setdefault((found.id, found.what, found.what == "reading"), []).append((filed, found))
    for seen in every.values():
        latest = max(seen, key=lambda each: each[0].review.period.last)
        yield *latest, len(seen) - 1


def place_of(context: Context, filed: Filed, found: Restatement) -> Place | None:
    """Where *found* is to be mended; None where it may only seem so, because something could not be read."""
    if found.what == "reading":
        return _of_indicator(context, filed, found)
    commitment = next((each for each in context.plan.commitments if each.id == found.id), None)
    if commitment is None:
        return _of_missing(context, filed, "positions", "id", found.id)
    if found.what == "commitment" and not found.is_rewritten and not filed.is_whole:
        return None
    route, part = _ROUTES.get(found.what, ((), "value"))
    return context.at(commitment, *route, part=part)


def _of_indicator(context: Context, filed: Filed, found: Restatement) -> Place | None:
    for number, outcome in enumerate(context.plan.outcomes):
        for at, indicator in enumerate(outcome.indicators):
            if indicator.id == found.id:
                is_told = found.is_rewritten or filed.is_whole
                route = ("outcomes", number, "indicators", at, "readings")
                return context.at_outcomes(*route, part="key") if is_told else None
    return _of_missing(context, filed, "readings", "indicator", found.id)


def _of_missing(context: Context, filed: Filed, key: str, name: str, id_: str) -> Place | None:
    """What the board saw of something that is gone; None while it may stand in what could not be read."""
    if not context.is_whole or context.also_known:
        return None
    seen = getattr(filed.review, key)
    number = next(number for number, each in enumerate(seen) if getattr(each, name) == id_)
    return context.at_review(filed, key, number, name)
