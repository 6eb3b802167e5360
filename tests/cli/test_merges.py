"""Two branches of one plan: they merge without clashing ids, a conflict is explained, and a merge answers for itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run
from tests.world.made import ENVIRONMENT, Made, made

FILE = "commitments/northfield/haven.yaml"
OTHER = "commitments/northfield/northfield.yaml"
PLAN = "commitments/northfield/plan.yaml"
OURS = "partner: northfield\ncommitments:\n  - id: northfield-1\n    title: Pay for 9 rooms\n    due: 2026-03\n"
LATEST = "next: Open the third hub in May.}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    """A repository with one commit on main, whose plan has two files."""
    make_plan(tmp_path, {"northfield.yaml": OURS})
    repository = made(tmp_path)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "the plan")
    return repository


def command(plan: Made, *arguments: str) -> Ran:
    return run(*arguments, "--as-at", "2025-12-31", cwd=plan.top).succeeds()


def text(plan: Made, file: str = FILE) -> str:
    return (plan.top / file).read_text(encoding="utf-8")


def changed(plan: Made, old: str, new: str, file: str = FILE) -> dict[str, str | bytes | None]:
    """The file with *new* in place of *old*, for a commit."""
    assert text(plan, file).count(old) == 1, old
    return {file: text(plan, file).replace(old, new)}


def conflicting(plan: Made, other: str, *options: str) -> None:
    """Merge *other*, which git cannot do by itself."""
    done = subprocess.run(
        ["git", *options, "merge", "--quiet", other], cwd=plan.top, env=ENVIRONMENT, capture_output=True, check=False
    )
    assert done.returncode == 1, done


def named(plan: Made) -> list[tuple[str, list[tuple[str, str]]]]:
    """The commits that `validate --history` names, each with its findings' codes and what they are about."""
    ran = run("validate", "--history", "--format", "json", cwd=plan.top)
    document = json.loads(ran.out)
    assert ran.code == (1 if document["found"] else 0), ran
    return [
        (each["commit"], [(one["code"], one["commitment"] or "") for one in each["findings"]])
        for each in document["found"]
    ]


def test_branches_that_add_and_update_merge_without_clashing_ids(plan: Made) -> None:
    plan.branch("work")
    command(plan, "add", "Run 5 classes", "--lead", "haven", "--due", "2026-03")
    command(plan, "update", "haven-3", "--status", "in-progress", "--confidence", "green", "--date", "2025-12-20")
    plan.commit({}, "haven's")
    plan.git("checkout", "--quiet", "main")
    command(plan, "add", "Paint 4 rooms", "--lead", "northfield", "--due", "2026-03")
    command(plan, "update", "haven-1", "--status", "in-progress", "--confidence", "green", "--date", "2025-12-20")
    plan.commit({}, "the council's")

    plan.merge("work")

    assert "id: haven-4\n" in text(plan)
    assert "id: northfield-2\n" in text(plan, OTHER)
    assert "date: 2025-12-20" in text(plan)
    assert run("validate", *AS_AT, cwd=plan.top).code == 0
    assert named(plan) == []


def test_two_that_are_added_to_one_file_have_two_ids_and_the_conflict_is_explained(plan: Made) -> None:
    for branch, title in (("work", "Run 5 classes"), ("main", "Paint 4 rooms")):
        plan.branch(branch, "HEAD" if branch == "work" else "main")
        command(plan, "add", title, "--lead", "haven", "--due", "2026-03")
        plan.commit({}, branch)

    conflicting(plan, "work")

    assert "- id: haven-4\n" in text(plan)
    assert "- id: haven-5\n" in text(plan)
    said = run("validate", *AS_AT, cwd=plan.top).fails(1).out
    assert "AP007" in said
    assert "git could not merge two changes and left its marks here" in said
    added = [plan.git("show", f"{each}:{FILE}").removeprefix(HAVEN.strip()) for each in ("main", "work")]
    resolved = plan.commit({FILE: HAVEN.strip() + "".join(added) + "\n"}, "Merge")
    assert len(plan.git("rev-list", "--parents", "--max-count=1", resolved).split()) == 3
    assert run("validate", *AS_AT, cwd=plan.top).code == 0
    assert named(plan) == []


