"""The plans' past, commit by commit: as they were before each, and after it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from actionplan.checks.diagnostic import Finding
from actionplan.checks.rules import ap505_update_rewritten as ap505
from actionplan.checks.runner import in_order
from actionplan.cli.gather import Gathered, plan_id
from actionplan.cli.recorded import gone, is_same, is_same_file, paired, plans_of
from actionplan.loaded import Loaded
from actionplan.validation import findings_of_change
from actionplan.world.base import merge_bases
from actionplan.world.commits import Commit, commits
from actionplan.world.objects import Blobs
from actionplan.world.repository import Repository, repository_of
from actionplan.world.trees import Trees
from actionplan.world.workspace import Workspace

KEPT_FILES = 4_096
KEPT_STATES = 64
DAY = len("2016-01-20")

Plans: TypeAlias = tuple[Loaded, ...]
Known: TypeAlias = tuple[str, ...]


class Step(NamedTuple):
    """One commit that changed the plans, with the plans before it, as its first parent had them, and after it.

    For a merge, `others` are the plans as each further parent had them.
    """

    commit: Commit
    before: Plans
    after: Plans
    others: tuple[Plans, ...] = ()


class JudgedCommit(NamedTuple):
    """A commit, and what is wrong with what it did; and the files of which it left something that cannot be read.

    What it did to those is judged with the commit that mends them.
    """

    commit: Commit
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()


def day_of_commit(commit: Commit) -> date | None:
    """The day it was committed, where its author was; None where git has no date that a calendar has."""
    try:
        return date.fromisoformat(commit.committed[:DAY])
    except ValueError:
        return None


def steps(gathered: Gathered, ref: str) -> Iterator[Step]:
    """Each commit up to *ref* that changed the plans of the workspace, parents before children."""
    repository = repository_of(gathered.workspace.root)
    with Blobs(repository) as blobs:
        yield from _steps(States(gathered.workspace, repository, blobs), repository, ref)


def _steps(states: States, repository: Repository, ref: str) -> Iterator[Step]:
    for commit in commits(repository, ref):
        before = states.at(commit.before)
        others = tuple(states.at_commit(each) for each in commit.parents[1:])
        yield Step(commit, before, states.at(commit.folder), others)


class States:
    """The plans at one commit after the other. What two have in common is read once."""

    def __init__(self, workspace: Workspace, repository: Repository, blobs: Blobs) -> None:
        self._workspace = workspace
        self._prefix = repository.prefix
        self._trees = Trees(blobs)
        self._read = lru_cache(maxsize=KEPT_FILES)(blobs.read)
        self._kept: dict[str, Plans] = {"": ()}
        self._last: Plans = ()

    def at(self, folder: str) -> Plans:
        """The plans in the folder of that hash."""
        if folder not in self._kept:
            known = {name: sheet for each in self._last for name, sheet in each.sheets.items()}
            entries = self._trees.entries(folder)
            self._kept[folder] = plans_of(self._workspace, entries, lambda _, blob: self._read(blob), known)
            if len(self._kept) > KEPT_STATES:
                self._kept.pop(next(each for each in self._kept if each))
        self._last = self._kept[folder] or self._last
        return self._kept[folder]

    def at_commit(self, commit: str) -> Plans:
        """The plans as the commit of that hash has them."""
        return self.at(self._trees.folder_at(commit, self._prefix))


def last_read(gathered: Gathered, ref: str, plan: Loaded) -> Loaded | None:
    """*plan* as it last was, up to *ref*, when all of it could be read; None where that never was."""
    found = None
    if not any(each.before for each in commits(repository_of(gathered.workspace.root), ref)):
        return None  # there is no earlier state, and reading a large one takes its time
    for step in steps(gathered, ref):
        same = (each for each in step.after if plan_id(each) == plan_id(plan) or each.name == plan.name)
        found = next(filter(is_read, same), found)
    return found


def judge_past(gathered: Gathered, ref: str, asked: AbstractSet[str] | None = None) -> Iterator[JudgedCommit]:
    """Each commit up to *ref* that changed the plans, with what is wrong with the change.

    What a merge only took over belongs to the commit that did it, and is not said again. *asked* are the ids and
    folders of the plans to judge; without it, all that there ever were.
    """
    repository = repository_of(gathered.workspace.root)
    with Blobs(repository) as blobs:
        states = States(gathered.workspace, repository, blobs)
        past = _Past(repository, states, gathered.today, asked)
        for step in _steps(states, repository, ref):
            yield past.judge(step)


class _Broken(NamedTuple):
    """A plan of which something cannot be read: as it was when all could, and what has been said of it since."""

    whole: Loaded
    said: frozenset[Known]


class _Past:
    """What has been said so far, commit by commit."""

    def __init__(self, repository: Repository, states: States, today: date, asked: AbstractSet[str] | None) -> None:
        self._repository = repository
        self._states = states
        self._today = today
        self._asked = asked
        self._said: dict[str, frozenset[Known]] = {}
        self._broken: dict[str, dict[str, _Broken]] = {}  # by the hash of the plans' folder, and a plan's own folder

    def judge(self, step: Step) -> JudgedCommit:
        """What is wrong with the next commit."""
        findings = self._merged(step) if step.commit.brought else tuple(self._changed(step))
        if findings:
            self._said[step.commit.hash] = frozenset(map(known_by, findings))
        return JudgedCommit(step.commit, findings, tuple(self._newly_unread(step)))

    def _changed(self, step: Step) -> Iterator[Finding]:
        """What a commit did, also to what could not be read before it."""
        broken = self._broken.get(step.commit.before, {})
        still: dict[str, _Broken] = {}
        for before, after in self._pairs(step.before, step.after):
            earlier = broken.get(before.name) if before else None
            findings = list(self._pair(before, after, step))
            if before is not None and earlier is not None and is_touched(before, after):
                again = self._pair(earlier.whole, after, step)
                known = earlier.said | set(map(known_by, findings))
                findings += [each for each in again if known_by(each) not in known]
            yield from findings
            if after is not None and not is_read(after):
                whole = earlier.whole if earlier else before if before is not None and is_read(before) else None
                said = frozenset(map(known_by, findings)) | (earlier.said if earlier else frozenset())
                if whole is not None:
                    still[after.name] = _Broken(whole, said)
        if still:
            self._broken[step.commit.folder] = still

    def _merged(self, step: Step) -> tuple[Finding, ...]:
        """What a merge did itself: neither what a side did before it, nor what stands above only because sides met."""
        tuple(self._changed(step))  # for what cannot be read from here on
        sides = [list(self._between(each, step.after, step)) for each in (step.before, *step.others)]
        everywhere = set.intersection(*(set(map(known_by, each)) for each in sides))
        found: dict[Known, Finding] = {}
        for side, brought in zip(sides, step.commit.brought, strict=True):
            earlier = {known for name in brought for known in self._said.get(name, ())}
            found |= {known_by(each): each for each in side if known_by(each) not in earlier}
        kept = [each for known, each in found.items() if known in everywhere or not _is_about_order(each)]
        done = self._done_by_sides(step) if kept else frozenset()
        return in_order(each for each in kept if known_by(each) not in done)

    def _done_by_sides(self, step: Step) -> frozenset[Known]:
        """What each side did on the whole since they parted, which several of its commits may have done together."""
        parents = step.commit.parents
        sides = (step.before, *step.others)
        done: set[Known] = set()
        for number, parent in enumerate(parents):
            for other in parents[:number] + parents[number + 1 :]:
                for base in merge_bases(self._repository, other, parent):
                    done |= set(map(known_by, self._between(self._states.at_commit(base), sides[number], step)))
        return frozenset(done)

    def _between(self, before: Plans, after: Plans, step: Step) -> Iterator[Finding]:
        for was, now in self._pairs(before, after):
            yield from self._pair(was, now, step)

    def _pairs(self, before: Plans, after: Plans) -> Iterator[tuple[Loaded | None, Loaded | None]]:
        for was, now in paired(before, after):
            names = {name for each in (was, now) if each is not None for name in (each.name, plan_id(each))}
            if self._asked is None or self._asked & names:
                yield was, now

    def _pair(self, before: Loaded | None, after: Loaded | None, step: Step) -> Iterator[Finding]:
        if before is None or (after is not None and is_same(before, after)):
            return
        if after is not None:
            yield from findings_of_change(before, after, day_of_commit(step.commit) or self._today)
        elif before.plan is not None:
            yield gone(before, step.commit.parents[0])

    def _newly_unread(self, step: Step) -> Iterator[str]:
        """The files of which something cannot be read, and that one of the parents did not have just so."""
        for before, after in self._pairs(step.before, step.after):
            for name in after.unread if after else ():
                if after is not None and (before is None or not is_same_file(name, before, after)):
                    yield name


def is_read(plan: Loaded) -> bool:
    """Whether all of *plan* could be read."""
    return plan.plan is not None and not plan.unread


def is_touched(before: Loaded, after: Loaded | None) -> bool:
    """Whether a file of which something could not be read was changed."""
    if after is None:
        return True
    return not all(is_same_file(name, before, after) for name in before.unread)


def _is_about_order(finding: Finding) -> bool:
    return finding.code == ap505.CODE and finding.fix in (ap505.LAST, ap505.ORDER)


def known_by(finding: Finding) -> Known:
    """What tells that two findings about changes say the same of the same."""
    return (*finding.recognised_by, finding.message)
