"""`init --from`: a plan begun with the tracker there is, the answers proposed by it, its rows taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from actionplan.schema import FILES as SCHEMAS
from tests.cli.run import Ran, run
from tests.cli.terminal import CONTROL_C, talk

openpyxl: Any = pytest.importorskip("openpyxl")

DAY = ("--as-at", "2025-12-31")
HEADINGS = ("Ref", "Action", "Owner", "Due", "Status", "Comments", "Budget code")
ROWS = (
    (1, "Open 3 advice hubs", "Haven Trust / Elm Housing", "30/09/2025", "On track", "One is open", "H-1"),
    (2, "Train 40 volunteers", "Elm Housing", "13/10/2025", "Complete", "All trained", None),
    (3, "Fit 9 doors", "Haven Trst", None, "Not started", None, None),
)
REFUSED = (1, "Another thing", "Oak", None, None, None, None)
PLAN = "commitments/northfield-2025-26"
BESIDE = {".vscode/settings.json", ".vscode/extensions.json", ".pre-commit-config.yaml"}
OWN = {"plan.yaml", "haven-trust.yaml", "elm-housing.yaml", "haven-trst.yaml", "README.md", "import/mapping.yaml"}
WRITTEN = {*(f"{PLAN}/{name}" for name in OWN), *BESIDE, *(f"schema/{name}" for name in SCHEMAS)}
REPORT = "northfield-2025-26-report.html"


def _book(
    path: Path, rows: Sequence[Sequence[object]] = ROWS, above: Sequence[str] = ("Northfield action plan",)
) -> None:
    book = openpyxl.Workbook()
    for each in (*([line] for line in above), HEADINGS, *rows):
        book.active.append(list(each))
    book.save(path)


def _files(folder: Path) -> dict[str, bytes]:
    found = {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(("home/", "t.", "old."))}


def _init(folder: Path, *arguments: str, tracker: str = "t.xlsx@2025-07-31") -> Ran:
    return run("init", "--from", tracker, *arguments, *DAY, "--no-input", cwd=folder)


def _begun(folder: Path, *arguments: str, tracker: str = "t.xlsx@2025-07-31") -> Ran:
    done = _init(folder, *arguments, tracker=tracker)
    assert done.code == 0, done
    return done


def _head(folder: Path, plan: str = PLAN) -> str:
    return (folder / plan / "plan.yaml").read_text(encoding="utf-8")


def test_the_tracker_says_what_the_plan_is_and_what_is_in_it(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")

    done = _begun(tmp_path)

    assert set(_files(tmp_path)) == {*WRITTEN, REPORT}
    head = _head(tmp_path)
    assert "title: Northfield action plan 2025/26\nagreement:\n  title: Northfield action plan\n" in head
    assert "period: {from: 2025-04-01, to: 2026-03-31}\nreviews: {every: quarter, year_starts: April," in head
    assert "  haven-trust: {name: Haven Trust}\n  elm-housing: {name: Elm Housing}\n  haven-trst: {name:" in head
    assert "Rows read 3 = taken 3 + merged 0 + refused 0\n" in done.out
    assert "The tracker brings errors with it: 1 × AP303." in done.out
    assert "checked as at 31 December 2025: 1 error," in done.out
    assert "So that they do not block:\n  actionplan validate --write-baseline\n" in done.out
    assert "| Haven Trst | haven-trst.yaml |" in (tmp_path / PLAN / "README.md").read_text(encoding="utf-8")


def test_what_it_takes_in_is_what_import_takes_in(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _book(tmp_path / name / "t.xlsx")
    _begun(tmp_path / "one")
    new = ("--new", "northfield-2025-26", "--period", "2025/26", "--apply", "--no-input", *DAY)
    assert run("import", "t.xlsx@2025-07-31", *new, cwd=tmp_path / "two").code == 0

    begun, imported = (_files(tmp_path / name) for name in ("one", "two"))

    same = set(imported) - {f"{PLAN}/plan.yaml"}
    assert same == {f"{PLAN}/{name}" for name in OWN - {"plan.yaml", "README.md"}}
    assert {name: begun[name] for name in same} == {name: imported[name] for name in same}


def test_the_same_tracker_brings_nothing_new_afterwards(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")
    _begun(tmp_path)

    again = run("import", "t.xlsx@2025-07-31", "--apply", "--no-input", *DAY, cwd=tmp_path)

    assert (again.code, again.err) == (0, "There is nothing new in it, so nothing was written.\n")


def test_with_the_baseline_that_is_named_nothing_blocks(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")
    _begun(tmp_path)
    assert run("validate", *DAY, cwd=tmp_path).code == 1

    assert run("validate", "--write-baseline", cwd=tmp_path).code == 0

    assert run("validate", *DAY, cwd=tmp_path).code == 0


def test_a_dry_run_shows_the_account_and_the_files_and_writes_nothing(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx", (*ROWS, REFUSED))

    done = _init(tmp_path, "--dry-run")

    assert done.code == 1
    account, _, listed = done.out.partition("\nThis would be written:\n")
    assert "Rows read 4 = taken 3 + merged 0 + refused 1\n" in account
    assert set(listed.split()) == {*WRITTEN, f"{PLAN}/oak.yaml", REPORT}
    assert _files(tmp_path) == {}


def test_a_refused_row_stops_it_unless_the_rest_is_wanted(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx", (*ROWS, REFUSED))

    done = _init(tmp_path)

    assert done.code == 1
    assert done.err == "Nothing was written: 1 row is refused. Mend it in the file, or take the rest: --partly\n"
    assert "  refused Sheet!B6: its number 1 is that of Sheet!B3 already, which says otherwise\n" in done.out
    assert _files(tmp_path) == {}

    assert _init(tmp_path, "--partly").code == 1
    assert set(_files(tmp_path)) == {*WRITTEN, f"{PLAN}/oak.yaml", REPORT}


def test_what_is_in_the_way_stops_all_of_it(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")
    (tmp_path / ".pre-commit-config.yaml").write_bytes(b"mine\n")

    done = _init(tmp_path)

    assert (done.code, list(_files(tmp_path))) == (4, [".pre-commit-config.yaml"])


def test_options_go_before_what_the_tracker_says(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")
    said = ("--agreement", "A pact", "--period", "2024/25 to 2025/26", "--reviews", "year", "--plan", "pact")

    _begun(tmp_path, *said, "--partner", "haven=Haven Trust", "--partner", "Mill", "--column", "Comments=source")

    head = _head(tmp_path, "commitments/pact")
    assert "  title: A pact\n" in head
    assert "period: {from: 2024-04-01, to: 2026-03-31}\nreviews: {every: year," in head
    assert (
        "  haven: {name: Haven Trust}\n  mill: {name: Mill}\n  elm-housing: {name: Elm Housing}\n"
        "  haven-trst: {name: Haven Trst}\n"
    ) in head
    assert "id: '1'" in (tmp_path / "commitments/pact/haven.yaml").read_text(encoding="utf-8")
    assert "#   - id: mill-example\n" in (tmp_path / "commitments/pact/mill.yaml").read_text(encoding="utf-8")
    assert "  Comments: source\n" in (tmp_path / "commitments/pact/import/mapping.yaml").read_text(encoding="utf-8")


def test_snapshots_become_history(tmp_path: Path) -> None:
    _book(tmp_path / "old.xlsx")
    _book(tmp_path / "t.xlsx", ((*ROWS[0][:3], "30/06/2026", "Complete", "All open", "H-1"), *ROWS[1:]))

    _begun(tmp_path, "--from", "old.xlsx@2025-04-30")

    plan = "commitments/northfield-2025-2027"
    assert "period: {from: 2025-04-01, to: 2027-03-31}\n" in _head(tmp_path, plan)
    text = (tmp_path / plan / "haven-trust.yaml").read_text(encoding="utf-8")
    assert "to: 2026-06-30\n" in text
    assert text.count("- date: 2025-0") == 2


@pytest.mark.parametrize(
    ("above", "dues", "agreement", "period"),
    [
        ((), ("30/09/2025", "13/10/2025"), "t", "{from: 2025-04-01, to: 2026-03-31}"),
        (("OFFICIAL", "Updated 3 June 2025", "A pact"), ("15/02/2026", "30/11/2026"), "A pact", "{from: 2025-04-01, to: 2027-03-31}"),
        (("Draft for comment",), (None, None), "t", "{from: 2025-04-01, to: 2026-03-31}"),
        (("Homes\u200b “first” <b>: plan",), ("13/10/2025", None), "'Homes “first” <b>: plan'", "{from: 2025-04-01, to: 2026-03-31}"),
    ],
)  # fmt: skip
def test_what_is_proposed(
    above: tuple[str, ...], dues: tuple[str | None, ...], agreement: str, period: str, tmp_path: Path
) -> None:
    rows = [(*row[:3], due, *row[4:]) for row, due in zip(ROWS, dues, strict=False)]
    _book(tmp_path / "t.xlsx", rows, above)

    _begun(tmp_path, "--plan", "pact")

    head = _head(tmp_path, "commitments/pact")
    assert f"agreement:\n  title: {agreement}\n" in head
    assert f"period: {period}\n" in head


def test_a_tracker_of_one_calendar_year_proposes_it(tmp_path: Path) -> None:
    rows = [(*row[:3], due, None, None, None) for row, due in zip(ROWS, ("15/02/2026", "30/11/2026"), strict=False)]
    _book(tmp_path / "t.xlsx", rows)

    _begun(tmp_path, "--plan", "pact", tracker="t.xlsx")

    assert "period: {from: 2026-01-01, to: 2026-12-31}\nreviews: {every: quarter, year_starts: January," in _head(
        tmp_path, "commitments/pact"
    )


def test_owners_with_names_of_every_kind_are_taken_as_import_takes_them(tmp_path: Path) -> None:
    names = ("=cmd|x", "a=b", "Oak\u200b", "Oak", "'", "x" * 400, "Elm, Ltd; Elm, ltd", "all", "none", "plan", "{a: b}")
    _book(tmp_path / "t.xlsx", [(number, f"Do {number} things", name) for number, name in enumerate(names, 1)])

    _begun(tmp_path)

    assert run("validate", *DAY, cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "t.xlsx", "--example"), "--from: the example has commitments of its own: leave it out"),
        (("--column", "A=title"), "--column: it says how a tracker is read: name one with --from"),
        (("--partly",), "--partly: it says how a tracker is read: name one with --from"),
        (("--from", "t.xlsx", "--from", "t.xlsx"), "--from: several trackers each need their day."),
        (("--from", "t.xlsx", "--column", "A=x"), "--column: “x” is no field."),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_command_line(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    _book(tmp_path / "t.xlsx")

    done = run("init", *arguments, *DAY, cwd=tmp_path).fails(2)

    assert said in " ".join(done.err.split())
    assert _files(tmp_path) == {}


# On a terminal

COLUMNS = ("HEADING=FIELD: ", "")
QUESTIONS = (
    ("What is the agreement called", ""),
    ("For which period", ""),
    ("How often do the partners review the plan", ""),
    ("Who are the partners", "Haven Trust; elm=Elm Housing; Mill"),
    ("Who is meant by “Haven Trst” in the tracker", "Oak"),
    ("Who is meant by “Haven Trst” in the tracker", ""),
    ("Where is each change checked", ""),
)
AGREED = ("Write this? [Y/n]: ", "y")


def test_what_the_tracker_says_is_proposed_and_its_names_are_confirmed(tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")

    ended = talk(tmp_path, "init", "--from", "t.xlsx@2025-07-31", answers=(COLUMNS, *QUESTIONS, AGREED))

    assert ended.code == 0, ended.screen
    for proposed in (
        "[Northfield action plan]",
        "[2025/26]",
        "[Haven Trust, Elm Housing, Haven Trst]",
        "[Haven Trust]",
    ):
        assert proposed in " ".join(ended.screen.split()), proposed
    assert "“Oak” is none of the partners. Type one of them, or Haven Trst for another" in ended.screen
    head = _head(tmp_path)
    assert "partners:\n  haven-trust: {name: Haven Trust}\n  elm: {name: Elm Housing}\n  mill: {name: Mill}\n#" in head
    haven = (tmp_path / PLAN / "haven-trust.yaml").read_text(encoding="utf-8")
    assert [line for line in haven.splitlines() if line.startswith("  - id: ")] == ["  - id: '1'", "  - id: '3'"]
    assert "with:\n      - elm\n" in haven
    mapping = (tmp_path / PLAN / "import" / "mapping.yaml").read_text(encoding="utf-8")
    assert mapping.endswith("partners:\n  Haven Trst: haven-trust\n")


@pytest.mark.parametrize("answer", ["mill, Haven Trust", "Mill; haven-trust"])
def test_several_partners_may_be_meant_by_a_name(tmp_path: Path, answer: str) -> None:
    _book(tmp_path / "t.xlsx")
    questions = (*QUESTIONS[:5], (QUESTIONS[4][0], answer), QUESTIONS[6])

    ended = talk(tmp_path, "init", "--from", "t.xlsx@2025-07-31", answers=(COLUMNS, *questions, AGREED))

    assert ended.code == 0, ended.screen
    assert "with:\n      - haven-trust\n" in (tmp_path / PLAN / "mill.yaml").read_text(encoding="utf-8")
    mapping = (tmp_path / PLAN / "import" / "mapping.yaml").read_text(encoding="utf-8")
    assert mapping.endswith("partners:\n  Haven Trst: mill; haven-trust\n")


@pytest.mark.parametrize("asked", [0, 1, 4, 7, 8])
def test_stopping_at_any_question_writes_nothing(asked: int, tmp_path: Path) -> None:
    _book(tmp_path / "t.xlsx")
    every = (COLUMNS, *QUESTIONS, AGREED)

    ended = talk(tmp_path, "init", "--from", "t.xlsx", answers=(*every[:asked], (every[asked][0], CONTROL_C)))

    assert (ended.code, _files(tmp_path)) == (130, {}), ended.screen
