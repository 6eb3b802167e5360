"""An import takes memory in proportion to its file, as docs/reference/limits.md says."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.plans import AS_AT
from tests.cli.run import scrubbed_environment

openpyxl: Any = pytest.importorskip("openpyxl")
pytest.importorskip("resource", reason="Windows does not say how much memory a process took")

ROOT = Path(__file__).parent.parent.parent
ROWS = int(os.environ.get("ACTIONPLAN_ROWS", "2000"))
TO_START, FOR_A_CELL, FOR_ITS_TEXT = 60_000_000, 600, 20  # bytes, bytes, and bytes for each byte
WORDS = "Open advice hubs for older tenants in Upper Mill – and Lower Mill"
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "actionplan", *sys.argv[1:]], stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(done.returncode, peak if sys.platform == "darwin" else peak * 1024)
"""


def _peak(folder: Path, *arguments: str) -> int:
    """The most bytes that the command took."""
    environment = scrubbed_environment({"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])})
    command = (sys.executable, "-c", MEASURED, *arguments)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    code, peak = map(int, done.stdout.split())
    assert code == 0, done
    return peak


def _wide() -> list[Sequence[object]]:
    """Many short cells."""
    headings = ("Action", "Lead", "Status", *(f"Column {each}" for each in range(22)))
    return [
        headings,
        *((f"{WORDS} {each}", f"Oak {each % 20}", "On track", *([f"x {each}"] * 22)) for each in range(ROWS)),
    ]


def _long() -> list[Sequence[object]]:
    """Few long ones."""
    rows = ((each, f"{WORDS} {each}", f"Oak {each % 20}", f"{each} {WORDS * 60}") for each in range(ROWS))
    return [("Ref", "Action", "Lead", "Comments"), *rows]


def _write(path: Path, rows: Sequence[Sequence[object]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
@pytest.mark.parametrize("rows", [_wide(), _long()], ids=["wide", "long"])
def test_an_import_takes_no_more_memory_than_it_says(
    tmp_path: Path, name: str, rows: Sequence[Sequence[object]]
) -> None:
    _write(tmp_path / name, rows)
    cells = [str(cell).encode() for row in rows for cell in row]

    peak = _peak(tmp_path, "import", name, "--new", "oak", "--no-input", "--apply", *AS_AT)

    assert peak <= TO_START + FOR_A_CELL * len(cells) + FOR_ITS_TEXT * sum(map(len, cells))
