from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actionplan.tables.lending import names
from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import run

INTERNAL = """\
partner: northfield
commitments:
  - {id: secret-1, title: Close the office, audience: internal}
  - id: n-2
    title: Move
    source: {Budget code: H-17}
    waits_on: [secret-1, haven-1]
    replaces: secret-1
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: amber, reason: capacity, note: Jo is ill., audience: internal}
      - date: 2025-08-10
        note: Packed.
        evidence: [{title: Lease, audience: internal}, {title: Photograph}]
"""


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_alone_it_gives_a_row_for_each_commitment(tmp_path: Path) -> None:
    make_plan(tmp_path)

    rows = _rows(run("export", cwd=tmp_path).succeeds().out)

    assert [(each["id"], each["lead"], each["with"], each["due"]) for each in rows] == [
        ("haven-1", "haven", "northfield", "2025-09"),
        ("haven-2", "haven", "", "2026-03"),
        ("haven-3", "haven", "", "2026-03"),
    ]


def test_a_table_can_be_asked_for(tmp_path: Path) -> None:
    make_plan(tmp_path)

    updates = _rows(run("export", "--table", "updates", cwd=tmp_path).succeeds().out)
    late = _rows(run("export", "--table", "Positions", *AS_AT, cwd=tmp_path).succeeds().out)

    assert [(each["commitment"], each["number"], each["date"]) for each in updates] == [
        ("haven-1", "1", "2025-07-10"),
        ("haven-1", "2", "2025-12-05"),
        ("haven-2", "1", "2025-11-20"),
    ]
    assert [(each["commitment"], each["status"], each["days_late"], each["is_open"]) for each in late] == [
        ("haven-1", "in-progress", "92", "true"),
        ("haven-2", "complete", "0", "false"),
        ("haven-3", "no-update-received", "0", "true"),
    ]


def test_a_folder_holds_every_table_and_what_describes_them(tmp_path: Path) -> None:
    make_plan(tmp_path)

    ran = run("export", "-o", "out", cwd=tmp_path)

    assert (ran.code, ran.out, ran.err) == (0, "", f"Written: {len(names()) + 1} files in out\n")
    found = {each.name for each in (tmp_path / "out").iterdir()}
    assert found == {f"{each}.csv" for each in names()} | {"datapackage.json"}
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package["resources"][0]["path"]) == ("northfield", "commitments.csv")


def test_a_new_export_takes_the_place_of_an_older_one_and_of_nothing_else(tmp_path: Path) -> None:
    plan, out = make_plan(tmp_path), tmp_path / "out"
    run("export", "-o", "out", cwd=tmp_path)
    (plan / "haven.yaml").write_text(HAVEN.replace("Print 500", "Print 900"), encoding="utf-8", newline="\n")

    run("export", "-o", "out", cwd=tmp_path)
    first = (out / "commitments.csv").read_bytes()
    (out / "updates.csv").write_bytes(b"mine")
    (plan / "haven.yaml").write_text(HAVEN, encoding="utf-8", newline="\n")
    ran = run("export", "-o", "out", cwd=tmp_path).fails(4)

    assert b"Print 900" in first
    assert "updates.csv is there already and holds something else. Nothing was written." in ran.err
    assert (out / "commitments.csv").read_bytes() == first
    assert (out / "updates.csv").read_bytes() == b"mine"


def test_a_tracker_of_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    make_plan(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "commitments.csv").write_bytes(b"our tracker")
    (tmp_path / "out" / "datapackage.json").write_bytes(b'{"resources": [{"path": "../x", "hash": 1}]}')

    run("export", "-o", "out", cwd=tmp_path).fails(4)

    assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["commitments.csv", "datapackage.json"]


@pytest.mark.parametrize(
    ("format_", "begins"),
    [("csv", b"plan,file,"), ("xlsx", b"PK"), ("ods", b"PK"), ("json", b"{"), ("sqlite", b"SQLite")],
)
def test_the_ending_chooses_the_format(tmp_path: Path, format_: str, begins: bytes) -> None:
    make_plan(tmp_path)

    ran = run("export", "-o", f"plan.{format_}", *AS_AT, cwd=tmp_path)

    assert (ran.code, ran.err) == (0, f"Written: plan.{format_}\n")
    data = (tmp_path / f"plan.{format_}").read_bytes()
    package = json.loads((tmp_path / f"plan.{format_}.datapackage.json").read_text(encoding="utf-8"))
    assert data.startswith(begins)
    assert {each["path"] for each in package["resources"]} == {f"plan.{format_}"}
    assert run("export", "--format", format_, "-o", "out", *AS_AT, cwd=tmp_path).code == 0
    name = "commitments.csv" if format_ == "csv" else f"northfield.{format_}"
    assert (tmp_path / "out" / name).read_bytes() == data


