"""Files that cannot be read, and the commands that show: the rest with 0, and nothing with 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run

BROKEN = "partner: northfield\ncommitments:\n  - id: elm-1\n    title: Review: letters to tenants\n"
PLAN = "format: 1\nplan: [\n"
LOST = (
    "Not all of commitments/northfield/northfield.yaml could be read; the rest is shown. "
    "To see why: actionplan validate\n"
)
SHOWING = [
    (),
    ("list",),
    ("list", "--format", "json"),
    ("show", "haven-1"),
    ("history", "haven-1"),
    ("changes",),
    ("outcomes",),
    ("returns", "status"),
]
BY_ID = [("show", "elm-1"), ("show", "northfield/ELM-1"), ("history", "elm-1")]


@pytest.mark.parametrize("command", SHOWING, ids=" ".join)
def test_the_rest_is_shown_and_what_is_missing_is_said(tmp_path: Path, command: tuple[str, ...]) -> None:
    make_plan(tmp_path, {"northfield.yaml": BROKEN})

    ran = run(*command, *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.err) == (0, LOST)
    assert ran.out


def test_the_report_says_it_itself(tmp_path: Path) -> None:
    make_plan(tmp_path, {"northfield.yaml": BROKEN})

    ran = run("report", *AS_AT, cwd=tmp_path)

    assert ran.code == 0
    assert "Part of northfield/northfield.yaml could not be read, and is in no figure." in ran.err
    assert "part of northfield/northfield.yaml; what it says is in no figure" in " ".join(ran.out.split())


@pytest.mark.parametrize("command", SHOWING, ids=" ".join)
def test_where_no_plan_can_be_read_nothing_is_shown(tmp_path: Path, command: tuple[str, ...]) -> None:
    make_plan(tmp_path, {"plan.yaml": PLAN})

    ran = run(*command, *AS_AT, cwd=tmp_path)

    said = (
        "“haven-1” may stand in what could not be read: not all of commitments/northfield/plan.yaml could be read."
        if "haven-1" in command
        else "No plan could be read."
    )
    assert (ran.code, ran.out, ran.err) == (3, "", f"{said}\nTo see why: actionplan validate\n")


@pytest.mark.parametrize("command", BY_ID, ids=" ".join)
def test_a_commitment_that_may_be_there_is_not_called_unknown(tmp_path: Path, command: tuple[str, ...]) -> None:
    make_plan(tmp_path, {"northfield.yaml": BROKEN})

    ran = run(*command, *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.out, ran.err) == (
        3,
        "",
        f"“{command[1]}” may stand in what could not be read: not all of commitments/northfield/northfield.yaml could be "
        "read.\nTo see why: actionplan validate\n",
    )
    unknown = run(command[0], "oak-1", *AS_AT, cwd=tmp_path).fails(2)
    assert "there is no commitment “oak-1”" in unknown.err


def test_one_of_another_plan_is_shown(tmp_path: Path) -> None:
    make_plan(tmp_path)
    make_plan(tmp_path, {"plan.yaml": PLAN}, "other")

    assert run("show", "northfield/haven-1", *AS_AT, cwd=tmp_path).code == 0
    assert run("show", "haven-1", *AS_AT, cwd=tmp_path).code == 0
    assert run("show", "other/haven-1", *AS_AT, cwd=tmp_path).code == 3
