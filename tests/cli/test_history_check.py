"""`validate --history`: each commit that did to a plan what must not be done, and nothing passed over in silence.

At full size: `ACTIONPLAN_PAST=10000 pytest tests/cli/test_history_check.py`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run
from tests.world.made import Made, made

FILE = "commitments/northfield/haven.yaml"
PLAN = "commitments/northfield/plan.yaml"
BROKEN = "partner: haven\ncommitments: [\n"
COMMITS = int(os.environ.get("ACTIONPLAN_PAST", "500"))


@pytest.fixture
def plan(tmp_path: Path) -> Made:
    """A repository with one commit of a plan on main."""
    make_plan(tmp_path)
    repository = made(tmp_path)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "the plan")
    return repository


def history(plan: Made, *options: str) -> Ran:
    return run("validate", "--history", *options, cwd=plan.top)


def found(ran: Ran) -> list[tuple[str, list[str]]]:
    """Each commit that is named with findings, by its hash, with their codes and what they are about."""
    return [
        (each["commit"], [" ".join(filter(None, (one["code"], one["commitment"]))) for one in each["findings"]])
        for each in json.loads(ran.out)["found"]
        if each["findings"]
    ]


def unread(ran: Ran) -> list[tuple[str, list[str]]]:
    return [(each["commit"], each["unread"]) for each in json.loads(ran.out)["found"] if each["unread"]]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_a_past_without_fault(plan: Made) -> None:
    plan.commit({FILE: HAVEN + "    theme: homes\n"})

    assert history(plan).succeeds().out == "2 commits changed the plans: nothing to be said about them.\n"


def test_who_did_it_and_when_also_where_the_next_commit_undid_it(plan: Made) -> None:
    moved = plan.commit({FILE: changed(HAVEN, "due: 2025-09", "due: 2025-12")}, "a date typed over")
    plan.commit({FILE: HAVEN}, "and put back")
    back = plan.at("HEAD")

    ran = history(plan).fails(1)

    assert ran.out.splitlines() == [
        f"{moved[:12]}, 6 October 2015, Ada Officer: a date typed over",
        f"  {FILE}:7: error AP509 (northfield/haven-1)",
        "    haven-1: the date first agreed was September 2025, and is December 2025 now",
        "",
        f"{back[:12]}, 6 October 2015, Ada Officer: and put back",
        f"  {FILE}:7: error AP509 (northfield/haven-1)",
        "    haven-1: the date first agreed was December 2025, and is September 2025 now",
        "",
        "3 commits changed the plans: 2 errors.",
    ]
    assert [name for name, _ in found(history(plan, "--format", "json"))] == [moved, back]


def test_up_to_another_commit_than_the_last(plan: Made) -> None:
    plan.commit({FILE: changed(HAVEN, "due: 2025-09", "due: 2025-12")})

    assert history(plan, "--head", "HEAD~1").succeeds().out.startswith("1 commit changed the plans")
    assert history(plan).fails(1).err == ""


def test_a_warning_fails_only_when_asked_to(plan: Made) -> None:
    plan.commit({PLAN: changed(HEAD, "every: quarter", "every: month")})

    assert "warning AP518" in history(plan).succeeds().out
    assert history(plan, "--strict").code == 1


# What could not be read.


def test_what_was_done_while_a_file_could_not_be_read_is_named_where_it_can_be_again(plan: Made) -> None:
    """Breaking a file, and rewriting it while it is being mended, must not be a way past the check."""
    broken = plan.commit({FILE: BROKEN}, "broken")
    mended = plan.commit({FILE: changed(HAVEN, "due: 2025-09", "due: 2025-12")}, "mended")

    ran = history(plan, "--format", "json").fails(1)

    assert found(ran) == [(mended, ["AP509 northfield/haven-1"])]
    assert unread(ran) == [(broken, [FILE])]
    shown = " ".join(history(plan).fails(1).out.split())
    assert f"{FILE}: not all of it can be read; what was done to it is judged with the commit in which" in shown


@pytest.mark.parametrize("steps", [1, 3])
def test_the_same_with_plan_yaml_and_in_several_steps(plan: Made, steps: int) -> None:
    for number in range(steps):
        plan.commit({PLAN: f"format: [ # {number}\n"}, "broken")
        plan.commit({FILE: HAVEN + f"# {number}\n"}, "beside it")
    plan.commit({FILE: changed(HAVEN, "haven-2", "haven-9")}, "renumbered under cover")
    mended = plan.commit({PLAN: HEAD}, "mended")

    assert found(history(plan, "--format", "json").fails(1)) == [(mended, ["AP502 northfield/haven-9"])]


def test_a_value_that_could_not_be_read_hides_its_commitment_no_longer_than_that(plan: Made) -> None:
    wrong = changed(HAVEN, "date: 2025-11-20", "date: 20.11.2025")
    plan.commit({FILE: wrong}, "a date that is none")
    other = plan.commit({FILE: changed(wrong, "due: 2025-09", "due: 2025-12")}, "another commitment, meanwhile")
    lost = changed(HAVEN, "due: 2025-09", "due: 2025-12").replace("date: 2025-11-20", "date: 2025-11-21")
    mended = plan.commit({FILE: lost}, "mended, to another day")

    assert found(history(plan, "--format", "json").fails(1)) == [
        (other, ["AP509 northfield/haven-1"]),
        (mended, ["AP505 northfield/haven-2"]),
    ]


def test_a_plan_that_was_broken_and_then_deleted_is_gone(plan: Made) -> None:
    make_plan(plan.top / "two", name="second")
    (plan.top / "two/commitments/second").rename(plan.top / "commitments/second")
    second = "commitments/second/plan.yaml"
    (plan.top / second).write_text(HEAD.replace("plan: northfield", "plan: second"), encoding="utf-8")
    plan.commit({}, "a second plan")
    plan.commit({second: "format: [\n"}, "broken")
    lost = plan.commit({second: None, "commitments/second/haven.yaml": None}, "deleted")

    assert found(history(plan, "--format", "json").fails(1)) == [(lost, ["AP501"])]


def test_a_file_that_cannot_be_read_to_this_day(plan: Made) -> None:
    plan.commit({FILE: BROKEN}, "broken")

    ran = history(plan).fails(3)

    assert ran.out.endswith(f"Not all of it could be judged: {FILE} cannot be read to this day.\n")
    assert json.loads(history(plan, "--format", "json").fails(3).out)["unjudged"] == [FILE]


def test_a_plan_that_began_broken(plan: Made, tmp_path: Path) -> None:
    repository = made(tmp_path / "other")
    first = repository.commit({PLAN: "format: [\n", FILE: HAVEN})
    repository.commit({PLAN: HEAD})

    ran = history(repository, "--format", "json").succeeds()

    assert (found(ran), unread(ran)) == ([], [(first, [PLAN])])


# Plans that are not there any more, or are called something else.


def test_a_violation_in_a_plan_that_is_gone_is_named(plan: Made) -> None:
    make_plan(plan.top / "two", name="second")
    (plan.top / "two/commitments/second").rename(plan.top / "commitments/second")
    head, file = "commitments/second/plan.yaml", "commitments/second/haven.yaml"
    plan.commit({head: HEAD.replace("plan: northfield", "plan: second")}, "a second plan")
    moved = plan.commit({file: changed(HAVEN, "due: 2025-09", "due: 2025-12")})
    lost = plan.commit({head: None, file: None})

    assert found(history(plan, "--format", "json").fails(1)) == [
        (moved, ["AP509 second/haven-1"]),
        (lost, ["AP501"]),
    ]
    assert f"as it was at {moved[:12]}" not in history(plan).out
    assert found(history(plan, "--plan", "northfield", "--format", "json").succeeds()) == []


def test_a_plan_by_another_id_is_still_that_plan(plan: Made) -> None:
    other = plan.commit(
        {
            PLAN: HEAD.replace("plan: northfield", "plan: southfield"),
            FILE: changed(HAVEN, "due: 2025-09", "due: 2025-12"),
        }
    )

    assert found(history(plan, "--format", "json").fails(1)) == [(other, ["AP509 southfield/haven-1", "AP518"])]


def test_a_folder_that_is_hidden_is_no_plan(plan: Made) -> None:
    plan.commit({"commitments/.old/plan.yaml": HEAD, "commitments/.old/haven.yaml": HAVEN})
    plan.commit({"commitments/.old/plan.yaml": None, "commitments/.old/haven.yaml": None})

    assert found(history(plan, "--format", "json").succeeds()) == []


# Names that are commands, or no names at all.

EVIL = "\x1b[31m::error::x\u202e <b>"


def test_names_of_branches_and_authors_are_shown_and_not_obeyed(plan: Made) -> None:
    env = {"GIT_AUTHOR_NAME": EVIL, "GIT_COMMITTER_NAME": EVIL}
    (plan.top / FILE).write_text(changed(HAVEN, "due: 2025-09", "due: 2025-12"), encoding="utf-8")
    plan.git("commit", "--quiet", "--all", "-m", f"$(touch owned) {EVIL}\n\n::error::y", env=env)
    plan.git("branch", "x;touch${IFS}owned")
    plan.git("update-ref", "refs/heads/-rf", "HEAD")

    for ref in ("HEAD", "x;touch${IFS}owned", "refs/heads/-rf", "-rf"):
        out = history(plan, f"--head={ref}").fails(1).out
        assert not {"\x1b", "\u202e"} & set(out)
        assert not [line for line in out.splitlines() if line.startswith("::")]
        assert "$(touch owned)" in out
    for ref in ("--output=owned", "HEAD..HEAD", "^HEAD", "nowhere", "x y", "a\nb"):
        ran = history(plan, f"--head={ref}").fails(3)
        assert ran.out == ""
    assert not (plan.top / "owned").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["two words.yaml", "Ünïcode 漢字.yaml", "new\nline.yaml", '"quoted".yaml', "-rf.yaml"])
def test_names_of_files(plan: Made, name: str) -> None:
    file = f"commitments/northfield/{name}"
    plan.commit({FILE: None, file: HAVEN}, "another name")
    moved = plan.commit({file: changed(HAVEN, "due: 2025-09", "due: 2025-12")})

    assert found(history(plan, "--format", "json").fails(1)) == [(moved, ["AP509 northfield/haven-1"])]
    assert len(history(plan).out.splitlines()) == 5


def test_a_name_that_is_no_text(plan: Made) -> None:
    """A file's name in bytes that are not UTF-8, and an author likewise."""
    plan.git("config", "i18n.commitEncoding", "latin-1")
    plan.git("mv", FILE, b"commitments/northfield/caf\xe9.yaml")
    plan.git("commit", "--quiet", "-m", "another name", env={"GIT_AUTHOR_NAME": "Zo\udceb"})

    assert history(plan).succeeds().out.startswith("2 commits changed the plans")


