"""Random answers in return forms, by another library than ours: each arrives exactly, or is refused with its cell.

`ACTIONPLAN_FORM_EDITS` says how many.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from actionplan.domain.model import Commitment, Update
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES
from actionplan.load import load
from actionplan.loaded import Text
from tests.cli.filled_forms import HEADINGS, as_csv, columns_of, fill, opened, put, sheet_of
from tests.cli.plans import HEAD
from tests.cli.run import run
from tests.office import converted

EDITS = int(os.environ.get("ACTIONPLAN_FORM_EDITS", "200"))
ON = date(2025, 10, 6)
NUMBER = 8  # commitments in a form
FORM = "forms/northfield-2025-26-q2-haven.xlsx"

ALPHABET = [
    *"abcXYZ019 .,:;#'\"|-=+@!%&<>[]{}()*/\\?~`^_",
    *("é", "ß", "“", "”", "–", "…", "£", "’", "漢", "👍", "\n", "\n\n", " ", "  ", "\t", "\u00a0", "\u200b"),
    *("=cmd|' /C calc'!A0", "@SUM(1)", "+1", "- item", "key: value", "# no comment", "no", "null", "~", "1:30", "010"),
    *("{{ x }}", "</v>", "&amp;", "]]>", "<!DOCTYPE", "::error::", "[phase 2]", "%s", "\r\n", "2015-09-30", "’tis"),
]
REFUSED = ["\u202e", "\u2066"]  # signs that change the direction of the text


@dataclass
class Asked:
    """What one answer says: the values of its cells, and what must be in the log; `wrong` are keys of cells."""

    values: dict[str, object] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def _text(chance: random.Random, *, with_tabs: bool) -> str:
    signs = ALPHABET if with_tabs else [each for each in ALPHABET if each != "\t"]
    return "".join(chance.choices(signs, k=chance.randint(1, 40)))


def _as_typed(word: str, chance: random.Random) -> str:
    ways: tuple[Callable[[str], str], ...] = (
        str,
        str.upper,
        str.lower,
        str.title,
        lambda text: f"  {text} ",
        lambda text: f"{text}\n",
        lambda text: text.replace(" ", "-"),
    )
    return chance.choice(ways)(word)


def _plain(text: str) -> str:
    """As it must arrive: one sign for each line break, no blanks around it."""
    return re.sub("\r\n|\r", "\n", text).strip()


def _one_line(text: str) -> str:
    return " ".join(line.strip(" ") for line in _plain(text).replace("\t", "\n").split("\n") if line.strip(" "))


def _asked(chance: random.Random, number: int, *, with_tabs: bool) -> Asked:
    """One answer that the rules have nothing against, or that has a cell which nobody can understand."""
    asked = Asked()
    if chance.random() < 0.15:
        asked.values["nil"] = _as_typed("Yes", chance)
        asked.expected["return_"] = "nil"
        return asked
    status = chance.choice([each for each in STATUSES["default"].values() if each.code != "complete"])
    _say(asked, "status", status.code, _as_typed(chance.choice([status.label, status.code]), chance))
    reason, label = chance.choice(list(REASONS.items()))
    _say(asked, "reason", reason, _as_typed(chance.choice([reason, label]), chance))
    if status.is_open:
        confidence = chance.choice(list(CONFIDENCES.values()))
        _say(asked, "confidence", confidence.code, _as_typed(confidence.label, chance))
    for key in ("note", "next"):
        text = _text(chance, with_tabs=with_tabs)
        if _plain(text):
            _say(asked, key, _plain(text), text)
    if number % 2 and chance.random() < 0.5:
        parts = chance.choice(("a", "b2", "a, b2", "b2, a"))
        _say(asked, "parts", parts, _as_typed(parts, chance).replace("-", " "))
    _evidence(asked, chance, with_tabs=with_tabs)
    if status.is_open and chance.random() < 0.3:
        _extension(asked, chance)
    if chance.random() < 0.12:
        _spoil(asked, chance)
    return asked


def _say(asked: Asked, key: str, expected: str, value: object) -> None:
    asked.values[key], asked.expected[key] = value, expected


def _evidence(asked: Asked, chance: random.Random, *, with_tabs: bool) -> None:
    title = _text(chance, with_tabs=with_tabs)
    if chance.random() < 0.4 and _one_line(title):
        link = f"https://haven.example/{chance.randint(1, 999)}?a=b&c=%20d"
        _say(asked, "url", link, f" {link} ")
        _say(asked, "title", _one_line(title), title)


def _extension(asked: Asked, chance: random.Random) -> None:
    day = date(2026, 4, 1) + timedelta(days=chance.randint(0, 800))
    ways = (
        day,
        day.isoformat(),
        (day - date(1899, 12, 30)).days,
        f"{day.day} {day:%B} {day.year}",
        f"{day:%Y/%m/%d}",
        f"{day:%d/%m/%Y}",
    )
    _say(asked, "extension", day.isoformat(), chance.choice(ways))


def _spoil(asked: Asked, chance: random.Random) -> None:
    """One cell that cannot be understood in place of a right one."""
    wrong: dict[str, tuple[object, ...]] = {
        "status": ("Donne", "half way", 7, True, date(2025, 1, 1)),
        "reason": ("because", 1.5),
        "note": (f"a{chance.choice(REFUSED)}b",),
        "parts": ("c", "all", "a=complete", 7, "a b3"),
        "url": ("our page", "www.haven.example", "javascript:alert(1)"),
        "extension": ("soon", "31/04/2026", "04/13/2026", "2026-13-01", 12, "1/2/26"),
    }
    key = chance.choice(list(wrong))
    asked.values[key] = chance.choice(wrong[key])
    asked.wrong.add(key)


def _disturbed(chance: random.Random) -> Callable[[Workbook], None]:
    """What else partners do to a form."""

    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        columns = columns_of(sheet)
        if chance.random() < 0.3:
            put(sheet, 200, 2, " ")
        if chance.random() < 0.3:
            for heading in HEADINGS.values():
                put(sheet, 1, columns[heading], _as_typed(heading, chance).replace("-", " "))
        if chance.random() < 0.3:
            put(sheet, 1, 22, "Our own column")
            put(sheet, 3, 22, "our own words")
        if chance.random() < 0.3:
            del book["Lists"]
        if chance.random() < 0.3:
            sheet.title = "Sheet 1"

    return change


PARTS = "    parts: [{id: a, title: The first}, {id: b2, title: 'The second: =1+1'}]\n    condition: {text: if 'x'}\n"


def _plan(folder: Path, number: int = NUMBER) -> Path:
    plan = folder / "commitments" / "northfield"
    plan.mkdir(parents=True)
    (plan / "plan.yaml").write_text(HEAD, encoding="utf-8")
    entries = [
        f"  - id: haven-{each}\n    title: Commitment number {each}\n    due: 2026-03-31\n{PARTS if each % 2 else ''}"
        for each in range(1, number + 1)
    ]
    (plan / "haven.yaml").write_text(f"partner: haven\ncommitments:\n{''.join(entries)}", encoding="utf-8")
    return plan / "haven.yaml"


def _commitments(folder: Path) -> dict[str, Commitment]:
    plan = folder / "commitments" / "northfield"
    loaded = load("northfield", [Text(each.name, each.stem, each.read_bytes()) for each in sorted(plan.glob("*.yaml"))])
    assert loaded.plan is not None
    return {each.id: each for each in loaded.plan.commitments}


def _check(found: Commitment, asked: Asked, why: object) -> None:
    """What was asked is in the log of *found* as it was meant, and nothing else is."""
    expected = dict(asked.expected)
    (update,) = found.updates or (Update(date=found.due),)  # type: ignore[arg-type]  # it has one
    assert ", ".join(update.parts) == expected.pop("parts", ""), why
    to = expected.pop("extension", None)
    assert tuple(each.to.text for each in found.extensions) == ((to,) if to else ()), why
    evidence = {key: expected.pop(key, None) for key in ("url", "title")}
    assert tuple((each.url, each.title) for each in update.evidence) == (
        ((evidence["url"], evidence["title"]),) if evidence["title"] else ()
    ), why
    keys = ("status", "confidence", "note", "next", "reason", "return_")
    assert {key: getattr(update, key) for key in keys if getattr(update, key)} == expected, why


def _came_in(folder: Path, file: Path, asked: Mapping[str, Asked], at: Mapping[str, str], haven: Path) -> None:
    """The form *file*, read and applied: every answer is there exactly, or every wrong cell is named and nothing is."""
    before = haven.read_bytes()
    said = run("returns", "read", str(file), "--apply", "--as-at", ON.isoformat(), cwd=folder)
    wrong = {f"{id_} {key}" for id_, each in asked.items() for key in each.wrong}
    if not wrong:
        assert said.code == 0, (said, asked)
        found = _commitments(folder)
        for id_, each in asked.items():
            _check(found[id_], each, (id_, each, said))
        again = haven.read_bytes()
        run("returns", "read", str(file), "--apply", "--as-at", ON.isoformat(), cwd=folder).fails(0)
        assert haven.read_bytes() == again
    else:
        assert said.code == 1, (said, asked)
        assert haven.read_bytes() == before
        problems = said.out[said.out.index(" problem") :]
        for name in wrong:
            assert f"    {at[name]}: " in problems, (name, at[name], said.out)
        assert problems.count("\n    ") - problems.count("\n      ") >= len(wrong)


def test_answers_arrive_exactly_or_are_refused_with_their_cell(tmp_path: Path) -> None:
    done = 0
    for seed in count():
        if done >= EDITS:
            break
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        haven = _plan(folder)
        run("returns", "send", "-o", "forms", "--as-at", ON.isoformat(), cwd=folder).fails(0)
        asked = {
            f"haven-{number}": _asked(chance, number, with_tabs=True)
            for number in chance.sample(range(1, NUMBER + 1), chance.randint(1, NUMBER))
        }
        answers = {id_: each.values for id_, each in asked.items()}
        at = fill(folder / FORM, answers, folder / "back.xlsx", _disturbed(chance))
        if chance.random() < 0.3:
            as_csv_named_return(folder)
            at = {key: place.rpartition("!")[2] for key, place in at.items()}
            _came_in(folder, folder / "back.csv", asked, at, haven)
        else:
            name = _sheet_name(folder / "back.xlsx")
            _came_in(
                folder,
                folder / "back.xlsx",
                asked,
                {key: f"{name}!{each.rpartition('!')[2]}" for key, each in at.items()},
                haven,
            )
        shutil.rmtree(folder)
        done += sum(len(each.values) for each in asked.values())


def as_csv_named_return(folder: Path) -> None:
    book = opened(folder / "back.xlsx")
    if "Sheet 1" in book.sheetnames:
        book["Sheet 1"].title = "Return"
        book.save(folder / "back.xlsx")
    as_csv(folder / "back.xlsx", folder / "back.csv")


def _sheet_name(file: Path) -> str:
    return "Sheet 1" if "Sheet 1" in opened(file).sheetnames else "Return"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_so_they_do_through_libreoffice(tmp_path: Path, ending: str) -> None:
    chance, number = random.Random(ending), max(NUMBER, EDITS // 5)
    haven = _plan(tmp_path, number)
    run("returns", "send", "-o", "forms", "--as-at", ON.isoformat(), cwd=tmp_path).fails(0)
    made = {f"haven-{each}": _asked(chance, each, with_tabs=False) for each in range(1, number + 1)}
    asked = {id_: each for id_, each in made.items() if not each.wrong}
    at = fill(tmp_path / FORM, {id_: each.values for id_, each in asked.items()}, tmp_path / "back.xlsx")
    back = converted(tmp_path / "back.xlsx", ending, tmp_path / "saved")
    _came_in(tmp_path, back, asked, at, haven)
