"""Measure actionplan, and print one table: `python benchmarks/run.py [--quick]`.

Every figure is a ratio of two things measured in turn in the same run, because machines drift; absolute times beside
it are for orientation. Times are processor time (user and system) unless a row says wall. Nothing fails on a time.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from changes import changes  # beside this file
from imports import imports
from reports import reports
from updates import updates

HERE = Path(__file__).parent
REAL = HERE.parent / "commitments"
AS_AT = "2025-12-31"

Row = tuple[str, str, str, str, str]


def processor_time(arguments: Sequence[str]) -> float:
    """User and system time of one run of *arguments*, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=HERE.parent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turn(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of both in seconds, and the median of their ratios, pair by pair, after one round that is not counted."""
    first(), second()
    pairs = [(first(), second()) for _ in range(rounds)]
    return (
        statistics.median(each for each, _ in pairs),
        statistics.median(each for _, each in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def python(*arguments: str) -> Callable[[], float]:
    return lambda: processor_time((sys.executable, *arguments))


# What the installed command `actionplan` runs; `python -m actionplan` adds the time of runpy to it.
INSTALLED = "import re, sys; from actionplan.cli.main import main; main()"


def start_up(rounds: int) -> list[Row]:
    """Commands on the real plans against importing the libraries alone."""
    rows = []
    libraries, typer_only = python("-c", "import typer, yaml, pydantic"), python("-c", "import typer")
    command = ("-c", INSTALLED)
    for name, arguments, against, against_name, target in (
        ("list, real plans", (*command, "list"), libraries, "import typer, yaml, pydantic", "1.2"),
        ("validate, real plans", (*command, "validate"), libraries, "import typer, yaml, pydantic", "1.2"),
        ("--version", (*command, "--version"), typer_only, "import typer", "1.1"),
        ("--help", (*command, "--help"), typer_only, "import typer", "1.1"),
        ("list, real plans", (*command, "list"), python("-c", "pass"), "bare Python", "-"),
    ):
        ours, theirs, ratio = in_turn(python(*arguments), against, rounds)
        rows.append((name, f"{ours * 1000:.0f} ms", f"{against_name}: {theirs * 1000:.0f} ms", f"{ratio:.2f}", target))
    return rows


def generate(folder: Path, partners: int, commitments: int) -> int:
    """A generated workspace in *folder*; returns its size in bytes."""
    script = (sys.executable, str(HERE / "generate.py"), "--partners", str(partners), "--commitments", str(commitments))
    subprocess.run((*script, "--out", str(folder)), check=True, stdout=subprocess.DEVNULL)
    return sum(each.stat().st_size for each in folder.rglob("*.yaml"))


def parse_only(folder: Path) -> Callable[[], float]:
    """The time that PyYAML's C loader alone takes for the texts in *folder*, which are read before the clock starts."""
    import yaml

    texts = [each.read_text(encoding="utf-8") for each in sorted(folder.rglob("*.yaml"))]

    def run() -> float:
        gc.enable()
        started = time.process_time()
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)  # the safe loader, in C
        return time.process_time() - started

    return run


def validate_all(folder: Path) -> Callable[[], float]:
    """The time of reading the files in *folder* and running every rule, as `actionplan validate` does it."""
    from actionplan.cli.gather import gather
    from actionplan.validation import findings_of

    def run() -> float:
        gc.collect()
        gc.disable()  # as the command does
        started = time.process_time()
        gathered = gather(str(folder), AS_AT)
        for loaded in gathered.plans:
            findings_of(loaded, date.fromisoformat(AS_AT), date.fromisoformat(AS_AT))
        took = time.process_time() - started
        gc.enable()
        return took

    return run


