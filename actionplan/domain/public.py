"""The plan as everybody may read it: without what is marked internal."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import NamedTuple

from actionplan.domain.model import Commitment, Evidence, Plan, Update

INTERNAL = "internal"


NOT_PUBLIC = Evidence("not made public")


class LeftOut(NamedTuple):
    """How much of a plan is internal: whole commitments, updates whose words are, and evidence of the others."""

    commitments: int
    updates: int
    evidence: int


def public(plan: Plan) -> Plan:
    """*plan* without internal commitments, without internal evidence, and without the words of internal updates.

    What an internal update says of status, confidence, dates and parts is kept: a count made public is a true one.
    Where evidence is left out, that there is some is said.
    """
    hidden = {each.id for each in plan.commitments if each.audience == INTERNAL}
    return replace(
        plan, commitments=tuple([_commitment(each, hidden) for each in plan.commitments if each.id not in hidden])
    )


def left_out(plan: Plan) -> LeftOut:
    """How much of *plan* `public` leaves out."""
    shown = [each for each in plan.commitments if each.audience != INTERNAL]
    updates = [update for each in shown for update in each.updates]
    open_ = [each for each in updates if each.audience != INTERNAL]
    return LeftOut(
        commitments=len(plan.commitments) - len(shown),
        updates=len(updates) - len(open_),
        evidence=sum(shown.audience == INTERNAL for each in open_ for shown in each.evidence),
    )


def _commitment(commitment: Commitment, hidden: Container[str]) -> Commitment:
    updates = tuple([_update(each) for each in commitment.updates])
    waits_on = tuple([each for each in commitment.waits_on if each not in hidden])
    replaces = None if commitment.replaces in hidden else commitment.replaces
    return replace(commitment, updates=updates, waits_on=waits_on, replaces=replaces)


def _update(update: Update) -> Update:
    if update.audience == INTERNAL:
        evidence = (NOT_PUBLIC,) if update.evidence else ()
        return replace(update, note=None, next=None, reason=None, by=None, evidence=evidence)
    kept = tuple([each for each in update.evidence if each.audience != INTERNAL])
    return update if kept == update.evidence else replace(update, evidence=(*kept, NOT_PUBLIC))
