"""Files that are right, broken at random in ways that can be mended for certain: mended they are the same, byte for byte."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.mending import mend_plan

PLANS = sorted(each for each in (Path(__file__).parent.parent / "commitments").iterdir() if each.is_dir())
ROUNDS = int(os.environ.get("ACTIONPLAN_MENDS", "8"))  # for each plan
ON = date(2025, 12, 31)

Break = Callable[[random.Random, str], str]

_KEY = re.compile(
    r"^(?P<before> *(?:- )?)(?P<key>title|due_as_printed|updates|status|kind|note|with)(?=:)", re.MULTILINE
)
_WORD = re.compile(r"(?<=status: )(?:in-progress|not-started|complete|withdrawn)(?=[,}\n])")
_DAY = re.compile(r"^( +(?:- )?(?:due|date|asked): )(\d{4})-(\d\d)-(1[3-9]|2\d|3[01])$", re.MULTILINE)
_PLAIN_LINE = re.compile(r"^ *(?:- )?(?:date|status|due|theme|id|partner|confidence): [\w.-]+$", re.MULTILINE)


def _at_some(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> Break:
    """A way to break a text: some of what *pattern* finds is written another way."""

    def broken(rng: random.Random, text: str) -> str:
        return pattern.sub(lambda found: write(found) if rng.random() < 0.2 else found[0], text)

    return broken


BREAKS: tuple[Break, ...] = (
    _at_some(_KEY, lambda found: found["before"] + found["key"].replace("_", "-").title()),
    _at_some(_WORD, lambda found: found[0].replace("-", " ").capitalize()),
    _at_some(_DAY, lambda found: f"{found[1]}{found[4]}/{found[3]}/{found[2]}"),
    _at_some(_PLAIN_LINE, lambda found: found[0] + "  "),
    _at_some(_PLAIN_LINE, lambda found: found[0] + " \t"),
    _at_some(_PLAIN_LINE, lambda found: found[0].replace(": ", ":\t")),
    lambda _, text: "\ufeff" + text,
    lambda _, text: text.rstrip("\n"),
)


def _loaded(folder: Path, change: Callable[[str], str]) -> tuple[Loaded, dict[str, bytes]]:
    """The plan with each file's text changed, and the files as they should be."""
    files = sorted(folder.glob("*.yaml"), key=lambda each: (each.stem != "plan", each.name))
    right = {f"{folder.name}/{each.name}": each.read_text(encoding="utf-8") for each in files}
    texts = [Text(name, Path(name).stem, change(text).encode()) for name, text in right.items()]
    return load(folder.name, texts), {name: text.encode() for name, text in right.items()}


@pytest.mark.parametrize("folder", PLANS, ids=lambda each: each.name)
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_was_broken_is_as_it_was(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    breaks = [*rng.sample(BREAKS[:-1], rng.randint(1, len(BREAKS) - 1)), BREAKS[-1]]
    line_end = rng.choice(("\n", "\r\n"))

    def broken(text: str) -> str:
        for each in breaks:
            text = each(rng, text)
        return text.replace("\n", line_end)

    loaded, right = _loaded(folder, broken)
    assert any(text.data != right[text.name] for text in loaded.texts)
    mending = mend_plan(loaded, ON, ON)

    ends = line_end.encode()
    assert {text.name: text.data for text in mending.after.loaded.texts} == {
        name: data.replace(b"\n", ends) for name, data in right.items()
    }
    assert mending.left == ()


@pytest.mark.parametrize("folder", PLANS, ids=lambda each: each.name)
def test_what_is_right_stays(folder: Path) -> None:
    loaded, _ = _loaded(folder, lambda text: text)
    mending = mend_plan(loaded, ON, ON, frozenset(each.code for each in mend_plan(loaded, ON, ON).before.findings))

    assert (mending.changed, mending.mended, mending.left) == ((), (), ())