LOAD_ALL = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
"""


def big_plan(folder: Path, size: int, rounds: int) -> list[Row]:
    """Validating the generated plan against the loader alone, in one process and as whole processes; and its memory."""
    name = "yaml.load, CSafeLoader"
    ours, theirs, ratio = in_turn(validate_all(folder), parse_only(folder), rounds)
    rows = [("validate, 10,000 commitments", f"{ours:.2f} s", f"{name}: {theirs:.2f} s", f"{ratio:.2f}", "1.0")]
    arguments = validating(folder)
    ours, theirs, ratio = in_turn(lambda: processor_time(arguments), python("-c", LOAD_ALL, str(folder)), rounds)
    rows.append(("the same as whole processes", f"{ours:.2f} s", f"{name}: {theirs:.2f} s", f"{ratio:.2f}", "-"))
    peak = peak_memory(arguments)
    on_disk = f"bytes on disk: {size / 1e6:.1f} MB"
    rows.append(("peak memory of validate", f"{peak / 1e6:.0f} MB", on_disk, f"{peak / size:.1f}", "25"))
    return rows


def validating(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "actionplan", "validate", str(folder), "--as-at", AS_AT)


MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(arguments: Sequence[str]) -> int:
    """The largest resident size of one run, in bytes."""
    measuring = (sys.executable, "-c", MEASURE, *arguments)
    done = subprocess.run(measuring, capture_output=True, text=True, check=True, cwd=HERE.parent)
    return int(done.stdout) * 1024


def growth(folders: dict[int, Path]) -> list[Row]:
    """How time grows with the number of commitments, beside how the work does."""
    rows = []
    times = {number: min(processor_time(validating(folder)) for _ in range(2)) for number, folder in folders.items()}
    numbers = sorted(times)
    for less, more in pairwise(numbers):
        ratio = times[more] / times[less]
        rows.append(
            (
                f"validate, {more:,} commitments",
                f"{times[more]:.2f} s",
                f"{less:,} commitments: {times[less]:.2f} s",
                f"{ratio:.1f}",
                f"{more / less:.1f}",
            )
        )
    return rows


def peers(folder: Path, scratch: Path) -> list[Row]:
    """Schema checkers on the same files, where they are installed. They check the shape only, and name no line."""
    schema = HERE.parent / "schema" / "commitments.json"
    files = [str(each) for each in sorted(folder.rglob("p*.yaml")) if each.name != "plan.yaml"]
    ours_took = wall((sys.executable, "-m", "actionplan", "validate", str(folder), "--as-at", AS_AT))
    yamale_schema = scratch / "yamale.yaml"
    yamale_schema.write_text("partner: str()\ncommitments: list(map())\n", encoding="utf-8")
    commands = {
        "check-jsonschema": ("check-jsonschema", "--schemafile", str(schema), *files),
        "yamale": ("yamale", "-s", str(yamale_schema), "--no-strict", str(folder / "northfield")),
        "ajv": (
            "ajv",
            "validate",
            "--spec=draft2020",
            "--strict=false",
            "-s",
            str(schema),
            "-d",
            str(folder / "northfield" / "p[0-9]*.yaml"),
        ),
    }
    rows = []
    for name, arguments in commands.items():
        if shutil.which(name) is None:
            rows.append((f"{name}, wall", "not installed", "-", "-", "-"))
            continue
        took = wall(arguments)
        rows.append((f"{name}, wall", f"{took:.1f} s", f"validate: {ours_took:.1f} s", f"{took / ours_took:.1f}", "-"))
    return rows


def wall(arguments: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=HERE.parent)
    return time.perf_counter() - started


def show(rows: Sequence[Row]) -> None:
    headings = ("what", "took", "against", "ratio", "target")
    widths = [max(len(row[number]) for row in (headings, *rows)) for number in range(len(headings))]
    for row in (headings, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and nothing larger than 10,000 commitments")
    quick = parser.parse_args().quick
    os.environ.update({"PYTHONPATH": str(HERE.parent), "NO_COLOR": "1"})
    # As pip does when it installs: else, where Python may not write them, each run would compile our modules anew.
    compileall.compile_dir(HERE.parent / "actionplan", quiet=1)
    sys.path.insert(0, str(HERE.parent))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        sizes = {1_000: 100, 10_000: 1_000} | ({} if quick else {100_000: 10_000})
        folders = {commitments: scratch / str(commitments) for commitments in sizes}
        byte_sizes = {number: generate(folder, sizes[number], number) for number, folder in folders.items()}
        machine = f"Python {sys.version.split()[0]}, {os.cpu_count()} processors"
        print(f"{machine}; {byte_sizes[10_000]:,} bytes for 10,000 commitments\n")
        rows = start_up(5 if quick else 15)
        rows += big_plan(folders[10_000], byte_sizes[10_000], 3 if quick else 7)
        rows += updates(scratch, generate, processor_time, 5 if quick else 15)
        rows += changes(scratch, generate, processor_time, 5 if quick else 9)
        rows += growth(folders)
        rows += reports(folders[10_000], folders[1_000], AS_AT, processor_time, 2 if quick else 5)
        rows += imports(scratch, processor_time, peak_memory, 2 if quick else 5)
        rows += [] if quick else peers(folders[10_000], scratch)
        show(rows)


if __name__ == "__main__":
    main()