def test_the_database_answers(tmp_path: Path) -> None:
    make_plan(tmp_path)
    run("export", "-o", "plan.db", *AS_AT, cwd=tmp_path)

    with closing(sqlite3.connect(tmp_path / "plan.db")) as database:
        assert database.execute("SELECT commitment, days_late FROM overdue").fetchall() == [("haven-1", 92)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_several_plans_are_one_export(tmp_path: Path) -> None:
    make_plan(tmp_path)
    make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: later")}, "later")

    rows = _rows(run("export", cwd=tmp_path).succeeds().out)
    run("export", "--format", "json", "-o", "out", cwd=tmp_path)
    one = _rows(run("export", "--plan", "later", cwd=tmp_path).succeeds().out)

    assert [each["plan"] for each in rows] == ["later"] * 3 + ["northfield"] * 3
    assert (tmp_path / "out" / "plans.json").exists()
    assert {each["plan"] for each in one} == {"later"}


@pytest.mark.parametrize(
    "content",
    [
        HAVEN.replace("due: 2025-09", "due: 30/9/2025"),
        HAVEN.replace("haven-2", "haven-1"),
        HAVEN.replace("    due: 2026-03\n", "    due: 2026-03\n    colour: blue\n", 1),
        HAVEN.replace("Print 500 leaflets", '"Print \\e[1m leaflets"'),
        b"\xff\xfe",
    ],
    ids=["date", "id", "key", "character", "bytes"],
)
def test_what_cannot_be_read_whole_is_not_exported(tmp_path: Path, content: str | bytes) -> None:
    make_plan(tmp_path, {"haven.yaml": content})

    ran = run("export", "-o", "out", cwd=tmp_path).fails(1)

    assert ran.err == (
        "Not all of northfield can be read, so an export would not hold everything.\n"
        "Nothing was written. To see what is wrong: actionplan validate\n"
    )
    assert not (tmp_path / "out").exists()


def test_what_is_internal_can_be_left_out(tmp_path: Path) -> None:
    head = HEAD.replace("{name: Haven Trust}", "{name: Haven Trust, email: jo@haven.example}")
    waivers = "waivers:\n  - {rule: AP401, commitment: secret-1, reason: Secret, approved_by: Jo, until: 2026-01-01}\n"
    make_plan(tmp_path, {"plan.yaml": head, "northfield.yaml": INTERNAL, "waivers.yaml": waivers})

    whole = run("export", "--format", "json", cwd=tmp_path).succeeds().out
    shown = run("export", "--format", "json", "--public", cwd=tmp_path).succeeds().out

    for secret in ("secret-1", "Close the office", "Jo is ill", "Lease", "H-17", "jo@haven.example", "Secret"):
        assert secret in whole
        assert secret not in shown
    tables = json.loads(shown)
    (kept,) = (each for each in tables["updates"] if each["commitment"] == "n-2" and each["number"] == 1)
    assert (kept["status"], kept["confidence"], kept["reason"], kept["note"]) == ("in-progress", "amber", None, None)
    assert [each["title"] for each in tables["evidence"] if each["commitment"] == "n-2"] == [
        "Photograph",
        "not made public",
    ]
    assert [each["waits_on"] for each in tables["commitments"] if each["id"] == "n-2"] == [["haven-1"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "excel"), "there is no format “excel”."),
        (("--table", "update"), "there is no table “update”. Did you mean updates?"),
        (("--format", "xlsx", "--table", "updates"), "it is for one csv file: all other formats hold every table"),
        (("-o", "out", "--table", "updates"), "it is for one csv file"),
        (("-o", "plan.pdf"), "there is no format for the ending “.pdf”."),
    ],
)
def test_a_wrong_command_line_is_explained(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    make_plan(tmp_path)

    ran = run("export", *arguments, cwd=tmp_path).fails(2)

    assert said in " ".join(ran.err.replace("│", " ").split())
    assert ran.out == ""


def test_a_text_too_long_for_a_sheet_is_said_and_fits_elsewhere(tmp_path: Path) -> None:
    sources = "\n".join(f"      - {letter * 15_000}" for letter in "abc")
    content = f"partner: haven\ncommitments:\n  - id: a-1\n    title: T\n    sources:\n{sources}\n"
    make_plan(tmp_path, {"haven.yaml": content})

    ran = run("export", "-o", "plan.xlsx", cwd=tmp_path).fails(3)

    assert "The table commitments, in the row northfield/a-1, column sources, has 45,004 characters" in ran.err
    assert "Export it as csv, json or sqlite, which hold it." in ran.err
    assert not (tmp_path / "plan.xlsx").exists()
    assert len(_rows(run("export", cwd=tmp_path).succeeds().out)[0]["sources"]) == 45_004


def test_a_listing_marks_formulas_so_that_the_text_can_be_had_again(tmp_path: Path) -> None:
    from actionplan.officefile import as_it_was

    titles = ("=1+1", "'=1+1", "'plain", " -2", "\uff1d1")
    entries = "".join(f"  - {{id: a-{place}, title: {json.dumps(each)}}}\n" for place, each in enumerate(titles))
    make_plan(tmp_path, {"haven.yaml": f"partner: haven\ncommitments:\n{entries}"})

    rows = _rows(run("list", "--format", "csv", *AS_AT, cwd=tmp_path).succeeds().out)

    assert [each["title"] for each in rows] == ["'=1+1", "''=1+1", "'plain", "' -2", "'\uff1d1"]
    assert [as_it_was(each["title"]) for each in rows] == list(titles)
