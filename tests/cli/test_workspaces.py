"""What is said when the outside is not as it must be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actionplan.world.workspace import find, read_plan
from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import Ran, run, scrubbed_environment

ROOT = Path(__file__).parent.parent.parent


# Root may read everything; without these two rights it is an ordinary user of its own files.
AS_ORDINARY_USER = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def run_process(*arguments: str, cwd: Path, under: tuple[str, ...] = (), timeout: int = 60) -> Ran:
    """The command as a process of its own, with 2 GB of memory at most, started by the command *under*."""
    limited = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from actionplan.cli.main import main
main()
"""
    done = subprocess.run(
        [*under, sys.executable, "-c", limited, *arguments],
        cwd=cwd,
        env={**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def test_no_workspace(tmp_path: Path) -> None:
    ran = run("validate", cwd=tmp_path).fails(3)

    assert ran.out == ""
    assert ran.err.startswith(f"There is no plan here: no folder with a plan.yaml in {tmp_path} or above it.\n")


def test_an_empty_workspace(tmp_path: Path) -> None:
    (tmp_path / "commitments").mkdir()

    ran = run("list", "--workspace", "commitments", cwd=tmp_path).fails(3)

    assert (
        ran.err
        == "There is no plan in commitments: no folder in it has a plan.yaml.\nName the folder that holds the plans.\n"
    )


@pytest.mark.parametrize("command", [("validate",), ("list",), ("report",), ("show", "x"), ("history", "x"), ()])
def test_a_workspace_that_is_not_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    arguments = (*command, "--workspace", "nowhere") if command else ("--workspace", "nowhere")

    ran = run(*arguments, cwd=tmp_path).fails(3)

    assert (
        ran.err == "nowhere does not exist.\nCheck the spelling, or leave it out to search from this folder upwards.\n"
    )


def test_from_below_the_workspace_it_is_found(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)

    ran = run("validate", *AS_AT, cwd=plan)

    assert "1 plan, 2 files, 3 commitments" in ran.out


def test_one_file_of_a_plan(tmp_path: Path) -> None:
    make_plan(tmp_path, {"northfield.yaml": "partner: northfield\nstauts: x\n"})

    whole = run("validate", *AS_AT, "commitments/northfield", cwd=tmp_path).fails(1)
    one = run("validate", *AS_AT, "commitments/northfield/northfield.yaml", cwd=tmp_path).fails(1)
    other = run("validate", *AS_AT, "commitments/northfield/plan.yaml", cwd=tmp_path)

    assert "haven.yaml" in whole.out
    assert "haven.yaml" not in one.out
    assert "commitments/northfield/northfield.yaml:2:1: error AP010" in one.out
    assert other.code == 0


def test_a_path_that_is_not_there_is_never_a_pass(tmp_path: Path) -> None:
    make_plan(tmp_path)

    missing = run("validate", "commitments/northfeild", cwd=tmp_path).fails(3)
    not_a_plan_file = tmp_path / "commitments" / "northfield" / "notes.txt"
    not_a_plan_file.write_text("x", encoding="utf-8")
    other = run("validate", str(not_a_plan_file), cwd=tmp_path).fails(3)

    assert missing.err == "commitments/northfeild does not exist, so nothing was checked.\nCheck the spelling.\n"
    assert "is not a plan file" in other.err


@pytest.mark.skipif(os.name != "posix", reason="rights are taken away in another way on Windows")
def test_without_rights(tmp_path: Path) -> None:
    under = AS_ORDINARY_USER if os.geteuid() == 0 else ()
    if under and shutil.which(under[0]) is None:
        pytest.skip("root can only be made to heed rights by setpriv, which is not installed")
    plan = make_plan(tmp_path)
    (plan / "haven.yaml").chmod(0o000)

    file = run_process("validate", *AS_AT, cwd=tmp_path, under=under).fails(1)
    plan.chmod(0o000)
    closed = run_process("validate", *AS_AT, cwd=tmp_path, under=under).fails(3)
    plan.chmod(0o755)

    assert "commitments/northfield/haven.yaml:1:1: error AP023\n  the file may not be read\n" in file.out
    assert closed.err == f"{plan} may not be read.\nAsk for the right to read this folder.\n"


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    workspace = find(tmp_path)
    (plan / "haven.yaml").unlink()

    read = list(read_plan(workspace, workspace.plans[0]))

    assert [each.trouble for each in read] == ["", "the file was here a moment ago and is gone"]


def test_links_pipes_and_folders(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("root:x:0\n", encoding="utf-8")
    plan = make_plan(tmp_path)
    (plan / "link.yaml").symlink_to(outside)
    (plan / "gone.yaml").symlink_to(plan / "nothing.yaml")
    os.mkfifo(plan / "pipe.yaml")
    (plan / "folder.yaml").mkdir()
    (plan / "inside.yml").symlink_to(plan / "haven.yaml")

    ran = run_process("validate", *AS_AT, cwd=tmp_path).fails(1)

    assert "link.yaml:1:1: error AP023\n  this is a link to a file outside the workspace\n" in ran.out
    assert "gone.yaml:1:1: error AP023\n  the file was here a moment ago and is gone\n" in ran.out
    assert (
        "pipe.yaml:1:1: error AP023\n  this is not an ordinary file, though its name ends like a plan file\n" in ran.out
    )
    assert "folder.yaml:1:1: error AP023\n  this is a folder, though its name ends like a plan file\n" in ran.out
    assert "root:x" not in ran.out
    assert "inside.yml:3:9: error AP102" in ran.out


def test_names_in_any_case_are_read_and_left_overs_are_named(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    (plan / "NORTHFIELD.YML").write_text("partner: northfield\n", encoding="utf-8")
    (plan / ".#haven.yaml").write_text("x", encoding="utf-8")
    (plan / "~$haven.yaml").write_text("x", encoding="utf-8")

    ran = run("validate", *AS_AT, cwd=tmp_path)

    assert "1 plan, 3 files" in ran.out
    assert (
        ran.err
        == "Passed over: northfield/.#haven.yaml (not a plan file)\nPassed over: northfield/~$haven.yaml (not a plan file)\n"
    )


def test_hostile_file_names_are_shown_not_obeyed(tmp_path: Path) -> None:
    name = "a\x1b[31m\n::error::[bold]é.yaml"
    make_plan(tmp_path, {name: "partner: northfield\nstauts: x\n"})

    ran = run("validate", *AS_AT, cwd=tmp_path).fails(1)

    assert "\x1b" not in ran.out
    assert "a<U+001B>[31m : :error: :[bold]é.yaml:2:1: error AP010" in ran.out


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("fifty megabytes", b"# " + b"x" * 50_000_000, "AP020"),
        ("ten thousand levels", b"a: " + b"[" * 10_000, "AP019"),
        ("a hundred thousand levels of blocks", b"- " * 100_000 + b"x", "AP019"),
        ("deep mappings", b"{a: " * 20_000, "AP019"),
        (
            "merge keys",
            b"a0: &a0 {k: 1}\n"
            + b"".join(b"a%d: &a%d {<<: [%s]}\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 9)),
            "AP017",
        ),
        (
            "aliases",
            b"a0: &a0 [x]\n"
            + b"".join(b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 12)),
            "AP016",
        ),
        ("question marks", b"? " * 16 + b"x", "AP025"),
        ("a long number", b"partner: " + b"9" * 100_000, "AP015"),
        ("base sixty", b"partner: " + b"1:" * 200_000 + b"1", "AP015"),
        ("one long line", b"partner: " + b"x " * 2_000_000, "AP015"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_bombs_are_refused(tmp_path: Path, name: str, text: bytes, code: str) -> None:
    make_plan(tmp_path, {"bomb.yaml": text})

    ran = run_process("validate", *AS_AT, cwd=tmp_path, timeout=30).fails(1)

    assert f"bomb.yaml:1:1: error {code}" in ran.out or f"error {code}" in ran.out
    assert len(ran.out) < 40_000


def test_a_file_beside_the_plan_folders_is_never_passed_over(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    (plan / "haven.yaml").rename(plan.parent / "haven.yaml")

    ran = run("validate", *AS_AT, cwd=tmp_path).fails(1)

    assert "commitments/haven.yaml:1:1: error AP023\n  this file lies beside the plan folders" in ran.out
    assert "1 error, no warnings and no advice in 1 plan, 2 files, 0 commitments" in ran.out


def test_names_that_notepad_makes(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    (plan / "haven.yaml").rename(plan / "haven.yaml.txt")
    (plan / "minutes.docx").write_bytes(b"PK")

    partner = run("validate", *AS_AT, cwd=tmp_path).fails(1)
    (plan / "plan.yaml").rename(plan / "plan.yaml.txt")
    head = run("validate", *AS_AT, cwd=tmp_path).fails(3)

    assert "haven.yaml.txt:1:1: error AP023\n  the name ends in .txt" in partner.out
    assert "Rename it to haven.yaml." in partner.out
    assert partner.err == "Passed over: northfield/minutes.docx (not a plan file)\n"
    assert "plan.yaml.txt has an ending too many.\nRename it to plan.yaml.\n" in head.err


def test_no_report_is_made_of_nothing(tmp_path: Path) -> None:
    make_plan(tmp_path, {"plan.yaml": "title: Northfield: homes\n"})

    ran = run("report", cwd=tmp_path).fails(3)

    assert ran.out == ""
    assert "No plan could be read, so there is no report.\nTo see why: actionplan validate\n" in ran.err
