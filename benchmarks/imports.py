"""Taking a tracker over, beside reading its workbook with the library alone: how long it takes, and how much memory."""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple, TypeVar
from zipfile import ZipFile

from generate import DEEDS, NEXT, NEXT_MONTHS, PARTNERS, PLACES, THEMES, WHOM  # beside this file

Row = tuple[str, str, str, str, str]
Command = tuple[str, ...]
Measure = Callable[[Command], float]
Peak = Callable[[Command], int]
Number = TypeVar("Number", int, float)

ROWS, ORGANISATIONS = 12_000, 60
ON = "2025-12-31"
MEMORY = "25"  # of the unpacked workbook: 600 bytes a cell, and 20 times the text, are about so much here
INSTALLED = "import re, sys; from actionplan.cli.main import main; main()"
READ = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
HEADINGS = (
    *("Ref", "Action", "Lead organisation", "Supporting partners", "Theme", "Due date", "Status", "RAG"),
    *("% complete", "Latest update", "Next steps", "Last updated", "Reason for delay", "Evidence", "Updated by"),
    *("Date agreed", "Budget code", "Budget", "Spent so far", "Ward", "Contact", "Telephone", "Risk score"),
    *("Board paper", "Remarks of the secretariat"),
)
STATES = (
    *(("On track", "Green", 0.5), ("In progress", "G", 0.4), ("Delayed", "Amber", 0.3), ("Complete", "", 1.0)),
    *(("Not started", "", 0.0), ("On hold", "Red", 0.2), ("Underway", "Amber", 0.6), ("Completed", "", 1.0)),
)
AGREED, LAST = date(2024, 4, 1), date(2026, 3, 31)


class Title(NamedTuple):
    """What an action is about: so many of a thing, for somebody, somewhere."""

    verb: str
    thing: str
    number: int
    whom: str
    place: str


class Tracker(NamedTuple):
    """A workbook to be taken over, the folder for what becomes of it, and how large it is unpacked, in bytes."""

    path: Path
    folder: Path
    size: int


def tracker(folder: Path) -> Tracker:
    """An invented tracker of 12,000 rows and 25 columns in *folder*, as a secretariat keeps it; always the same one."""
    from xlsxwriter import Workbook

    folder.mkdir()
    path = folder / "tracker.xlsx"
    book = Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Actions")
    sheet.write_row(0, 0, ("Northfield action plan (invented, to measure with)",))
    sheet.write_row(2, 0, HEADINGS)
    for number, cells in enumerate(_rows(random.Random(1)), 3):
        sheet.write_row(number, 0, cells)
    book.close()
    with ZipFile(path) as archive:
        return Tracker(path, folder, sum(each.file_size for each in archive.infolist()))


def _rows(rng: random.Random) -> Iterator[tuple[object, ...]]:
    titles = rng.sample(list(product(DEEDS, range(12, 108), WHOM, PLACES)), ROWS)
    for number, ((verb, thing), goal, whom, place) in enumerate(titles, 1):
        title = Title(verb, thing, goal, whom, place)
        yield (f"NF-{number:05}", " ".join(map(str, (verb, goal, thing, "for", whom, "in", place))), *_told(rng, title))