FIX = (
    "Between “<<<<<<<” and “>>>>>>>” keep the lines that are right. Delete the marker lines; and where one begins with "
    "“|||||||”, what stands from there to “=======”: so it was before both."
)


def errors(folder: Path) -> list[dict[str, object]]:
    findings = json.loads(run("validate", "--format", "json", *AS_AT, cwd=folder).fails(1).out)["findings"]
    return [each for each in findings if each["severity"] == "error"]


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_each_marker_line_leads_to_the_way_out(plan: Made, style: str, ending: str) -> None:
    start = text(plan).replace("\n", ending).encode()
    plan.git("config", "core.autocrlf", "false")
    plan.commit({FILE: start}, "line ends")
    plan.branch("work")
    plan.commit({FILE: start.replace(b"40 volunteers", b"41 volunteers")})
    plan.git("checkout", "--quiet", "main")
    plan.commit({FILE: start.replace(b"40 volunteers", b"42 volunteers")})

    conflicting(plan, "work", "-c", f"merge.conflictStyle={style}")

    marks = [line[:7] for line in text(plan).splitlines() if line[:7] in {each * 7 for each in "<=>|"}]
    assert marks == ["<" * 7, *(["|" * 7] if style != "merge" else []), "=" * 7, ">" * 7]
    found = errors(plan.top)
    assert [each["code"] for each in found] == ["AP007"]
    assert found[0]["message"] == "git could not merge two changes and left its marks here"
    assert found[0]["fix"] == FIX


