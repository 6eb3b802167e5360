"""The plan and the closed review that a command is about, and what it says of what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import typer

from actionplan.cli import ask, console
from actionplan.cli.ask import Option
from actionplan.cli.gather import Gathered, checked, gather, plan_id, unknown
from actionplan.cli.told import undo
from actionplan.cli.writing import Written, indented
from actionplan.domain.model import Plan
from actionplan.domain.period import parse_period
from actionplan.domain.reviewed import Filed, in_order
from actionplan.domain.said import said_window
from actionplan.loaded import Loaded
from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Refused
from actionplan.yamltext.tree import Places

NONE_CLOSED = "no review of this plan was closed. To close one: actionplan review close"


class Aim(NamedTuple):
    """Which plan is meant, and from which day it is looked at."""

    workspace: str | None = None
    plans: tuple[str, ...] = ()
    as_at: str | None = None


class Meant(NamedTuple):
    """The one plan that is meant: as it was found, as it was read, and what it says."""

    gathered: Gathered
    loaded: Loaded
    plan: Plan


def aim_at(aim: Aim, suits: Callable[[Loaded], bool], *, asks: bool) -> Aim:
    """*aim* at one plan: the only one, the only one that *suits*, or the one that is chosen at the terminal."""
    gathered = gather(aim.workspace, aim.as_at, aim.plans)
    readable = [each for each in gathered.plans if each.plan]
    if not readable:
        raise CannotRun("No plan could be read.\nTo see why: actionplan validate")
    suitable = [each for each in readable if suits(each)] or readable
    if len(suitable) > 1 and not asks:
        names = ", ".join(plan_id(each) for each in suitable)
        raise typer.BadParameter(f"there are several plans. Say which: {names}", param_hint="--plan")
    options = [Option(plan_id(each), each.plan.head.title) for each in suitable if each.plan]
    name = options[0].word if len(options) == 1 else ask.choose("Which plan?", options, "")
    return aim._replace(plans=(name,))


def meant(aim: Aim) -> Meant:
    """The plan that *aim* names, read anew. Raises Refused where not all of it could be read."""
    gathered = gather(aim.workspace, aim.as_at, aim.plans)
    (loaded,) = gathered.plans
    if loaded.plan is None or loaded.unread or not loaded.is_whole:
        names = ", ".join(loaded.unread[:3]) or loaded.name
        raise Refused(f"Not all of {names} could be read. Nothing was written.\nTo see why: actionplan validate")
    return Meant(gathered, loaded, loaded.plan)


def has_reviews(loaded: Loaded) -> bool:
    return bool(loaded.reviews)


def review_of(loaded: Loaded, period: str | None, option: str = "PERIOD") -> Filed:
    """The closed review of *period*, the last one without; a wrong command line where there is none."""
    reviews = in_order(loaded.reviews)
    if not reviews or loaded.plan is None:
        raise typer.BadParameter(NONE_CLOSED, param_hint=option)
    if period is None:
        return reviews[-1]
    days = checked(option, parse_period, period, loaded.plan.cycle)[:2]
    found = [each for each in reviews if each.review.period[:2] == days]
    return (
        found[-1] if found else unknown(period, "closed review", option, [each.review.period.text for each in reviews])
    )


def commitment_id(word: str, loaded: Loaded) -> str:
    """The id of the commitment that *word* names, with or without its plan; another word is a wrong command line."""
    short = word.strip().removeprefix(f"{plan_id(loaded)}/").lower()
    found = next((each for each in loaded.homes if each.lower() == short), None)
    return found or unknown(word, "commitment", "--about", loaded.homes)


def day_for(filed: Filed, on: date) -> date:
    """The day that something was decided on where nobody says another: that of the meeting, else today."""
    meeting = filed.review.meeting
    return meeting if meeting is not None and meeting <= on else on


def tell(written: Written, lines: Sequence[str], *route: str | int) -> None:
    """Tell what was written: *lines*, where the last thing on *route* stands, and how it is undone."""
    (proposal,) = written.offer.proposals
    name = proposal.changes[0].name
    opened = proposal.after.files[name]
    line = opened.source.position(Places(opened.tree).locate(route)[0])[0]
    said = [*lines, f"written in {name}:{line}"]
    told = [each for number, text in enumerate(said) for each in indented(text, "" if number == 0 else "  ", "  ")]
    console.write("".join(f"{each}\n" for each in (*told, *undo(written))))


def named(filed: Filed) -> str:
    """The review in words: `the review of July to September 2015 (2015-16 Q2)`."""
    return f"the review of {said_window(filed.review.period)}"
