"""Random edits of random documents and of files as people write them: each is exact, or refused; none is wrong."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from actionplan.yamltext.edit import Append, Bare, Insert, Operation, Refused, Remove, Set, edit, inverse
from tests.yamltext.documents import Writer
from tests.yamltext.oracle import Route, Step, Unreadable, faults, read, same

EDITS = int(os.environ.get("ACTIONPLAN_EDITS", "3000"))  # `make full` runs more
SEED = int(os.environ.get("ACTIONPLAN_EDITS_SEED", "0"))
HERE = Path(__file__).parent
FILES = [*sorted((HERE / "corpus").glob("*.yaml")), *sorted((HERE.parent.parent / "commitments").glob("**/*.yaml"))]

NAMES = ["new", "next", "id", "note", "with", "zeta", "k: 1", "on", "é", "# k", "7"]
TEXTS = [
    "x",
    "two words",
    "no",
    "2015-10-05",
    "1:30",
    "~",
    "null",
    "",
    " x",
    "x ",
    "a: b",
    "a:",
    "a #b",
    "#c",
    "- d",
    "-",
    "[e]",
    "{f",
    "g, h",
    "'i'",
    '"j"',
    "it's",
    "\\",
    "é😀👩‍👩‍👧",
    "a\u00a0b",
    "\tx",
    "x\ty",
    "\x0b",
    "l\nm",
    "l\nm\n",
    "l\n\n\n",
    "\nl\n",
    "  l\nm",
    "l  \n  m\n\nn",
    "l\r\nm",
    "\n",
    "---",
    "...",
    "\u2028x",
    "\u202ex",
    "many words " * 20 + "end",
    "many  words, " * 20 + "end",
    "w" * 150,
    "=",
    "<<",
    "? x",
    ": x",
    "*x",
    "&x",
    "!x",
    "%x",
    "@x",
    "`x",
    "| x",
    "> x",
    "10",
    "0o7",
    "1e3",
    "y",
    Bare("2015-10-05"),
    Bare("2016"),
    Bare("a: b"),
]


def _text(random: Random) -> str:
    text: str = random.choice(TEXTS)
    return text


def _value(random: Random, depth: int = 2) -> Any:
    draw = random.random()
    if depth and draw < 0.15:
        return [_value(random, depth - 1) for _ in range(random.choice([0, 1, 2]))]
    if depth and draw < 0.35:
        return {name: _value(random, depth - 1) for name in random.sample(NAMES, random.choice([0, 1, 2, 3]))}
    return None if draw < 0.4 else _text(random)


def _routes(data: Any, route: Route = ()) -> list[Route]:
    found = [route]
    for step, item in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        found += _routes(item, (*route, step))
    return found


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def _draw(random: Random, data: Any) -> tuple[Operation, Step]:
    """An operation, and the same for the oracle."""
    route = random.choice(_routes(data))
    at = _at(data, route)
    value = _value(random)
    draw = random.random()
    if route and draw < 0.2:
        return Remove(route), ("remove", route, None, None)
    if (isinstance(at, list) or (at is None and draw < 0.4)) and draw < 0.8:
        return Append(route, value), ("append", route, value, None)
    if isinstance(at, dict) or (at is None and draw < 0.6):
        key = random.choice([name for name in NAMES if (at or {}).get(name) is None])
        order = tuple(random.sample([*NAMES, *(at or {})], 6)) if random.random() < 0.6 else ()
        order = tuple(dict.fromkeys(order))
        if draw < 0.9:
            return Insert(route, key, value, order), ("insert", route, value, (key, order))
    return Set(route, value), ("set", route, value, None)


def _draw_some(random: Random, data: Any, count: int) -> list[tuple[Operation, Step]]:
    """Operations of which hardly any two are about the same place."""
    pairs = [_draw(random, data)]
    for _ in range(count - 1):
        other = _draw(random, data)
        if random.random() < 0.05 or not any(_overlap(one, other[1]) for _, one in pairs):
            pairs.append(other)
    return pairs


def _overlap(one: Step, other: Step) -> bool:
    """Whether both write one place, or one a place within the other's."""
    kinds = {one[0], other[0]}
    if kinds == {"append"} or (one[1] == other[1] and kinds == {"append", "insert"}):
        return False
    first, second = (each[1] + ((each[3][0],) if each[3] else ()) for each in (one, other))
    return first[: len(second)] == second[: len(first)]


def _try(text: str, operations: list[Operation], steps: list[Step], said: str) -> str:
    """What came of it: exact, or refused and why."""
    try:
        edited = edit(text, operations)
    except Refused as refused:
        return refused.reason
    wrong = list(faults(text, edited.text, steps))
    assert not wrong, f"{said}\n{wrong}\n{operations}\n{text!r}\n{edited.text!r}"
    assert same(edited.value, read(edited.text)) or len(steps) > 1 or isinstance(operations[0], Insert)
    if len(operations) == 1 and not isinstance(operations[0], Remove):
        _take_back(text, edited.text, operations[0], said)
    return "exact"


def _take_back(text: str, new_text: str, operation: Operation, said: str) -> None:
    try:
        back = edit(new_text, [inverse(text, operation)])
    except Refused as refused:
        BACK[refused.reason] += 1
        return
    BACK["exact"] += 1
    assert back.text == text, f"{said}\n{operation}\n{inverse(text, operation)}\n{text!r}\n{new_text!r}\n{back.text!r}"


BACK: Counter[str] = Counter()


def _document(random: Random) -> tuple[str, Any] | None:
    text = Writer(random).document()
    try:
        data = read(text)
        return (text, data) if data is not None and same(data, read(text, yaml.CBaseLoader)) else None
    except Unreadable:
        return None


def _tally(outcomes: Counter[str]) -> tuple[float, str]:
    """The share that was refused, and the figures."""
    total = sum(outcomes.values())
    return 1 - outcomes["exact"] / total, "\n".join(f"{count:7} {what}" for what, count in outcomes.most_common())


def test_random_edits_of_random_documents_are_exact_or_refused() -> None:
    outcomes: Counter[str] = Counter()
    BACK.clear()
    unusable = 0
    for number in range(EDITS):
        random = Random(f"{SEED}/{number}")
        document = _document(random)
        if document is None:
            unusable += 1
            continue
        text, data = document
        pairs = _draw_some(random, data, random.choice([1, 1, 1, 2, 3]))
        said = f"seed {SEED}/{number}"
        outcomes[_try(text, [each for each, _ in pairs], [each for _, each in pairs], said)] += 1
    share, figures = _tally(outcomes)
    back, back_figures = _tally(BACK)
    shown = (
        f"{figures}\n{unusable:7} documents that PyYAML cannot read, or reads in two ways\nTaken back:\n{back_figures}"
    )
    print(shown)  # noqa: T201  # what a long run is for
    assert unusable < EDITS / 5
    assert share < 0.08
    assert back < 0.01


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_random_edits_of_files_as_people_write_them(path: Path) -> None:
    text = path.read_bytes().decode()
    data = read(text)
    outcomes: Counter[str] = Counter()
    for number in range(max(20, EDITS // (5 * len(FILES)))):
        random = Random(f"{path.stem}/{SEED}/{number}")
        pairs = _draw_some(random, data, random.choice([1, 1, 1, 2]))
        outcomes[
            _try(text, [each for each, _ in pairs], [each for _, each in pairs], f"seed {path.stem}/{SEED}/{number}")
        ] += 1
    share, figures = _tally(outcomes)
    print(figures)  # noqa: T201  # what a long run is for
    assert share <= 0.15