@pytest.mark.parametrize("left", ["<<<<<<< HEAD", "=======", ">>>>>>> work", "||||||| 1234567"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_marker_line_that_was_left_by_itself(tmp_path: Path, left: str, ending: str) -> None:
    marked = HAVEN.replace("  - id: haven-2\n", f"{left}\n  - id: haven-2\n").replace("\n", ending)
    make_plan(tmp_path, {"haven.yaml": marked.encode()})

    found = errors(tmp_path)

    assert [(each["code"], each["line"]) for each in found] == [("AP007", 11)], found
    assert found[0]["message"] == "git could not merge two changes and left its marks here"


# What a merge does itself, and what it only takes over.


def diverged(plan: Made, ours: dict[str, str | bytes | None], theirs: Sequence[dict[str, str | bytes | None]]) -> None:
    """*theirs* on a branch, one commit each, and *ours* on main, where it ends."""
    plan.branch("work")
    for number, each in enumerate(theirs):
        plan.commit(each, f"theirs {number}")
    plan.git("checkout", "--quiet", "main")
    plan.commit(ours, "ours")


def test_a_violation_on_a_branch_is_named_once_and_at_its_own_commit(plan: Made) -> None:
    diverged(plan, {OTHER: OURS + "    theme: homes\n"}, [changed(plan, "due: 2025-09", "due: 2025-12")])
    broken = plan.at("work")

    plan.merge("work")

    assert named(plan) == [(broken, [("AP509", "northfield/haven-1")])]


def test_a_violation_made_inside_a_merge_is_named_at_the_merge(plan: Made) -> None:
    note = changed(plan, LATEST, f"{LATEST}      - {{date: 2025-12-20, status: waiting, reason: capacity}}\n")
    diverged(plan, {OTHER: OURS + "    theme: homes\n"}, [note])
    both = {FILE: str(note[FILE]).replace("due: 2025-09", "due: 2025-12")}

    merge = plan.merge("work", result={**both})

    assert named(plan) == [(merge, [("AP509", "northfield/haven-1")])]


def test_a_merge_that_drops_what_a_branch_did_is_named(plan: Made) -> None:
    """The result is as main had it; nothing is missing but for one who looks at the branch."""
    line = "      - {date: 2025-12-20, status: in-progress, confidence: red, reason: funding}\n"
    diverged(
        plan,
        {OTHER: OURS + "    theme: homes\n"},
        [changed(plan, LATEST, LATEST + line), {"commitments/northfield/more.yaml": MORE}],
    )

    merge = plan.merge("work", result={})

    assert named(plan) == [(merge, [("AP505", "northfield/haven-1"), ("AP501", "northfield/haven-9")])]


MORE = "partner: haven\ncommitments:\n  - id: haven-9\n    title: Mend 3 roofs\n    due: 2026-03\n"


def test_two_updates_of_one_commitment_may_stand_in_either_order(plan: Made) -> None:
    lines = [f"      - {{date: 2025-12-2{each}, status: waiting, reason: capacity}}\n" for each in (1, 2)]
    diverged(plan, changed(plan, LATEST, LATEST + lines[0]), [changed(plan, LATEST, LATEST + lines[1])])
    start = HAVEN

    plan.merge("work", result={FILE: start.replace(LATEST, LATEST + "".join(lines))})

    assert named(plan) == []


def test_an_update_that_a_merge_puts_above_those_of_before_is_named(plan: Made) -> None:
    lines = [f"      - {{date: 2025-12-2{each}, status: waiting, reason: capacity}}\n" for each in (1, 2)]
    diverged(plan, changed(plan, LATEST, LATEST + lines[0]), [changed(plan, LATEST, LATEST + lines[1])])
    first = "    updates:\n      - {date: 2025-07-10"
    made_up = "    updates:\n      - {date: 2025-06-01, status: waiting, reason: capacity}\n      - {date: 2025-07-10"

    merge = plan.merge("work", result={FILE: HAVEN.replace(LATEST, LATEST + "".join(lines)).replace(first, made_up)})

    assert named(plan) == [(merge, [("AP505", "northfield/haven-1")])]


def test_what_a_branch_did_in_two_steps_is_not_a_merge_s_own(plan: Made) -> None:
    """First a rule is switched off, then a commitment is completed: two changes, which the merge brings as one."""
    done = "      - {date: 2025-12-20, status: complete, evidence: [{title: Register, url: 'https://haven.example/', date: 2025-12}]}\n"
    diverged(
        plan,
        changed(plan, "    theme: homes\n    due: 2025-09", "    due: 2025-09"),
        [{PLAN: HEAD + "rules: {AP402: off}\n"}, changed(plan, LATEST, LATEST + done)],
    )
    loosened = plan.at("work~1")

    plan.merge("work")

    assert [(name, [code for code, _ in found]) for name, found in named_with_advice(plan)] == [(loosened, ["AP517"])]


def named_with_advice(plan: Made) -> list[tuple[str, list[tuple[str, str]]]]:
    """As `named`, where nothing is so bad that the check fails."""
    document = json.loads(run("validate", "--history", "--format", "json", cwd=plan.top).succeeds().out)
    return [
        (each["commit"], [(one["code"], one["commitment"] or "") for one in each["findings"]])
        for each in document["found"]
    ]


def test_a_date_that_a_branch_moved_twice_is_not_named_at_the_merge(plan: Made) -> None:
    note = changed(plan, LATEST, LATEST + "      - {date: 2025-12-20, status: waiting, reason: capacity}\n")
    dates = [changed(plan, "due: 2025-09", f"due: 2025-1{month}") for month in (0, 1)]
    diverged(plan, note, dates)
    merged = {FILE: str(note[FILE]).replace("due: 2025-09", "due: 2025-11")}

    plan.merge("work", result={**merged})

    assert [name for name, _ in named(plan)] == [plan.at("work~1"), plan.at("work")]


def test_a_squashed_branch_answers_at_the_commit_that_took_it(plan: Made) -> None:
    diverged(plan, {OTHER: OURS + "    theme: homes\n"}, [changed(plan, "due: 2025-09", "due: 2025-12"), {"x": "y"}])

    plan.git("merge", "--quiet", "--squash", "work")
    squashed = plan.commit({}, "squashed")

    assert named(plan) == [(squashed, [("AP509", "northfield/haven-1")])]


def test_an_octopus_is_judged_against_each_parent(plan: Made) -> None:
    line = "      - {date: 2025-12-20, status: waiting, reason: capacity}\n"
    for branch, change in (
        ("one", changed(plan, LATEST, LATEST + line)),
        ("two", {OTHER: OURS + "    theme: homes\n"}),
        ("three", {"commitments/northfield/more.yaml": MORE}),
    ):
        plan.branch(branch, "main")
        plan.commit(change, branch)
    plan.git("checkout", "--quiet", "main")

    merge = plan.merge("one", "two", "three", result={FILE: HAVEN.replace(LATEST, LATEST + line)})

    assert named(plan) == [(merge, [("AP501", "northfield/haven-9")])]