def _told(rng: random.Random, title: Title) -> Iterator[object]:
    """What a row says behind its number and its title."""
    lead, other, helping = (_name(each % ORGANISATIONS) for each in _together(rng))
    status, colour, share = rng.choice(STATES)
    day = AGREED + timedelta(days=rng.randrange(600))
    told = title._asdict() | {"done": title.number // 3, "goal": title.number // 2, "cost": 50 * rng.randint(20, 900)}
    step = rng.choice(NEXT).format(**told, month=rng.choice(NEXT_MONTHS))
    yield from (rng.choice((lead, lead, f"{lead} / {other}", f"{lead} (lead)\n{other}")), helping)
    yield from (rng.choice(tuple(THEMES.values())), _due(rng), status, colour, share)
    yield f"{told['done']} of {title.number} {title.thing} are in place. {title.place} was visited in person."
    yield from ("" if share == 1 else step, day, rng.choice(("", "", "capacity", "funding")))
    yield f"https://northfield.example/reports/{title.number}" if share == 1 else ""
    yield from (lead, AGREED, f"H-{rng.randrange(400):03}", 50 * rng.randint(20, 900), rng.randrange(90_000) / 4)
    yield from (title.place, f"Officer {rng.randrange(90)}", f"01632 960{rng.randrange(1000):03}", rng.randint(1, 25))
    yield from (rng.choice(("", f"Paper {rng.randrange(40)}")), rng.choice(("", "", f"Seen by the board: {step}")))


def _together(rng: random.Random) -> tuple[int, int, int]:
    """Who leads, who leads with it, and who helps: each has a few that it works with."""
    lead = rng.randrange(ORGANISATIONS)
    return lead, lead + rng.randint(1, 3), lead + rng.randint(4, 7)


def _name(number: int) -> str:
    return f"{PLACES[number % len(PLACES)]} {PARTNERS[number % len(PARTNERS)][0]} {number // len(PLACES) + 1}"


def _due(rng: random.Random) -> object:
    """A date as trackers have it: a real one, or in words of several kinds, or none that is certain."""
    day = LAST - timedelta(days=rng.randrange(500))
    words = (f"{day:%d/%m/%Y}", f"{day:%B %Y}", f"By end of {day:%B %Y}", "Ongoing", "ASAP", "")
    return rng.choice((day, day, day, *words))


def imports(scratch: Path, measure: Measure, peak: Peak, rounds: int) -> Iterator[Row]:
    """Each way of taking the tracker over, beyond reading it with the library alone; and the most memory it takes.

    It is said in how many times the library takes, what it takes to start taken off both. A new plan is made each
    time; the last one stays, to import into.
    """
    taken = tracker(scratch / "imports")
    shown = _import(taken)
    for name, arguments, target in (
        ("import, a new plan, shown", (*shown, "--new", "northfield"), "5.0"),
        ("import, a new plan, --apply", (*shown, "--new", "northfield", "--apply"), "-"),
        ("import, again into that plan, shown", shown, "-"),
    ):
        yield _timed(name, arguments, taken, measure, rounds, target)
        most = _afresh(taken, arguments, peak)
        unpacked = f"unpacked: {taken.size / 1e6:.1f} MB"
        yield f"{name}: peak memory", f"{most / 1e6:.0f} MB", unpacked, f"{most / taken.size:.1f}", MEMORY
    rmtree(taken.folder)


def _import(taken: Tracker) -> Command:
    where = ("-w", str(taken.folder / "commitments"), "--no-input", "--as-at", ON)
    return (sys.executable, "-c", INSTALLED, "import", str(taken.path), *where)


def _timed(name: str, arguments: Command, taken: Tracker, measure: Measure, rounds: int, target: str) -> Row:
    starting = measure((sys.executable, "-c", INSTALLED, "import", "--help"))
    opening = measure((sys.executable, "-c", "import python_calamine"))
    reading = (sys.executable, "-c", READ, str(taken.path))
    pairs = [(_afresh(taken, arguments, measure) - starting, measure(reading) - opening) for _ in range(rounds)]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    beyond = statistics.median(one / other - 1 for one, other in pairs)
    return name, f"{ours:.2f} s", f"beyond python-calamine: {theirs:.2f} s", f"{beyond:.2f}", target


def _afresh(taken: Tracker, arguments: Command, measured: Callable[[Command], Number]) -> Number:
    """What is *measured* of a run of *arguments*: of one that makes a new plan, where there is none yet."""
    if "--new" in arguments:
        rmtree(taken.folder / "commitments", ignore_errors=True)
    return measured(arguments)
