"""Plans as they stood: what `list`, `show` and the overview look at."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import typer

from actionplan.cli.gather import Gathered, checked
from actionplan.domain.asof import as_of, at_period
from actionplan.domain.assess import Position, assess
from actionplan.domain.dates import Window
from actionplan.domain.model import Plan
from actionplan.domain.period import parse_period
from actionplan.domain.said import said_day
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of
from actionplan.loaded import Loaded


class Standing(NamedTuple):
    """One plan on a day: the plan as it stood, and each commitment's position."""

    loaded: Loaded
    plan: Plan
    words: Vocabulary
    positions: tuple[Position, ...]
    on: date


def standings(gathered: Gathered, period: str | None = None) -> tuple[Standing, ...]:
    """Each plan that could be read, on the day asked about or at the review of *period*."""
    return tuple(_standing(each, each.plan, gathered.on, period) for each in gathered.plans if each.plan)


def _standing(loaded: Loaded, plan: Plan, on: date, period: str | None) -> Standing:
    words = vocabulary_of(plan.head)
    if period is None:
        cut = as_of(plan, on)
        return Standing(loaded, cut, words, assess(cut, on), on)
    asked = period_of_plan(period, plan, on)
    cut = at_period(plan, asked)
    return Standing(loaded, cut, words, assess(cut, asked.last, asked), asked.last)


def period_of_plan(text: str, plan: Plan, on: date, option: str = "--period") -> Window:
    """The review period of *plan* that *text* names; a wrong command line where there is none, or none yet by *on*."""
    period = checked(option, parse_period, text, plan.cycle)
    if period.first > on:
        raise typer.BadParameter(f"{period.text} had not begun on {said_day(on)}", param_hint=option)
    if plan.first_day and period.last < plan.first_day:
        began = f"the plan {plan.id} begins on {said_day(plan.first_day)}"
        raise typer.BadParameter(f"{period.text} is too early: {began}", param_hint=option)
    return period
