"""When each entry of a log came into the files, beside when it says it happened: late entries stand out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from actionplan.cli.gather import Gathered
from actionplan.cli.past import day_of_commit, steps
from actionplan.domain.model import Commitment, Update
from actionplan.loaded import Loaded
from actionplan.world.commits import Commit


class Recorded(NamedTuple):
    """An entry of a log, and the commit that brought it; None where it is not in git yet."""

    update: Update
    commit: Commit | None

    @property
    def day(self) -> date | None:
        return day_of_commit(self.commit) if self.commit else None

    @property
    def days_late(self) -> int:
        """How many days after the last day it may mean it was recorded; 0 where it was in time, or is not yet."""
        return max(0, (self.day - self.update.date.last).days) if self.day else 0


def records_of(gathered: Gathered, plan: str, commitment: Commitment) -> tuple[Recorded, ...]:
    """Each entry of the log of *commitment* in the plan of that id, with the commit that first had it as it is now."""
    first: dict[int, Commit] = {}
    for step in steps(gathered, "HEAD"):
        log = _log(step.after, plan, commitment.id)
        for number, update in enumerate(commitment.updates):
            if number not in first and update in log:
                first[number] = step.commit
    return tuple(Recorded(each, first.get(number)) for number, each in enumerate(commitment.updates))


def _log(plans: tuple[Loaded, ...], plan: str, id_: str) -> tuple[Update, ...]:
    """The log of the commitment *id_* in one of *plans*."""
    found = (each for loaded in plans if loaded.plan and loaded.plan.id == plan for each in loaded.plan.commitments)
    return next((each.updates for each in found if each.id == id_), ())
