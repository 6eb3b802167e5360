"""The lines that differ between two texts, as git shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

CONTEXT = 3

_HUNK = re.compile(r"@@ -([0-9]+)(,[0-9]+)? \+([0-9]+)(,[0-9]+)? @@")


def unified(name: str, before: str | None, after: str) -> Iterator[str]:
    """The difference in unified form, line by line without line ends; *before* is None for a new file.

    Lines are as git counts them: only LF ends one. A carriage return before it is part of the line.
    """
    from difflib import unified_diff

    old, new = ([] if before is None else _lines(before)), _lines(after)
    start, end = _same(old, new)  # so that a file of a hundred thousand lines is compared only where it differs
    skipped = max(0, start - CONTEXT)
    kept = max(0, end - CONTEXT)
    names = ("/dev/null" if before is None else name), name
    for line in unified_diff(old[skipped : len(old) - kept], new[skipped : len(new) - kept], *names, n=CONTEXT):
        yield from _shown(_moved(line, skipped) if line.startswith("@@") else line)


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _same(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and of the rest at the end."""
    most = min(len(old), len(new))
    start = next((number for number in range(most) if old[number] != new[number]), most)
    end = next((number for number in range(most - start) if old[-1 - number] != new[-1 - number]), most - start)
    return start, end


def _moved(head: str, by: int) -> str:
    """The head of a stretch with its line numbers counted from the beginning of the file."""

    def move(found: re.Match[str]) -> str:
        old, new = (int(found[group]) + by for group in (1, 3))
        return f"@@ -{old}{found[2] or ''} +{new}{found[4] or ''} @@"

    return _HUNK.sub(move, head)


def _shown(line: str) -> Iterator[str]:
    yield line.removesuffix("\n")
    if not line.endswith("\n"):
        yield "\\ No newline at end of file"
