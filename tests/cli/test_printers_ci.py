"""Which format is chosen, and where it goes: the log, files, the summary of a job."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from actionplan.cli.printers import PRINTERS
from actionplan.world.ci import SUMMARY_LIMIT
from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.readers import azure_commands, github_commands
from tests.cli.run import run

WRONG = HAVEN.replace("due: 2026-03", "due: 31/03/2026", 1)
FILE = "commitments/northfield/haven.yaml"
ACTIONS = {"GITHUB_ACTIONS": "true"}


def _plan(folder: Path) -> Path:
    make_plan(folder, {"haven.yaml": WRONG})
    return folder


@pytest.mark.parametrize(
    ("env", "format_"),
    [
        ({}, "text"),
        ({"GITHUB_ACTIONS": "true"}, "github"),
        ({"GITHUB_ACTIONS": "false"}, "text"),
        ({"GITLAB_CI": "true"}, "text"),
        ({"TF_BUILD": "True"}, "azure"),
    ],
)
def test_the_service_chooses_the_format(env: dict[str, str], format_: str, tmp_path: Path) -> None:
    _plan(tmp_path)

    usual = run("validate", *AS_AT, cwd=tmp_path, env=env).fails(1)
    asked = run("validate", "--format", format_, *AS_AT, cwd=tmp_path).fails(1)

    assert (usual.out, usual.err) == (asked.out, "")
    assert bool(github_commands(usual.out)) == (format_ == "github")
    assert bool(azure_commands(usual.out)) == (format_ == "azure")


def test_a_format_that_is_asked_for_comes_before_the_service(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    _plan(tmp_path)

    ran = run("validate", "--format", "text", *AS_AT, cwd=tmp_path, env=ACTIONS | {"GITHUB_STEP_SUMMARY": str(summary)})

    assert ran.fails(1).out.startswith(f"{FILE}:7:10: warning AP401 (")
    assert not summary.exists()


def test_one_run_gives_the_log_and_the_files(tmp_path: Path) -> None:
    _plan(tmp_path)
    names = [each for each in PRINTERS if each != "text"]

    ran = run("validate", *AS_AT, *(f"--also={each}:out.{each}" for each in names), cwd=tmp_path).fails(1)

    assert ran.out == run("validate", *AS_AT, cwd=tmp_path).out
    assert ran.err == "".join(f"Written: out.{each}\n" for each in names)
    for each in names:
        alone = run("validate", "--format", each, *AS_AT, cwd=tmp_path).fails(1)
        assert (tmp_path / f"out.{each}").read_bytes() == alone.out.encode()


@pytest.mark.parametrize(
    ("file", "begin"), [("x.json", "{"), ("x.md", "## Check"), ("x.xml", "<?xml"), ("x.sarif", "{"), ("x.txt", FILE)]
)
def test_the_ending_of_the_output_chooses_the_format(file: str, begin: str, tmp_path: Path) -> None:
    _plan(tmp_path)

    ran = run("validate", "-o", file, *AS_AT, cwd=tmp_path, env=ACTIONS).fails(1)

    assert (ran.out, ran.err) == ("", f"Written: {file}\n")
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "sarf"], "there is no format “sarf”. Did you mean sarif?"),
        (["--also", "sarf:x"], "there is no format “sarf”. Did you mean sarif?"),
        (["--also", "x.sarif"], "there is no format “x.sarif”."),
        (["--also", "sarif:-"], "“sarif:-” names no file. Write the format and the file: sarif:findings.sarif"),
        (["--also", "sarif:"], "“sarif:” names no file."),
        (["--also", "sarif"], "“sarif” names no file."),
        (["--also", f"sarif:{FILE}"], f"{FILE} has the name of a plan file. A check changes none."),
        (["--format", "json", "-o", FILE], f"{FILE} has the name of a plan file. A check changes none."),
        (["--also", "sarif:x", "--also", "junit:./x"], "./x is named twice. Each format needs a file of its own."),
        (["-o", "x.json", "--also", "junit:x.json"], "x.json is named twice."),
        (["-o", "x.docx"], "there is no format for the ending “.docx”."),
    ],
)
def test_a_wrong_command_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    _plan(tmp_path)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}

    ran = run("validate", *arguments, *AS_AT, cwd=tmp_path, env={"COLUMNS": "300"}).fails(2)

    assert said in " ".join(ran.err.replace("│", " ").split())
    assert ran.out == ""
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


def test_a_file_that_cannot_be_written_hides_no_findings(tmp_path: Path) -> None:
    _plan(tmp_path)

    ran = run("validate", *AS_AT, "--also", "sarif:nowhere/x", cwd=tmp_path).fails(3)

    assert ran.out == run("validate", *AS_AT, cwd=tmp_path).out
    assert ran.err == "nowhere/x cannot be written: there is no folder nowhere.\nMake the folder first.\n"


def test_the_summary_of_a_job(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", encoding="utf-8")
    _plan(tmp_path)

    for _ in range(2):
        ran = run("validate", *AS_AT, cwd=tmp_path, env=ACTIONS | {"GITHUB_STEP_SUMMARY": str(summary)}).fails(1)

    markdown = run("validate", "--format", "markdown", *AS_AT, cwd=tmp_path).out
    assert summary.read_text(encoding="utf-8") == f"# Before\n{markdown}\n{markdown}\n"
    assert ran.err == ""


def test_a_summary_that_is_full(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (SUMMARY_LIMIT - 10))
    _plan(tmp_path)

    ran = run("validate", *AS_AT, cwd=tmp_path, env=ACTIONS | {"GITHUB_STEP_SUMMARY": str(summary)}).fails(1)

    assert summary.stat().st_size == SUMMARY_LIMIT - 10
    assert ran.err == "The summary of this step is full, so the findings are not in it.\nSee the log.\n"
    assert ran.out.startswith("::error ")


def test_a_summary_that_cannot_be_written(tmp_path: Path) -> None:
    _plan(tmp_path)

    ran = run("validate", *AS_AT, cwd=tmp_path, env=ACTIONS | {"GITHUB_STEP_SUMMARY": str(tmp_path)}).fails(1)

    assert ran.err == "The summary of the job cannot be written: Is a directory.\nSee the log.\n"


def test_strict_fails_the_tests_that_the_check_fails_by(tmp_path: Path) -> None:
    make_plan(tmp_path)
    arguments = ("validate", "--as-at", "2026-09-30", "--format", "junit")

    usual = run(*arguments, cwd=tmp_path).succeeds()
    strict = run(*arguments, "--strict", cwd=tmp_path).fails(1)

    assert 'failures="0"' in usual.out
    assert 'failures="1"' in strict.out


def _paths(*arguments: str, cwd: Path) -> set[str]:
    ran = run("validate", "--format", "gitlab", *AS_AT, *arguments, cwd=cwd).fails(1)
    return {each["location"]["path"] for each in json.loads(ran.out)}


def _fingerprints(*arguments: str, cwd: Path) -> list[str]:
    ran = run("validate", "--format", "gitlab", *AS_AT, *arguments, cwd=cwd).fails(1)
    return [each["fingerprint"] for each in json.loads(ran.out)]


def test_paths_begin_at_the_root_of_the_repository(tmp_path: Path) -> None:
    home = _plan(tmp_path / "work" / "plans")
    subprocess.run(["git", "init", "--quiet", str(tmp_path / "work")], check=True)

    asked: list[tuple[Path, tuple[str, ...]]] = [
        (tmp_path / "work", ("--workspace", "plans")),
        (home, ()),
        (home / "commitments", ()),
        (home / "commitments" / "northfield", ("../northfield/haven.yaml",)),
        (tmp_path, ("--workspace", "work/plans")),
        (tmp_path, (str(home / FILE),)),
    ]

    assert [_paths(*arguments, cwd=cwd) for cwd, arguments in asked] == [{f"plans/{FILE}"}] * len(asked)
    assert len({tuple(_fingerprints(*arguments, cwd=cwd)) for cwd, arguments in asked}) == 1


def test_paths_without_a_repository_begin_where_the_check_ran(tmp_path: Path) -> None:
    home = _plan(tmp_path / "plans")

    assert _paths(cwd=home) == {FILE}
    assert _paths("--workspace", "plans", cwd=tmp_path) == {f"plans/{FILE}"}


def test_text_and_json_name_files_from_where_the_check_ran(tmp_path: Path) -> None:
    home = _plan(tmp_path / "plans")
    (tmp_path / ".git").mkdir()

    assert json.loads(run("validate", "--format", "json", *AS_AT, cwd=home).out)["findings"][0]["file"] == FILE
    assert run("validate", *AS_AT, cwd=home).out.startswith(f"{FILE}:7:10: ")
