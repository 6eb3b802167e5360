from __future__ import annotations

from pathlib import Path

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run


def test_alone_it_says_where_things_stand(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run(*AS_AT, cwd=tmp_path).succeeds()

    assert (
        ran.out
        == """\
Where things stand, as at 31 December 2025

Plan        Complete  Open  Overdue  No update received
----------  --------  ----  -------  ------------------
northfield  1 of 3    2     1        1

What is overdue, longest first:
  actionplan list --overdue --sort late --as-at 2025-12-31
1 open commitment with no update for the last review period:
  actionplan list --no-update --as-at 2025-12-31
Check the files:
  actionplan validate --as-at 2025-12-31
The paper for the review:
  actionplan report --as-at 2025-12-31
"""
    )


def test_without_a_plan_it_says_how_to_begin(tmp_path: Path) -> None:
    ran = run(cwd=tmp_path).fails(3)

    assert ran.out == ""
    assert "There is no plan here yet." in ran.err


def test_a_file_that_cannot_be_read_comes_first(tmp_path: Path) -> None:
    make_plan(tmp_path, {"elm.yaml": "partner: [elm\n"})

    ran = run(*AS_AT, cwd=tmp_path)

    assert ran.code == 0
    assert ran.err == (
        "Not all of commitments/northfield/elm.yaml could be read; the rest is shown. To see why: actionplan validate\n"
    )
    assert ran.out.endswith("A file could not be read. To see which, and why:\n  actionplan validate\n")


def test_options_before_the_command_hold_for_it(tmp_path: Path) -> None:
    make_plan(tmp_path / "a")
    before = run("-w", "a/commitments", *AS_AT, "list", cwd=tmp_path).succeeds()
    after = run("list", "-w", "a", *AS_AT, cwd=tmp_path).succeeds()

    assert before == after
    assert run("-w", "nowhere", "list", cwd=tmp_path).code == 3
