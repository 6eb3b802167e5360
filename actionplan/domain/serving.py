"""Which commitments serve which outcome. One that was given up, or that another took the place of, serves none."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.domain.assess import Position
from actionplan.domain.model import Plan

Serving = dict[str, tuple[str, ...]]


def serving(plan: Plan, positions: Sequence[Position]) -> Serving:
    """The ids of the commitments that serve each outcome of *plan*, in the plan's order; none where nobody does."""
    found: dict[str, list[str]] = {outcome.id: [] for outcome in plan.outcomes}
    for each in positions:
        if each.commitment.outcomes and is_serving(each):
            for outcome in found.keys() & set(each.commitment.outcomes):
                found[outcome].append(each.id)
    return {outcome: tuple(ids) for outcome, ids in found.items()}


def serving_none(plan: Plan, positions: Sequence[Position]) -> tuple[str, ...]:
    """The ids of those of *positions* that serve no outcome of *plan*; none where the plan has no outcomes."""
    known = {each.id for each in plan.outcomes}
    if not known:
        return ()
    return tuple([each.id for each in positions if known.isdisjoint(each.commitment.outcomes) and is_serving(each)])


def is_serving(position: Position) -> bool:
    """Whether it may serve an outcome: it is open, or it was delivered."""
    return position.is_open or position.status.is_done
