"""The plans as they are now against the commit that they came from: what was wrong before, and what the change did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.judged import Judged, judge_state, judged_of, together
from actionplan.cli.recorded import gone, paired, plans_at
from actionplan.cli.vanished import is_edited, repository_above
from actionplan.loaded import Loaded
from actionplan.validation import findings_of_change
from actionplan.world.base import Base, base_of
from actionplan.world.repository import Repository, resolve
from actionplan.world.workspace import CannotRun


class Against(NamedTuple):
    """The plans now, the commit they are compared with, and the plans as they were there."""

    gathered: Gathered
    base: Base
    before: tuple[Loaded, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """What the plans are compared with."""
        return (f"Compared with {self.base.commit[:12]}: {self.base.how}.",)

    def pairs(self) -> Iterator[tuple[Loaded | None, Loaded | None]]:
        """Each plan before and after. A folder that was renamed is told by the id of its plan."""
        return paired(self.before, (each for each in self.gathered.plans if each.plan is not None or each.sheets))


def against(gathered: Gathered, ref: str, head: str | None, *, is_whole: bool) -> Against:
    """The plans now, or at *head*, against where they left *ref*. Raises CannotRun where that cannot be known.

    *is_whole* says that all plans of the workspace are asked for; else one that is missing says nothing.
    """
    repository, there = repository_above(gathered.workspace.root)
    base = base_of(repository, ref, head or "HEAD", is_edited=is_edited(there, head))
    if head is not None:
        gathered = _at_head(gathered, repository, head, is_whole=is_whole)
    before = plans_at(repository, gathered.workspace, base.commit, gathered.plans)
    asked = {plan_id(each) for each in gathered.plans}
    return Against(gathered, base, tuple(each for each in before if is_whole or plan_id(each) in asked))


def _at_head(gathered: Gathered, repository: Repository, head: str, *, is_whole: bool) -> Gathered:
    plans = plans_at(repository, gathered.workspace, resolve(repository, head), gathered.plans)
    asked = {plan_id(each) for each in gathered.plans}
    return gathered._replace(plans=tuple(each for each in plans if is_whole or plan_id(each) in asked))


def judge_against(compared: Against) -> Judged:
    """What is wrong with the plans now, parted by what was so before, and what is wrong with the change.

    Raises CannotRun where a plan could not be read before: what changed in it could not be judged, and must not pass.
    """
    return together(part for before, after in compared.pairs() for part in _judged(before, after, compared))


def _judged(before: Loaded | None, after: Loaded | None, compared: Against) -> Iterator[Judged]:
    gathered = compared.gathered
    if after is None:
        yield from (Judged((gone(each, compared.base.commit),)) for each in (before,) if each is not None)
        return
    state = judge_state(after, gathered)
    if before is None:
        yield state
        return
    _check_readable(before, compared.base)
    yield _parted(before, state, gathered)
    # A waiver counts once it has landed: nobody writes their own in the change that needs it.
    yield judged_of(tuple(_of_change(before, after, compared)), before, gathered, is_change=True)


def _of_change(before: Loaded, after: Loaded, compared: Against) -> Iterator[Finding]:
    """What is wrong with the change from *before* to *after*, and with one that mends what could not be read before."""
    found = findings_of_change(before, after, compared.gathered.today)
    yield from found
    if not before.unread:
        return
    from actionplan.cli.past import is_touched, known_by, last_read  # a base is mostly in order

    whole = last_read(compared.gathered, compared.base.commit, before) if is_touched(before, after) else None
    if whole is not None:
        today = compared.gathered.today
        known = {known_by(each) for each in (*found, *findings_of_change(whole, before, today))}
        yield from (each for each in findings_of_change(whole, after, today) if known_by(each) not in known)


def _check_readable(before: Loaded, base: Base) -> None:
    if before.plan is None:
        raise CannotRun(
            f"The plan in {before.name} could not be read at {base.commit[:12]} ({base.how}), so what changed in it "
            "cannot be judged.\nCompare with a commit in which it could: --base COMMIT"
        )


def _parted(before: Loaded, state: Judged, gathered: Gathered) -> Judged:
    """*state* with what counted before already among the known."""
    if not state.new:
        return state
    counts = Counter(each.recognised_by for each in judge_state(before, gathered).new)
    new: list[Finding] = []
    known: list[Finding] = []
    for each in state.new:
        is_known = counts[each.recognised_by] > 0
        counts[each.recognised_by] -= is_known
        (known if is_known else new).append(each)
    return state._replace(new=tuple(new), known=(*state.known, *known))
