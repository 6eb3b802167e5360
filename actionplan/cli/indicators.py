"""The indicators of the plans: found by name, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import typer

from actionplan.amend import indicator_route, indicator_routes
from actionplan.cli.gather import Gathered, unknown
from actionplan.domain.model import Indicator, Outcome, Plan
from actionplan.domain.written import echo
from actionplan.loaded import Loaded
from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Refused
from actionplan.yamltext.tree import Places


class Found(NamedTuple):
    """One indicator, its outcome and its plan, as the files have them, and the file it stands in."""

    loaded: Loaded
    plan: Plan
    outcome: Outcome
    indicator: Indicator
    file: str

    @property
    def name(self) -> str:
        return f"{self.plan.id}/{self.indicator.id}"


def indicators(plans: Sequence[Loaded]) -> Iterator[Found]:
    """Every indicator that could be read."""
    for loaded in plans:
        if loaded.plan is not None and loaded.outcomes_file is not None:
            for outcome in loaded.plan.outcomes:
                for indicator in outcome.indicators:
                    yield Found(loaded, loaded.plan, outcome, indicator, loaded.outcomes_file)


def find_indicator(name: str, gathered: Gathered) -> Found:
    """The indicator called *name*: its id, or `plan/id` where two plans use the same.

    A name that fits none, or several plans, is a wrong command line. Raises CannotRun where it may stand in what could
    not be read, Refused where one plan has it twice.
    """
    found = tuple(indicators(gathered.plans))
    plan, _, short = name.rpartition("/")
    fitting = [
        each
        for each in found
        if (not plan or each.plan.id.lower() == plan.lower()) and each.indicator.id.lower() == short.lower()
    ]
    if not fitting:
        _refuse_unread(gathered)
        unknown(name, "indicator", "INDICATOR", [each.name if plan else each.indicator.id for each in found])
    names = list(dict.fromkeys(each.name for each in fitting))
    if len(names) > 1:
        listed = " or ".join(names)
        raise typer.BadParameter(f"several plans have an indicator {short}. Write {listed}", param_hint="INDICATOR")
    if len(fitting) > 1:
        raise Refused(
            f"{fitting[0].file} has the indicator {echo(short)} more than once. Nothing was written.\n"
            "Give each of them an id of its own."
        )
    return fitting[0]


def _refuse_unread(gathered: Gathered) -> None:
    lost = [each.outcomes_file for each in gathered.plans if each.outcomes_file in each.unread]
    if lost:
        raise CannotRun(f"Not all of {lost[0]} could be read, so nothing was found.\nTo see why: actionplan validate")


def line_of(found: Found, *route: str | int) -> int:
    """The line on which the indicator begins, or what *route* leads to in it."""
    opened = found.loaded.files[found.file]
    start, _ = Places(opened.tree).locate((*indicator_route(found.loaded, found.file, found.indicator.id), *route))
    return opened.source.position(start)[0]


def lines_of(loaded: Loaded) -> dict[tuple[str, str], int]:
    """The line on which each indicator begins, by the ids of its outcome and its own."""
    if loaded.outcomes_file is None:
        return {}
    opened = loaded.files[loaded.outcomes_file]
    places = Places(opened.tree)
    return {
        ids: opened.source.position(places.locate(route)[0])[0]
        for ids, route in indicator_routes(loaded, loaded.outcomes_file)
    }


def last_line(found: Found, key: str) -> int:
    """The line of the last entry of the list under *key*: in the file, which may hold more than was read."""
    value = found.loaded.files[found.file].tree.value
    for step in indicator_route(found.loaded, found.file, found.indicator.id):
        value = value[step]
    return line_of(found, key, len(value[key]) - 1)
