"""A plan's past, made up: several authors, branches, changes of every kind that is allowed, and violations of every kind."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tests.cli.replayed_allowed import ALLOWED, IN_A_COMMITMENT
from tests.cli.replayed_plan import AUTHORS, FIRST_DAY, Act, Chance, Commitment, Expected, Plan, Planted, first_plan
from tests.cli.replayed_violations import VIOLATIONS, VIOLATIONS_IN_A_COMMITMENT


class Past:
    """A past in the making, commit by commit."""

    def __init__(self, seed: int, size: int, violations: int) -> None:
        self.rng = random.Random(seed)
        self.size = size
        self.commits: list[Planted] = []
        self.waiting = [VIOLATIONS[number % len(VIOLATIONS)] for number in range(violations)]
        self.rng.shuffle(self.waiting)

    def make(self) -> list[Planted]:
        plan = first_plan(self.rng)
        at = self.put((), plan, "the plan", [])
        while len(self.commits) < self.size:
            if self.size - len(self.commits) > 12 and self.rng.random() < 0.08:
                plan, at = self.branch(plan, at)
            else:
                at = self.one(plan, at, ALLOWED, lambda _: True, is_side=False)
        assert not self.waiting, [each.__name__ for each in self.waiting]
        return self.commits

    def one(
        self, plan: Plan, parent: int, allowed: Sequence[Act], among: Callable[[Commitment], bool], *, is_side: bool
    ) -> int:
        """One more commit after *parent*, which changes *plan*: a violation when it is time for one."""
        act = self.violation(is_side=is_side) or self.rng.choice(allowed)
        day = FIRST_DAY + timedelta(days=len(self.commits))
        expected = act(plan, Chance(self.rng, day, among))
        return self.put((parent,), plan, act.__name__, expected)

    def violation(self, *, is_side: bool) -> Act | None:
        """The next violation that may stand here, if its time has come."""
        left = self.size - len(self.commits)
        if not self.waiting or self.rng.random() > len(self.waiting) / max(1, left - 3) * 1.3:
            return None
        found = next((each for each in self.waiting if not is_side or each in VIOLATIONS_IN_A_COMMITMENT), None)
        if found is not None:
            self.waiting.remove(found)
        return found

    def branch(self, plan: Plan, at: int) -> tuple[Plan, int]:
        """Two branches that change other commitments of the same files, and a merge of both, each with its own ones."""
        ids = [each["id"] for each in plan.commitments()]
        theirs_only = set(self.rng.sample(ids, len(ids) // 3))
        ours, theirs, base = plan, copy.deepcopy(plan), copy.deepcopy(plan)
        theirs.last_number += 1000 + len(self.commits)
        here = there = at
        for _ in range(self.rng.randint(1, 4)):
            there = self.one(theirs, there, IN_A_COMMITMENT, lambda each: each["id"] in theirs_only, is_side=True)
        for _ in range(self.rng.randint(0, 3)):
            here = self.one(ours, here, ALLOWED, lambda each: each["id"] not in theirs_only, is_side=False)
        _bring(base, theirs, ours, theirs_only)
        return ours, self.put((here, there), ours, "a merge", [])

    def put(self, parents: tuple[int, ...], plan: Plan, what: str, expected: Expected) -> int:
        day = FIRST_DAY + timedelta(days=len(self.commits))
        author = self.rng.choice(AUTHORS)
        self.commits.append(Planted(parents, author, day, plan.texts(), what, expected))
        return len(self.commits) - 1


def _bring(base: Plan, theirs: Plan, ours: Plan, ids: set[str]) -> None:
    """Do to *ours* what was done to the commitments *ids* from *base* to *theirs*."""
    before = {each["id"] for each in base.commitments()}
    after = {each["id"]: each for each in theirs.commitments()}
    for _, held in ours.files.values():
        held[:] = [after.get(each["id"]) or each if each["id"] in ids else each for each in held]
        held[:] = [each for each in held if each["id"] not in ids or each["id"] in after]
    for lead, held in theirs.files.values():
        target = next(mine for name, mine in ours.files.values() if name == lead)
        target += [each for each in held if each["id"] not in before]
    ours.last_number = max(ours.last_number, theirs.last_number)


def expected_of(commits: Sequence[Planted]) -> list[Counter[tuple[str, str]]]:
    """What is wrong with each commit."""
    return [Counter(each.expected) for each in commits]


def stream(commits: Sequence[Planted]) -> bytes:
    """The commits for git fast-import."""
    parts: list[bytes] = []
    for number, each in enumerate(commits, 1):
        seconds = (each.day - date(1970, 1, 1)).days * 86_400 + 43_200
        who = each.author.replace("<", "(").replace(">", ")")
        message = f"{number}: {each.what}".encode()
        parts.append(
            f"commit refs/heads/main\nmark :{number}\ncommitter {who} <who@haven.example> {seconds} +0000\n".encode()
        )
        parts.append(b"data %d\n%s\n" % (len(message), message))
        parts += [f"{'merge' if at else 'from'} :{parent + 1}\n".encode() for at, parent in enumerate(each.parents)]
        parts.append(b"deleteall\n")
        for name, data in each.files.items():
            parts.append(b'M 100644 inline "%s"\ndata %d\n%s\n' % (_quoted(name), len(data), data))
    return b"".join(parts)


def _quoted(name: str) -> bytes:
    return name.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
