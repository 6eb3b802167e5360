"""A generated past of a plan, replayed: every planted violation is named at its commit, and nothing else is.

At full size: `ACTIONPLAN_REPLAY=300x40 ACTIONPLAN_REPLAY_SEEDS=1,2,3 pytest tests/cli/test_replay.py`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.replayed import Past, expected_of, stream
from tests.cli.replayed_plan import Planted
from tests.cli.replayed_violations import VIOLATIONS
from tests.cli.run import run
from tests.world.made import Made, made

SIZE, NUMBER = (int(each) for each in os.environ.get("ACTIONPLAN_REPLAY", "300x40").split("x"))
SEEDS = [int(each) for each in os.environ.get("ACTIONPLAN_REPLAY_SEEDS", "1").split(",")]


def written(folder: Path, commits: list[Planted]) -> tuple[Made, list[str]]:
    """A repository with *commits*, checked out, and their hashes."""
    repository = made(folder)
    repository.git("fast-import", "--quiet", "--export-marks=.git/marks", given=stream(commits))
    marks = dict(line.split() for line in (folder / ".git/marks").read_text(encoding="ascii").splitlines())
    repository.git("reset", "--quiet", "--hard", "main")
    return repository, [marks[f":{number}"] for number in range(1, len(commits) + 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_violation_is_named_at_its_commit_and_nothing_else(tmp_path: Path, seed: int) -> None:
    print(f"seed {seed}, {SIZE} commits, {NUMBER} violations")  # noqa: T201  # what a failed run shows
    commits = Past(seed, SIZE, NUMBER).make()
    repository, names = written(tmp_path / "repository", commits)

    ran = run("validate", "--history", "--format", "json", cwd=repository.top).fails(1)

    document = json.loads(ran.out)
    found = {
        each["commit"]: Counter((one["code"], one["commitment"] or "") for one in each["findings"])
        for each in document["found"]
    }
    expected = expected_of(commits)
    wrong = [
        (number, commits[number - 1].what, dict(wanted), dict(found.get(name, {})))
        for number, (name, wanted) in enumerate(zip(names, expected, strict=True), 1)
        if found.get(name, Counter()) != wanted
    ]
    assert wrong == []
    assert sum(1 for each in expected if each) == NUMBER
    assert all(not each["unread"] for each in document["found"])


def test_the_violations_are_of_every_kind(tmp_path: Path) -> None:
    """Each rule about a change is asked for, and there are merges, in a past of the default size."""
    commits = Past(1, 300, 40).make()

    codes = {code for each in commits for code, _ in each.expected}
    assert codes == {f"AP{number}" for number in range(501, 521)}
    assert {each.__name__ for each in VIOLATIONS} <= {each.what for each in commits}
    assert sum(len(each.parents) > 1 for each in commits) > 5
    assert len({each.author for each in commits}) > 4
