"""The plan as its log says it stood on a date, or at the review of a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from actionplan.domain.dates import Window
from actionplan.domain.model import Commitment, Condition, Extension, Indicator, Outcome, Plan, Update
from actionplan.domain.period import period_holding

Keep = Callable[[tuple[Update, ...]], list[Update]]


def as_of(plan: Plan, on: date) -> Plan:
    """The plan as it stood at the end of *on*: what is dated later is not there.

    A date that is known only to the month or year counts from its last day. A commitment agreed later is dropped,
    an extension asked later is dropped, one decided later is pending, and a condition settled later is open.
    """
    return _cut(plan, on, on, lambda log: [each for each in log if each.date.last <= on])


def at_period(plan: Plan, period: Window, seen: date | None = None) -> Plan:
    """The position for the review of *period*: its updates and those of earlier periods.

    An update that names its period counts by that name, whenever it came in. An extension asked for while returns could
    come in is before that review, and undecided; so is one asked for by *seen*, the day the review was held or closed.
    All else counts by its date.
    """
    asked_by = max(period.last + timedelta(days=plan.cycle.returns_within), seen or period.last)
    last = period.last
    return _cut(plan, last, asked_by, lambda log: [each for each in log if (each.period or each.date).last <= last])


def period_of(update: Update, plan: Plan) -> Window:
    """The review period that *update* answers: the one it names, else the one that holds its date.

    Where it names a month of a plan that is reviewed by the quarter, that is the quarter.
    """
    return period_holding((update.period or update.date).last, plan.cycle)


def _cut(plan: Plan, on: date, asked_by: date, keep: Keep) -> Plan:
    agreed = [each for each in plan.commitments if each.agreed is None or each.agreed.last <= on]
    commitments = tuple([_commitment(each, on, asked_by, keep) for each in agreed])
    outcomes = tuple([_outcome(each, on) for each in plan.outcomes])
    return replace(plan, commitments=commitments, outcomes=outcomes)


def _commitment(commitment: Commitment, on: date, asked_by: date, keep: Keep) -> Commitment:
    """The commitment without what is later; itself where nothing is."""
    changes: dict[str, object] = {}
    updates = keep(commitment.updates)
    if len(updates) < len(commitment.updates):
        changes["updates"] = tuple(updates)
    if commitment.extensions:
        extensions = tuple([_extension(each, on) for each in commitment.extensions if each.asked <= asked_by])
        if extensions != commitment.extensions:
            changes["extensions"] = extensions
    condition = commitment.condition
    if condition is not None and condition.date is not None and condition.date.last > on:
        changes["condition"] = Condition(condition.text)
    return commitment.but(**changes) if changes else commitment


def _extension(extension: Extension, on: date) -> Extension:
    if extension.decided is None or extension.decided <= on:
        return extension
    return extension.but(decision=None, decided=None, by=None)


def _outcome(outcome: Outcome, on: date) -> Outcome:
    if not outcome.indicators:
        return outcome
    return outcome.but(indicators=tuple([_indicator(each, on) for each in outcome.indicators]))


def _indicator(indicator: Indicator, on: date) -> Indicator:
    readings = tuple([each for each in indicator.readings if (each.released or each.date).last <= on])
    judged = tuple([each for each in indicator.judged if each.date <= on])
    is_as_it_was = readings == indicator.readings and judged == indicator.judged
    return indicator if is_as_it_was else indicator.but(readings=readings, judged=judged)
