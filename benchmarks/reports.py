"""The report in its voices against loading the plan, and Word by itself."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

Row = tuple[str, str, str, str, str]
Timer = Callable[[Sequence[str]], float]

AGAINST_LOADING = {"terminal": "1.0", "markdown": "1.0", "json": "1.0", "csv": "1.0", "html": "1.0", "xlsx": "3.0"}
ENDINGS = {"terminal": "txt", "markdown": "md"}


def reports(folder: Path, smaller: Path, as_at: str, timer: Timer, rounds: int) -> list[Row]:
    """Each voice on the plan in *folder*, and Word on the one in *smaller* with its annex of 1,000 commitments.

    Each is a whole process that reads the files, checks them, and writes the report; what `list` takes to read and
    show a line is taken off.
    """
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        for voice, target in AGAINST_LOADING.items():
            report = _report(folder, as_at, Path(scratch) / f"report.{ENDINGS.get(voice, voice)}")
            pairs = [(timer(_listing(folder, as_at)), timer(report)) for _ in range(rounds)]
            load, beyond = median(load for load, _ in pairs), median(whole - load for load, whole in pairs)
            ratio = median((whole - load) / load for load, whole in pairs)
            name = f"report, {voice}, beyond loading"
            rows.append((name, f"{beyond:.2f} s", f"list: {load:.2f} s", f"{ratio:.2f}", target))
        took = min(timer(_report(smaller, as_at, Path(scratch) / "report.docx")) for _ in range(rounds))
    rows.append(("report, docx, 1,000 commitments, whole", f"{took:.2f} s", "target: 10 s", "-", "10 s"))
    return rows


def _listing(folder: Path, as_at: str) -> tuple[str, ...]:
    return (*_actionplan("list", folder, as_at), "--status", "complete")


def _report(folder: Path, as_at: str, output: Path) -> tuple[str, ...]:
    return (*_actionplan("report", folder, as_at), "-o", str(output))


def _actionplan(command: str, folder: Path, as_at: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "actionplan", command, "-w", str(folder), "--as-at", as_at)
