"""The plans as they are now against the commit that they came from: what was wrong before, and what the change did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding, Place
from actionplan.checks.rules import slug_of
from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.printers import counted
from actionplan.cli.recorded import paired, plans_at
from actionplan.loaded import Loaded
from actionplan.validation import findings_of, findings_of_change
from actionplan.world.base import Base, base_of
from actionplan.world.git import commit_of
from actionplan.world.repository import Repository, repository_of, resolve
from actionplan.world.workspace import CannotRun

WORK_TREE = "with uncommitted changes"


class Against(NamedTuple):
    """The plans now, the commit they are compared with, and the plans as they were there."""

    gathered: Gathered
    base: Base
    before: tuple[Loaded, ...]

    def pairs(self) -> Iterator[tuple[Loaded | None, Loaded | None]]:
        """Each plan before and after. A folder that was renamed is told by the id of its plan."""
        return paired(self.before, (each for each in self.gathered.plans if each.plan is not None or each.sheets))


class Judged(NamedTuple):
    """The findings that a change brought, and those that were there before."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]


def against(gathered: Gathered, ref: str, head: str | None, *, is_whole: bool) -> Against:
    """The plans now, or at *head*, against where they left *ref*. Raises CannotRun where that cannot be known.

    *is_whole* says that all plans of the workspace are asked for; else one that is missing says nothing.
    """
    repository = repository_of(gathered.workspace.root)
    is_edited = head is None and (commit_of(gathered.workspace.root) or "").endswith(WORK_TREE)
    base = base_of(repository, ref, head or "HEAD", is_edited=is_edited)
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
    new: list[Finding] = []
    known: list[Finding] = []
    for before, after in compared.pairs():
        if after is None:
            new += [gone(each, compared.base.commit) for each in (before,) if each is not None]
            continue
        found = findings_of(after, compared.gathered.on, compared.gathered.today)
        if before is None:
            new += found
            continue
        _check_readable(before, compared.base)
        parted = _parted(before, found, compared)
        new += [*parted.new, *findings_of_change(before, after, compared.gathered.today)]
        known += parted.known
    return Judged(tuple(new), tuple(known))


def _check_readable(before: Loaded, base: Base) -> None:
    if before.plan is None:
        raise CannotRun(
            f"The plan in {before.name} could not be read at {base.commit[:12]} ({base.how}), so what changed in it "
            "cannot be judged.\nCompare with a commit in which it could: --base COMMIT"
        )


def _parted(before: Loaded, found: Sequence[Finding], compared: Against) -> Judged:
    """*found*, parted by whether the same was found before."""
    if not found:
        return Judged((), ())
    counts = Counter(each.recognised_by for each in findings_of(before, compared.gathered.on, compared.gathered.today))
    new: list[Finding] = []
    known: list[Finding] = []
    for each in found:
        is_known = counts[each.recognised_by] > 0
        counts[each.recognised_by] -= is_known
        (known if is_known else new).append(each)
    return Judged(tuple(new), tuple(known))


def gone(plan: Loaded, commit: str) -> Finding:
    """The finding that a whole plan is not there any more, as it was at *commit*."""
    number = counted(len(plan.homes), "commitment")
    file = plan.head_file
    return Finding(
        code="AP501",
        slug=slug_of("AP501"),
        severity="error",
        message=f"the plan {plan_id(plan)} is gone, with {number}",
        fix=f"Put its folder back as it was at {commit[:12]}. A plan that has ended stays as a record.",
        file=file,
        line=1,
        column=1,
        end_line=1,
        end_column=1,
        about="",
        key="",
        place=Place(file),
    )


def said_of(compared: Against, judged: Judged, *, shows_all: bool) -> tuple[str, ...]:
    """What was compared with what, and how much is not shown."""
    base = compared.base
    said = [f"Compared with {base.commit[:12]}: {base.how}."]
    if judged.known and not shows_all:
        one = len(judged.known) == 1
        number = counted(len(judged.known), "finding")
        said.append(f"{number} {'was' if one else 'were'} there before and {'is' if one else 'are'} not shown: --all")
    return tuple(said)
