"""What one update costs: in a large workspace beside a small one, and in one large file beside reading it."""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Row = tuple[str, str, str, str, str]
Measure = Callable[[tuple[str, ...]], float]

INSTALLED = "import re, sys; from actionplan.cli.main import main; main()"
ON = "2026-02-01"

LOAD = """
import gc, pathlib, sys, time, yaml
text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
gc.disable()
yaml.load(text, Loader=yaml.CSafeLoader)
"""


def update(workspace: Path, id_: str, number: int) -> tuple[str, ...]:
    """The command line of one update that is written; *number* makes it another one each time."""
    said = ("--note", f"Note {number}.", "--as-at", ON, "--period", "none")
    return (sys.executable, "-c", INSTALLED, "update", id_, "-w", str(workspace), *said)


def updates(scratch: Path, generate: Callable[[Path, int, int], int], measure: Measure, rounds: int) -> Iterator[Row]:
    """One update each time, written for real: in 1,000 files against one of 10 commitments, and in one large file."""
    small, large, single = (scratch / f"updates-{name}" for name in ("small", "large", "single"))
    generate(small, 1, 10)
    generate(large, 1_000, 10_000)
    generate(single, 1, 10_000)
    measure(update(large, "p0001-1", 0)), measure(update(small, "p0001-1", 0))  # not counted
    pairs = [
        (measure(update(large, f"p{100 + each:04}-2", each)), measure(update(small, "p0001-2", each)))
        for each in range(1, rounds + 1)
    ]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    yield "update, 1,000 files", f"{ours * 1000:.0f} ms", f"in one of 10: {theirs * 1000:.0f} ms", f"{ratio:.2f}", "1.5"
    file = max((single / "northfield").iterdir(), key=lambda each: each.stat().st_size)
    load = (sys.executable, "-c", LOAD, str(file))
    pairs = [(measure(update(single, "p0001-5000", each)), measure(load)) for each in range(1, max(3, rounds // 2))]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    name = "yaml.load, CSafeLoader"
    yield "update, one file of 10,000", f"{ours:.2f} s", f"{name}: {theirs:.2f} s", f"{ratio:.2f}", "3.0"
    for each in (small, large, single):
        shutil.rmtree(each)
