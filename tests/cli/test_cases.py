"""Every folder of tests/cases is a test: files, a command, and all that it says.

`files/` is the folder the command runs in, `command` its arguments, `stdout`, `stderr` and `exit` what must come of it;
`stderr` and `exit` may be left out for nothing and 0. ACTIONPLAN_UPDATE_CASES=1 writes what came, to be read before it is
kept.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.run import run

CASES = sorted(each for each in (Path(__file__).parent.parent / "cases").iterdir() if each.is_dir())


def _expected(case: Path, name: str, default: str = "") -> str:
    path = case / name
    return path.read_text(encoding="utf-8") if path.exists() else default


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_case(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    if (case / "files").exists():
        shutil.copytree(case / "files", folder)
    else:
        folder.mkdir()
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}

    ran = run(*shlex.split(_expected(case, "command")), cwd=folder)
    out, err = (text.replace(str(tmp_path), "/TMP") for text in (ran.out, ran.err))

    if os.environ.get("ACTIONPLAN_UPDATE_CASES"):
        (case / "stdout").write_text(out, encoding="utf-8")
        (case / "stderr").write_text(err, encoding="utf-8")
        (case / "exit").write_text(f"{ran.code}\n", encoding="utf-8")
    assert out == _expected(case, "stdout")
    assert err == _expected(case, "stderr")
    assert ran.code == int(_expected(case, "exit", "0"))
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before