@pytest.mark.parametrize("seconds", ["99999999999999", "253402300800", "0"])
def test_a_date_that_no_calendar_has(plan: Made, seconds: str) -> None:
    broken = changed(HAVEN, "due: 2025-09", "due: 2025-12").encode()
    plan.git(
        "fast-import",
        "--quiet",
        "--date-format=raw-permissive",
        given=f"commit refs/heads/main\ncommitter Ada <ada@x.example> {seconds} +9999\ndata 1\nx\nfrom refs/heads/main^0\n"
        f"M 100644 inline {FILE}\ndata {len(broken)}\n".encode()
        + broken
        + b"\n",
    )

    ran = history(plan).fails(1)

    assert "error AP509" in ran.out
    assert run("history", "haven-1", "--recorded", *AS_AT, cwd=plan.top).code == 0


# Circumstances.


def test_what_is_not_asked_together(plan: Made) -> None:
    assert history(plan, "--base", "main").fails(2).out == ""
    assert history(plan, "--format", "junit").fails(2).out == ""


def test_a_shallow_clone_says_what_to_do(plan: Made, tmp_path: Path) -> None:
    plan.commit({FILE: HAVEN + "    theme: homes\n"})
    plan.git("-c", "protocol.file.allow=always", "clone", "-q", "--depth=1", f"file://{plan.top}", str(tmp_path / "c"))

    assert "fetch-depth: 0" in history(Made(tmp_path / "c")).fails(3).err


