"""What it costs to judge a change, beside judging the files alone; and a whole past, beside reading what it changed."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Row = tuple[str, str, str, str, str]
Measure = Callable[[tuple[str, ...]], float]

INSTALLED = "import re, sys; from actionplan.cli.main import main; main()"
ON = "2025-12-31"
COMMITS, FILES = 1_000, 100

# Each blob that a commit brought, once: git hands them all out in one run, and our reader reads each.
READ = """
import gc, subprocess, sys
gc.disable()
from actionplan.loaded import Text
from actionplan.sheets import read_sheet
def git(*arguments, given=b""):
    return subprocess.run(["git", "-C", sys.argv[1], *arguments], input=given, capture_output=True, check=True).stdout
listed = git("log", "--format=", "--raw", "--no-abbrev", "--no-renames", "main").decode().split("\\n")
blobs = {line.split("\\t")[0].split()[3]: line.split("\\t")[1] for line in listed if line}
out, at = git("cat-file", "--batch", given="\\n".join(blobs).encode() + b"\\n"), 0
for name, path in blobs.items():
    end = out.index(b"\\n", at)
    start, size = end + 1, int(out[at:end].split()[2])
    text = Text(path, path.rpartition("/")[2].removesuffix(".yaml"), out[start : start + size])
    read_sheet(text, "northfield", 4)
    at = start + size + 1
"""


def changes(scratch: Path, generate: Callable[[Path, int, int], int], measure: Measure, rounds: int) -> Iterator[Row]:
    """A change of ten files of 1,000 against `validate`; a past of 1,000 commits against reading its files once."""
    large, past = scratch / "change-large", scratch / "change-past"
    generate(large, 1_000, 10_000)
    yield _base(large, measure, rounds)
    generate(past, FILES, FILES * 10)
    yield _history(past, measure, max(3, rounds // 3))
    for each in (large, past):
        shutil.rmtree(each)


def _base(folder: Path, measure: Measure, rounds: int) -> Row:
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "the plan")
    for file in _files(folder)[:10]:
        _append(file, 1)
    plain = _command("validate", folder)
    changed = (*plain, "--base", "main")
    ours, theirs, ratio = _in_turn(measure, changed, plain, rounds)
    name = "validate --base, 10 of 1,000 files"
    return name, f"{ours:.2f} s", f"validate: {theirs:.2f} s", f"{ratio:.2f}", "1.3"


def _history(folder: Path, measure: Measure, rounds: int) -> Row:
    _write_past(folder)
    history = (*_command("validate", folder), "--history")
    ours, theirs, ratio = _in_turn(measure, history, (sys.executable, "-c", READ, str(folder)), rounds)
    name = f"validate --history, {COMMITS:,} commits of {FILES} files"
    return name, f"{ours:.2f} s", f"reading each changed file: {theirs:.2f} s", f"{ratio:.2f}", "5.0"


def _in_turn(measure: Measure, one: tuple[str, ...], other: tuple[str, ...], rounds: int) -> tuple[float, float, float]:
    measure(one), measure(other)  # not counted
    pairs = [(measure(one), measure(other)) for _ in range(rounds)]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    return ours, theirs, statistics.median(first / second for first, second in pairs)


def _command(name: str, folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", INSTALLED, name, "-w", str(folder), "--as-at", ON)


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("p*.yaml") if each.name != "plan.yaml")


def _append(file: Path, number: int) -> None:
    """One more update in the log of the first commitment that has one under way."""
    text = file.read_text(encoding="utf-8")
    file.write_text(_with_update(text, number), encoding="utf-8")


def _with_update(text: str, number: int) -> str:
    items = re.split(r"(?m)^(?=  - id: )", text)
    at = 1 + number % (len(items) - 1)
    comment = re.search(r"(?m)(?:^  #[^\n]*\n)+\Z", items[at])
    end = comment.start() if comment else len(items[at])
    note = (
        f"      - {{date: 2025-12-30, status: in-progress, confidence: green, note: Number {number}., reason: other}}\n"
    )
    items[at] = items[at][:end] + note + items[at][end:]
    return "".join(items)


def _write_past(folder: Path) -> None:
    """The plan, and 1,000 commits that each add an update to one of its files."""
    _git(folder, "init", "-q", "-b", "main")
    texts = {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.yaml")}
    changing = sorted(name for name in texts if re.search(r"/p\d+\.yaml$", name))
    parts = [_commit(0, texts)]
    for number in range(1, COMMITS):
        name = changing[number * 37 % len(changing)]
        texts[name] = _with_update(texts[name], number)
        parts.append(_commit(number, {name: texts[name]}))
    _git(folder, "fast-import", "--quiet", given=b"".join(parts))
    _git(folder, "reset", "-q", "--hard", "main")


def _commit(number: int, files: dict[str, str]) -> bytes:
    day = 1_767_000_000 + number
    head = f"commit refs/heads/main\ncommitter Ada <ada@haven.example> {day} +0000\ndata 6\nchange\n"
    held = (f"M 100644 inline {name}\ndata {len(text.encode())}\n{text}\n" for name, text in files.items())
    return f"{head}{''.join(held)}\n".encode()


def _git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    who = {f"GIT_{role}_{what}": "ada@haven.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(("git", *arguments), cwd=folder, env=environment, input=given, check=True, capture_output=True)
