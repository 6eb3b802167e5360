"""`actionplan schema`: listed, printed, written and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from actionplan.schema import texts
from tests.cli.run import run

NAMES = ("plan.json", "commitments.json", "outcomes.json", "waivers.json", "review.json")


def test_alone_it_lists_what_there_is(tmp_path: Path) -> None:
    listed = run("schema", cwd=tmp_path).succeeds().out.splitlines()

    assert [line.split()[0] for line in listed[2:]] == ["plan", "commitments", "outcomes", "waivers", "review"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_one_is_printed(tmp_path: Path, name: str) -> None:
    assert run("schema", name.removesuffix(".json"), cwd=tmp_path).succeeds().out == texts()[name]


def test_a_name_nobody_knows(tmp_path: Path) -> None:
    assert "Did you mean outcomes?" in run("schema", "outcome", cwd=tmp_path).fails(2).err


def test_all_are_written_as_git_keeps_them(tmp_path: Path) -> None:
    ran = run("schema", "-o", "made/schema", cwd=tmp_path)

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Written to {Path('made/schema')}: {', '.join(NAMES)}.\n"
    assert {path.name: path.read_bytes() for path in (tmp_path / "made/schema").iterdir()} == {
        name: text.encode() for name, text in texts().items()
    }


def test_one_is_written(tmp_path: Path) -> None:
    run("schema", "plan", "-o", ".", cwd=tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_what_is_up_to_date_is_passed_in_silence(tmp_path: Path) -> None:
    run("schema", "-o", ".", cwd=tmp_path)
    plan = tmp_path / "plan.json"
    plan.write_bytes(plan.read_bytes().replace(b"\n", b"\r\n"))  # as git checks it out on Windows

    assert run("schema", "--check", ".", cwd=tmp_path).succeeds().out == ""


def test_what_is_not_up_to_date_is_named(tmp_path: Path) -> None:
    run("schema", "-o", ".", cwd=tmp_path)
    (tmp_path / "plan.json").write_text("{}\n", encoding="utf-8")
    (tmp_path / "outcomes.json").unlink()

    ran = run("schema", "--check", ".", cwd=tmp_path).fails(1)
    other = run("schema", "commitments", "--check", ".", cwd=tmp_path)

    assert ran.err == "Not up to date in .: plan.json, outcomes.json. Run: actionplan schema -o .\n"
    assert (ran.out, other.code, other.err) == ("", 0, "")


def test_where_nothing_can_be_written_or_read(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    (tmp_path / "plan.json").mkdir()

    assert "cannot be written to" in run("schema", "-o", "taken", cwd=tmp_path).fails(3).err
    assert "cannot be read" in run("schema", "plan", "--check", ".", cwd=tmp_path).fails(3).err


def test_writing_and_comparing_at_once_is_refused(tmp_path: Path) -> None:
    assert "give one of them" in run("schema", "-o", ".", "--check", ".", cwd=tmp_path).fails(2).err
