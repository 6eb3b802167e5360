"""Choosing and ordering positions, as an officer asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.domain.assess import Position
from actionplan.domain.model import EVERYBODY

NO_CONFIDENCE = "none"

_FAR = date.max


class Choice(NamedTuple):
    """What is asked for. An empty field asks for nothing; several words of one field mean any of them."""

    partners: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    overdue: bool = False
    no_update: bool = False
    is_open: bool = False


def is_chosen(position: Position, choice: Choice) -> bool:
    """Whether *position* is all that *choice* asks for."""
    commitment = position.commitment
    confidence = position.confidence.code if position.confidence else NO_CONFIDENCE
    involved = (commitment.lead, *commitment.with_)
    return (
        (not choice.partners or EVERYBODY in involved or any(each in involved for each in choice.partners))
        and (not choice.leads or commitment.lead in choice.leads)
        and (not choice.statuses or position.status.code in choice.statuses)
        and (not choice.confidences or (position.is_open and confidence in choice.confidences))
        and (not choice.themes or commitment.theme in choice.themes)
        and (not choice.overdue or position.is_overdue)
        and (not choice.no_update or position.owes_update)
        and (not choice.is_open or position.is_open)
    )


def _by_due(position: Position) -> object:
    due = position.revised_due or position.due
    return due.last if due else _FAR


def _by_last_update(position: Position) -> object:
    return position.last_update.date.last if position.last_update else date.min


ORDERS: dict[str, Callable[[Position], object]] = {
    "plan": lambda _: 0,
    "id": lambda position: position.id,
    "lead": lambda position: position.commitment.lead or "",
    "status": lambda position: (position.status.meaning, position.status.code),
    "due": _by_due,
    "updated": _by_last_update,
    "late": lambda position: -position.days_late,
}


def chosen(positions: Sequence[Position], choice: Choice, order: str = "plan") -> tuple[Position, ...]:
    """The positions that *choice* asks for, in *order* (a key of ORDERS); the plan's order where that says nothing."""
    kept = [each for each in positions if is_chosen(each, choice)]
    return tuple(kept if order == "plan" else sorted(kept, key=ORDERS[order]))  # type: ignore[arg-type]  # keys of one order compare