def test_a_long_past(plan: Made) -> None:
    """Every fifth commit changes the plan, one in a hundred moves a date; memory does not grow with the number."""
    moved = write_long(plan, COMMITS)
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    ran = history(plan, "--format", "json").fails(1)

    took, grown = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{COMMITS:,} commits: {took:.1f} s, {grown / 1024:.0f} MB more than before")  # noqa: T201  # what a failed run shows
    document = json.loads(ran.out)
    assert document["commits"] == COMMITS // 5 + 1
    assert [each["subject"] for each in document["found"]] == moved
    assert {one["code"] for each in document["found"] for one in each["findings"]} == {"AP509"}


def write_long(plan: Made, number: int) -> list[str]:
    """A past of *number* commits after the first; the subjects of those that moved a date."""
    parts: list[str] = []
    moved: list[str] = []
    text, due = HAVEN, 0
    for at in range(1, number + 1):
        files: Mapping[str, str] = {"notes.txt": f"{at}\n"}
        if at % 5 == 0:
            day = f"{2025 + at // 5 // 336 % 70}-{at // 5 // 28 % 12 + 1:02}-{at // 5 % 28 + 1:02}"
            text = text if at % 100 else text.replace(_due(due), _due(due + 1))
            due, moved = (due, moved) if at % 100 else (due + 1, [*moved, f"number {at}"])
            note = f"    note: As on {day}, number {at}.\n"
            files = {FILE: text + note}
        parts.append(f"commit refs/heads/main\ncommitter Ada <a@b.example> {1_700_000_000 + at * 3600} +0000\n")
        subject = f"number {at}"
        parts.append(f"data {len(subject)}\n{subject}\n" + ("from refs/heads/main^0\n" if at == 1 else ""))
        parts += [f"M 100644 inline {name}\ndata {len(held.encode())}\n{held}\n" for name, held in files.items()]
    plan.git("fast-import", "--quiet", given="".join(parts).encode())
    plan.git("reset", "--quiet", "--hard", "main")
    return moved


def _due(number: int) -> str:
    return (
        f"    due: {2025 + number // 12}-{number % 12 + 1:02}\n    updates:\n      - {{date: 2025-07-10"
        if number
        else ("    due: 2025-09\n    updates:\n      - {date: 2025-07-10")
    )
