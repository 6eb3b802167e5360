"""Who waits on a terminal sees how far it is; in a pipe nothing of that stands between the lines."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import run
from tests.cli.terminal import talk

CLEARED = "\r\x1b[K"
# As if everything took long.
PATIENT = """
from actionplan.cli import console
console.PROGRESS_AFTER_SECONDS = console.BETWEEN_SHOWINGS = console.MANY_BYTES = 0
from actionplan.cli.main import main
main()
"""
STARTED = ("-c", PATIENT)


def _tracker(folder: Path, rows: int) -> Path:
    path = folder / "tracker.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Action", "Lead"), *((f"Open {each} hubs", "Oak") for each in range(rows))])
    return path


def test_an_import_says_how_far_it_is_and_takes_it_away_again(tmp_path: Path) -> None:
    _tracker(tmp_path, 3)

    shown = talk(tmp_path, "import", "tracker.csv", "--new", "oak", "--no-input", "--apply", started=STARTED)

    assert shown.code == 0, shown
    assert f"\rReading tracker.csv …{CLEARED}" in shown.screen
    assert "".join(f"\rReading row {each} of 4" for each in (1, 2, 3, 4)) + CLEARED in shown.screen
    assert f"\rMaking file 1 of 1{CLEARED}" in shown.screen
    assert f"\rReading again file 1 of 2\rReading again file 2 of 2{CLEARED}" in shown.screen


def test_forms_that_come_back_are_counted(tmp_path: Path) -> None:
    make_plan(tmp_path)
    for name in ("a.csv", "b.csv"):
        _tracker(tmp_path, 1).rename(tmp_path / name)

    shown = talk(tmp_path, "returns", "read", "a.csv", "b.csv", started=STARTED)

    assert shown.code == 3, shown
    assert f"\rReading a.csv …{CLEARED}" in shown.screen
    last = shown.screen.rpartition(f"\rReading form 2 of 2{CLEARED}")[2]
    assert [each.partition(":")[0] for each in last.splitlines()[::2]] == [
        f"{name} is no return form" for name in ("a.csv", "b.csv")
    ]


def test_a_file_of_ordinary_size_is_read_without_a_word(tmp_path: Path) -> None:
    _tracker(tmp_path, 3)

    shown = talk(tmp_path, "import", "tracker.csv", "--new", "oak", "--no-input")

    assert CLEARED not in shown.screen


def test_in_a_pipe_nothing_of_it_is_said(tmp_path: Path) -> None:
    _tracker(tmp_path, 60_000)  # more than 1 MiB

    ran = run("import", "tracker.csv", "--new", "oak", "--no-input", *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.err) == (0, "Nothing was written yet. To write it: --apply\n")
    assert "\r" not in ran.out
