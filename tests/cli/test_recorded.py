"""`history ID --recorded`: when each entry came into the files, beside the day it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run
from tests.world.made import Made, made

FILE = "commitments/northfield/haven.yaml"
FIRST = "      - {date: 2025-07-10, status: in-progress, confidence: green}\n"
SECOND = "      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity, next: Open the third hub in May.}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    """A repository whose plan has no update of haven-1 yet."""
    make_plan(tmp_path, {"haven.yaml": HAVEN.replace(f"    updates:\n{FIRST}{SECOND}", "")})
    repository = made(tmp_path)
    on(repository, "2025-07-01", "the plan")
    return repository


def on(plan: Made, day: str, subject: str, author: str = "Ada Officer") -> str:
    """The hash of a commit of all that was changed, made on that day."""
    plan.git("add", "--all")
    when = {"GIT_AUTHOR_DATE": f"{day}T09:00:00+01:00", "GIT_COMMITTER_DATE": f"{day}T23:30:00+01:00"}
    plan.git("commit", "--quiet", "-m", subject, env={**when, "GIT_AUTHOR_NAME": author})
    return plan.at("HEAD")


def write(plan: Made, *updates: str, file: str = FILE) -> None:
    log = f"    updates:\n{FIRST}{SECOND}"
    text = HAVEN.replace(log, f"    updates:\n{''.join(updates)}" if updates else "")
    (plan.top / file).write_text(text, encoding="utf-8")


def recorded(plan: Made) -> list[str]:
    """What is said of each entry."""
    ran = run("history", "haven-1", "--recorded", *AS_AT, cwd=plan.top, env={"COLUMNS": "200"}).succeeds()
    return [line.strip() for line in ran.out.splitlines() if "Recorded:" in line]


def test_one_in_time_one_late_and_one_that_is_not_committed(plan: Made) -> None:
    write(plan, FIRST)
    first = on(plan, "2025-07-10", "on the day")
    write(plan, FIRST, SECOND)
    second = on(plan, "2025-12-25", "three weeks later", "Ben Clerk")
    write(plan, FIRST, SECOND, "      - {date: 2025-12-29, status: in-progress, confidence: green}\n")

    assert recorded(plan) == [
        f"Recorded: 10 July 2025, by Ada Officer in {first[:12]}",
        f"Recorded: 25 December 2025, 20 days after, by Ben Clerk in {second[:12]}",
        "Recorded: not yet in git",
    ]


def test_as_json(plan: Made) -> None:
    write(plan, FIRST)
    first = on(plan, "2025-08-10", "a month later")
    write(plan, FIRST, SECOND)

    ran = run("history", "haven-1", "--recorded", "--format", "json", *AS_AT, cwd=plan.top).succeeds()

    log = json.loads(ran.out)["log"]
    assert [(each["date"], each["recorded"], each["commit"]) for each in log] == [
        ("2025-07-10", "2025-08-10", first),
        ("2025-12-05", None, None),
    ]


def test_without_the_option_nothing_is_said_of_it(plan: Made) -> None:
    write(plan, FIRST)
    on(plan, "2025-08-10", "a month later")

    out = run("history", "haven-1", *AS_AT, cwd=plan.top).succeeds().out
    document = json.loads(run("history", "haven-1", "--format", "json", *AS_AT, cwd=plan.top).succeeds().out)

    assert "Recorded" not in out
    assert not {"recorded", "commit"} & document["log"][0].keys()


def test_an_entry_keeps_its_commit_when_files_and_folders_go_by_other_names(plan: Made) -> None:
    write(plan, FIRST)
    first = on(plan, "2025-07-11", "a day later")
    plan.git("mv", FILE, "commitments/northfield/two words.yaml")
    on(plan, "2025-08-01", "another file")
    plan.git("mv", "commitments/northfield", "commitments/plän")
    on(plan, "2025-09-01", "another folder")

    assert recorded(plan) == [f"Recorded: 11 July 2025, 1 day after, by Ada Officer in {first[:12]}"]


def test_an_entry_that_was_rewritten_was_recorded_when_it_was(plan: Made) -> None:
    write(plan, FIRST.replace("green", "red"))
    on(plan, "2025-07-10", "as it was reported")
    write(plan, FIRST)
    rewritten = on(plan, "2025-10-10", "as it would be read")

    assert recorded(plan) == [f"Recorded: 10 October 2025, 92 days after, by Ada Officer in {rewritten[:12]}"]


def test_of_a_branch_that_was_merged_and_of_one_that_was_squashed(plan: Made) -> None:
    plan.branch("work")
    write(plan, FIRST)
    own = on(plan, "2025-07-10", "on a branch")
    plan.git("checkout", "--quiet", "main")
    plan.merge("work")
    plan.branch("more")
    write(plan, FIRST, SECOND)
    on(plan, "2025-12-05", "on the day, on a branch")
    plan.git("checkout", "--quiet", "main")
    plan.git("merge", "--quiet", "--squash", "more")
    squashed = on(plan, "2025-12-15", "squashed")

    assert recorded(plan) == [
        f"Recorded: 10 July 2025, by Ada Officer in {own[:12]}",
        f"Recorded: 15 December 2025, 10 days after, by Ada Officer in {squashed[:12]}",
    ]


def test_a_month_is_over_on_its_last_day(plan: Made) -> None:
    write(plan, FIRST.replace("2025-07-10", "2025-07"))
    commit = on(plan, "2025-07-31", "within the month")

    assert recorded(plan) == [f"Recorded: 31 July 2025, by Ada Officer in {commit[:12]}"]


def test_commits_in_which_the_plan_cannot_be_read_are_passed_over(plan: Made) -> None:
    (plan.top / "commitments/northfield/plan.yaml").write_text("format: [\n", encoding="utf-8")
    write(plan, FIRST)
    on(plan, "2025-07-10", "with a broken plan")
    (plan.top / "commitments/northfield/plan.yaml").write_text(HEAD, encoding="utf-8")
    mended = on(plan, "2025-07-12", "mended")

    assert recorded(plan) == [f"Recorded: 12 July 2025, 2 days after, by Ada Officer in {mended[:12]}"]


def test_where_git_cannot_tell(tmp_path: Path) -> None:
    make_plan(tmp_path)

    def ask() -> Ran:
        return run("history", "haven-1", "--recorded", *AS_AT, cwd=tmp_path).fails(3)

    assert "not in a git repository" in ask().err
    repository = made(tmp_path)
    assert ask().out == ""
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    repository.git("add", "notes.txt")
    repository.git("commit", "--quiet", "-m", "not the plan")
    assert "Commit it first." in ask().err
