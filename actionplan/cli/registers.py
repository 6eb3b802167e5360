"""The registers of returns that a command asks for: one for each plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

import typer

from actionplan.cli import console
from actionplan.cli.gather import Gathered, gather, partner_key, unreadable
from actionplan.cli.positions import period_of_plan
from actionplan.domain.dates import Window
from actionplan.domain.model import Plan
from actionplan.domain.returns import Register, Return, register
from actionplan.domain.said import said_day
from actionplan.report.words import said_period

Asked = Annotated[
    str | None,
    typer.Argument(metavar="[PERIOD]", help="The review period, as “2015-16 Q2”; the last that has ended by default."),
]
ByPartner = Annotated[str | None, typer.Option("--partner", metavar="KEY", help="Only the return of this partner.")]


class Registered(NamedTuple):
    """One plan with its register; None where no returns are asked for. `shown` are the returns to be told of."""

    plan: Plan
    register: Register | None
    shown: tuple[Return, ...]


def registered(
    period: str | None, workspace: str | None, as_at: str | None, plans: Sequence[str] | None, partner: str | None
) -> tuple[Gathered, tuple[Registered, ...]]:
    """What was gathered, and the register of each of its plans that could be read and has such a period."""
    gathered = gather(workspace, as_at, plans)
    unreadable(gathered)
    read = [each.plan for each in gathered.plans if each.plan]
    key = partner_key(partner, read) if partner else None
    asked = _asked(period, read, gathered.on)
    return gathered, tuple([_one(plan, gathered.on, window, key) for plan, window in asked])


def _one(plan: Plan, on: date, period: Window | None, partner: str | None) -> Registered:
    found = register(plan, on, period)
    if found is None or partner is None:
        return Registered(plan, found, found.returns if found else ())
    shown = tuple([each for each in found.returns if each.partner == partner])
    not_due = tuple([each for each in found.not_due if each.position.commitment.lead == partner])
    return Registered(plan, found._replace(not_due=not_due), shown)


def _asked(period: str | None, plans: Sequence[Plan], on: date) -> list[tuple[Plan, Window | None]]:
    """Each plan with the review period to look at: those that have the one that is named, and those without any.

    Where none has it, that is a wrong command line; one that has not is passed over, and that is said.
    """
    if period is None:
        return [(each, None) for each in plans]
    found: list[tuple[Plan, Window | None]] = []
    wrong: list[tuple[Plan, typer.BadParameter]] = []
    for plan in plans:
        try:
            found.append((plan, _period(period, plan, on) if plan.head.reviews else None))
        except typer.BadParameter as bad:
            wrong.append((plan, bad))
    if wrong and all(window is None for _, window in found):
        raise wrong[0][1]
    for plan, why in wrong:
        console.complain(f"{plan.id} is passed over: {why.message.rstrip('.')}.")
    return found


def _period(text: str, plan: Plan, on: date) -> Window:
    period = period_of_plan(text, plan, on, "PERIOD")
    if plan.last_day is not None and period.first > plan.last_day:
        ended = f"the plan {plan.id} ends on {said_day(plan.last_day)}"
        raise typer.BadParameter(f"{period.text} is too late: {ended}", param_hint="PERIOD")
    return period


def said_received(found: Registered) -> str:
    """`5 of 8 partners have answered for Q2 2015 to 2016 (July to September 2015); returns were due by …`"""
    if found.plan.head.reviews is None:
        return "No review cycle is agreed, so no returns are asked for."
    if found.register is None:
        return "No review period has ended yet, so no returns are due."
    period, due = said_period(found.register.period), said_day(found.register.due)
    expected, received = len(found.register.returns), found.register.received
    if not expected:
        return f"No partner owes a return for {period}."
    has = "has" if received == 1 else "have"
    were = "were" if found.register.is_closed else "are"
    return f"{received:,} of {expected:,} partners {has} answered for {period}; returns {were} due by {due}."
