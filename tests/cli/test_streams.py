"""The two streams: piped, without colour, on an old console, with a reader who leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run, scrubbed_environment

ROOT = Path(__file__).parent.parent.parent


def _process(arguments: list[str], cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**scrubbed_environment(env), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.run(
        [sys.executable, "-m", "actionplan", *arguments], cwd=cwd, env=environment, capture_output=True, check=False
    )


def test_an_old_windows_console_gets_every_line(tmp_path: Path) -> None:
    make_plan(
        tmp_path,
        {
            "northfield.yaml": "partner: northfield\ncommitments: [{id: n-1, title: Open 3 “hubs” – ▲ 😀, due: 2026-03}]\n"
        },
    )

    done = _process(["list", *AS_AT], tmp_path, PYTHONIOENCODING="cp1252")

    assert done.returncode == 0
    assert "Open 3 “hubs” – ? ?" in " ".join(done.stdout.decode("cp1252").split())


def test_plain_ascii(tmp_path: Path) -> None:
    make_plan(tmp_path, {"northfield.yaml": "partner: northfeild\n"})

    done = _process(["validate", *AS_AT], tmp_path, PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    assert b'"northfeild"' in done.stdout


def test_a_pipe_is_utf8_whatever_the_machine_says(tmp_path: Path) -> None:
    make_plan(
        tmp_path,
        {"northfield.yaml": "partner: northfield\ncommitments: [{id: n-1, title: Öffne 3 Büros, due: 2026-03}]\n"},
    )

    done = _process(["list", *AS_AT], tmp_path, LC_ALL="C", PYTHONCOERCECLOCALE="0")

    assert "Öffne 3 Büros" in done.stdout.decode("utf-8")


def test_a_reader_who_leaves_ends_the_output_not_the_command(tmp_path: Path) -> None:
    commitments = "".join(
        f"  - {{id: n-{number}, title: Open {number} hubs, due: 2026-03}}\n" for number in range(3000)
    )
    make_plan(tmp_path, {"northfield.yaml": f"partner: northfield\ncommitments:\n{commitments}"})
    environment = {**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}

    with subprocess.Popen(
        [sys.executable, "-m", "actionplan", "list", *AS_AT],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        code = process.wait()

    assert (code, err) == (0, b"")


def test_same_files_and_day_same_bytes(tmp_path: Path) -> None:
    make_plan(tmp_path)

    for arguments in (
        ["list"],
        ["validate"],
        ["validate", "--format", "json"],
        ["report"],
        ["report", "--format", "json"],
    ):
        first = _process([*arguments, *AS_AT], tmp_path, PYTHONHASHSEED="1")
        again = _process([*arguments, *AS_AT], tmp_path, PYTHONHASHSEED="2")
        assert first.stdout == again.stdout
        assert first.stdout


def test_a_mistake_of_ours_is_one_sentence_and_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_plan(tmp_path)
    monkeypatch.setattr("actionplan.cli.gather.load", lambda *_: 1 / 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    ran = run("list", cwd=tmp_path).fails(70)

    assert ran.out == ""
    assert ran.err.startswith(
        "actionplan made a mistake of its own. Every file is whole: as it was, or as a finished change left it.\n"
    )
    reports = list(tmp_path.glob("actionplan-crash-*.txt"))
    assert len(reports) == 1
    assert "ZeroDivisionError" in reports[0].read_text(encoding="utf-8")
