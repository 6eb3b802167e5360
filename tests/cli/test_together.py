"""Many commands on one file: together, and killed at any moment.

At full size: `ACTIONPLAN_TOGETHER=8x50 ACTIONPLAN_KILLED_UPDATES=200 pytest tests/cli/test_together.py`.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from actionplan.yamltext.tree import parse
from tests.cli.plans import AS_AT, HAVEN, make_plan
from tests.cli.run import scrubbed_environment

ROOT = Path(__file__).parent.parent.parent
WRITERS, EACH = (int(each) for each in os.environ.get("ACTIONPLAN_TOGETHER", "4x5").split("x"))
KILLED = int(os.environ.get("ACTIONPLAN_KILLED_UPDATES", "12"))

# One process, many commands: each has a start of its own without one of Python.
SERIES = """\
import sys
from actionplan.cli import main
label, count, *rest = sys.argv[1:]
for number in range(int(count)):
    sys.argv = ["actionplan", "update", "haven-3", "--note", f"{label} {number}", *rest]
    code = main.run()
    if code:
        sys.exit(code)
"""


def _start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _notes(file: Path) -> list[str]:
    value = parse(file.read_text(encoding="utf-8")).value
    return [each["note"] for each in value["commitments"][2].get("updates", [])]


def _seconds(folder: Path) -> float:
    """How long a command takes here: what is killed within that time is killed at any moment of it."""
    begun = time.monotonic()
    _start(folder, "-m", "actionplan", "update", "haven-3", "--note", "first", "--dry-run", *AS_AT).communicate()
    return time.monotonic() - begun


def _said(processes: Sequence[subprocess.Popen[bytes]]) -> list[tuple[int, bytes]]:
    """How each ended, and what it complained of but that there are two updates of one day, which is so."""
    ends = [(process, process.communicate()[1]) for process in processes]
    lines = [(process.returncode, said.splitlines()) for process, said in ends]
    return [(code, said[-1] if code and said else b"") for code, said in lines]


def test_together_nothing_is_lost_and_nothing_written_twice(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"

    writers = [_start(tmp_path, "-c", SERIES, f"w{number}", str(EACH), *AS_AT) for number in range(WRITERS)]

    assert _said(writers) == [(0, b"")] * WRITERS
    notes = _notes(file)
    assert sorted(notes) == sorted(f"w{writer} {number}" for writer in range(WRITERS) for number in range(EACH))
    for writer in range(WRITERS):  # each one's own are in the order in which they were made
        own = [int(note.split()[1]) for note in notes if note.startswith(f"w{writer} ")]
        assert own == list(range(EACH))
    text = file.read_text(encoding="utf-8")
    entries = "".join(f"      - date: 2025-12-31\n        note: {note}\n" for note in notes)
    assert text == f"{HAVEN}    updates:\n{entries}"
    assert sorted(each.name for each in file.parent.iterdir()) == ["haven.yaml", "plan.yaml"]


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    file = make_plan(tmp_path) / "haven.yaml"
    seed = 20251231
    chance = random.Random(seed)
    usual = _seconds(tmp_path)
    killed = 0
    for number in range(KILLED):
        before = file.read_text(encoding="utf-8")
        process = _start(tmp_path, "-m", "actionplan", "update", "haven-3", "--note", f"n {number}", *AS_AT)
        timer = threading.Timer(chance.uniform(0, 1.3 * usual), process.send_signal, (signal.SIGKILL,))
        timer.start()
        process.communicate()
        timer.cancel()
        killed += process.returncode == -signal.SIGKILL
        head = "" if "updates:" in before.partition("haven-3")[2] else "    updates:\n"
        after = f"{before}{head}      - date: 2025-12-31\n        note: n {number}\n"
        assert file.read_text(encoding="utf-8") in ((after,) if process.returncode == 0 else (before, after)), seed

    last = _start(tmp_path, "-m", "actionplan", "update", "haven-3", "--note", "last", *AS_AT)
    assert _said([last]) == [(0, b"")]
    assert _notes(file)[-1] == "last"
    assert len(set(_notes(file))) == len(_notes(file))
    assert sorted(each.name for each in file.parent.iterdir()) == ["haven.yaml", "plan.yaml"]
    assert killed or KILLED < 50  # of that many, some must have been killed
