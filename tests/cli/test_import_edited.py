"""Exports that were edited and come back: what a command could have written is taken, the rest is listed with its cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.edited_exports import WRITERS, Row, Tables, as_csv, as_xlsx, exported, grid_of
from tests.cli.plans import AS_AT, HAVEN, HEAD, make_plan
from tests.cli.run import Ran, run

Edit = Callable[[Tables], object]

LATE = HAVEN.replace("due: 2025-09\n", "due: 2025-09\n    extensions: [{asked: 2025-09-01, to: 2026-01}]\n")

NEEDED = "it is needed, and nothing stands there. Write it as the other rows have it."
NO_COMMITMENT = "there is no commitment “haven-9” in the plan. Correct it, or add a row for it to commitments."


def _import(folder: Path, name: str = "x.xlsx", *arguments: str) -> Ran:
    return run("import", name, *arguments, *AS_AT, "--no-input", cwd=folder)


def _edited(folder: Path, edit: Edit, name: str = "x.xlsx") -> None:
    """An export of the plan in *folder*, with *edit* made in it."""
    tables = exported(folder, *AS_AT)
    edit(tables)
    WRITERS[name](folder / name, tables)


def _row(**texts: str) -> Row:
    return {"plan": "northfield", **{key.rstrip("_"): text for key, text in texts.items()}}


def _haven(plan: Path) -> str:
    return (plan / "haven.yaml").read_text(encoding="utf-8")


def _update(tables: Tables) -> None:
    tables["updates"].insert(
        0, _row(commitment="haven-3", date="2025-12-20", status="Complete", note="=Done: 500\nprinted.", number="")
    )
    tables["evidence"].append(_row(commitment="haven-3", title="A leaflet", url="https://haven.example/l"))


def _commitment(tables: Tables) -> None:
    tables["commitments"].append(
        _row(id="oak-1", title="Plant 20 trees", lead="oak", with_="haven; northfield", theme="green", due="2026-03-31")
    )
    tables["partners"].append(_row(id="oak", name="Oak Trust", short="Oak"))
    tables["themes"].append(_row(id="green", title="Green places"))
    tables["parts"] = [_row(commitment="oak-1", id="a", title="Dig")]
    tables["updates"].append(_row(commitment="oak-1", number="1", date="2025-12-01", status="not-started"))


@pytest.mark.parametrize("name", WRITERS)
def test_an_update_with_its_evidence_goes_to_the_end_of_the_log(tmp_path: Path, name: str) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, _update, name)

    shown = _import(tmp_path, name)
    untouched = _haven(plan)
    done = _import(tmp_path, name, "--apply")
    again = _import(tmp_path, name, "--apply")

    assert (shown.code, shown.err) == (0, "Nothing was written yet. To write it: --apply\n"), shown
    assert "Rows read 14 = taken 2 + merged 12 + refused 0\n" in shown.out
    assert (
        "In the plan northfield: 0 commitments new, 1 with something new\n"
        "  haven-3 status: no update received → complete\n"
        "  haven-3 note: “=Done: 500 printed.”\n"
        "  haven-3 evidence: A leaflet, https://haven.example/l\n"
    ) in shown.out
    assert untouched == HAVEN
    assert (done.code, done.err) == (0, "Written: commitments/northfield/haven.yaml\n")
    assert _haven(plan) == HAVEN + (
        "    updates:\n"
        "      - date: 2025-12-20\n"
        "        status: complete\n"
        "        note: |-\n"
        "          =Done: 500\n"
        "          printed.\n"
        "        evidence:\n"
        "          - title: A leaflet\n"
        "            url: https://haven.example/l\n"
    )
    assert (again.code, again.err) == (0, "There is nothing new in it, so nothing was written.\n"), again
    assert "= taken 0 + merged 14 + refused 0\n" in again.out


@pytest.mark.parametrize("name", WRITERS)
def test_a_new_commitment_comes_with_its_partner_its_theme_and_what_stands_below_it(tmp_path: Path, name: str) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, _commitment, name)

    done = _import(tmp_path, name, "--apply")
    again = _import(tmp_path, name, "--apply")

    assert done.code == 0, done
    assert "= taken 5 + merged 12 + refused 0\n" in done.out
    assert "  new partner oak: Oak Trust\n  new theme green: Green places\n  + oak-1: Plant 20 trees\n" in done.out
    assert (
        (plan / "oak.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            "partner: oak\n"
            "commitments:\n"
            "  - id: oak-1\n"
            "    title: Plant 20 trees\n"
            "    with:\n"
            "      - haven\n"
            "      - northfield\n"
            "    theme: green\n"
            "    due: 2026-03-31\n"
            "    parts:\n"
            "      - id: a\n"
            "        title: Dig\n"
            "    updates:\n"
            "      - date: 2025-12-01\n"
            "        status: not-started\n"
        )
    )
    head = (plan / "plan.yaml").read_text(encoding="utf-8")
    assert "  oak: {name: Oak Trust, short: Oak}\n" in head
    assert "themes: {homes: Warm and safe homes, green: Green places}\n" in head
    assert (again.code, again.err) == (0, "There is nothing new in it, so nothing was written.\n"), again


def test_a_new_commitment_is_agreed_on_the_day_it_comes_in_as_add_has_it(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables["commitments"].append(_row(id="haven-9", title="Sow", lead="haven")))

    done = _import(tmp_path, "x.xlsx", "--apply")
    before = _haven(plan)
    again = _import(tmp_path, "x.xlsx", "--apply")

    assert done.code == 0, done
    assert before == HAVEN + "  - id: haven-9\n    title: Sow\n    agreed: 2025-12-31\n"
    assert (again.code, again.err) == (0, "There is nothing new in it, so nothing was written.\n"), again


def test_a_date_that_was_moved_is_asked_for(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables["commitments"][2].update(due="2026-06"))

    done = _import(tmp_path, "x.xlsx", "--apply")
    again = _import(tmp_path, "x.xlsx", "--apply")

    assert done.code == 0, done
    assert "  haven-3 more time asked: March 2026 → June 2026\n" in done.out
    assert _haven(plan).startswith(HAVEN)
    assert "    extensions:\n      - asked: 2025-12-31\n        to: 2026-06\n" in _haven(plan)
    assert again.err == "There is nothing new in it, so nothing was written.\n"
    assert "  merged 1: rows with a date that was moved, which is asked for already\n" in again.out


def test_a_request_and_a_decision_on_one_are_taken(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"haven.yaml": LATE})

    def edit(tables: Tables) -> None:
        tables["extensions"][0].update(decision="Granted", decided="2025-12-10", by="the board")
        tables["extensions"].append(_row(commitment="haven-3", asked="2025-12-30", to="2026-06", reason="Capacity"))

    _edited(tmp_path, edit)
    done = _import(tmp_path, "x.xlsx", "--apply")
    again = _import(tmp_path, "x.xlsx", "--apply")

    assert done.code == 0, done
    assert "  haven-1 request for January 2026: waits → granted\n" in done.out
    assert "  haven-3 more time asked: March 2026 → June 2026 (not enough people or time)\n" in done.out
    assert "{asked: 2025-09-01, to: 2026-01, decision: granted, decided: 2025-12-10, by: the board}" in _haven(plan)
    assert "      - asked: 2025-12-30\n        to: 2026-06\n        reason: capacity\n" in _haven(plan)
    assert again.err == "There is nothing new in it, so nothing was written.\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_row(commitment="haven-2", asked="2025-12-30", to="2026-06"), "haven-2 is complete: it is closed"),
        (
            _row(commitment="haven-3", asked="2025-12-30", to="2026-03"),
            "March 2026 is not later than the date in force",
        ),
        (_row(commitment="haven-3", to="2026-06"), f"asked: {NEEDED}"),
    ],
)
def test_a_request_that_cannot_be_made_is_refused(tmp_path: Path, row: Row, said: str) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables.update(extensions=[row]))

    ran = _import(tmp_path, "x.xlsx", "--apply", "--partly")

    assert ran.code == 1, ran
    assert said in ran.out
    assert _haven(plan) == HAVEN


def test_columns_that_were_taken_out_say_nothing(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    make_plan(tmp_path)
    as_xlsx(tmp_path / "x.xlsx", exported(tmp_path, *AS_AT))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    book["commitments"].delete_cols(7, 20)
    book["commitments"].delete_cols(2, 2)
    book["commitments"].append(["northfield", "oak-1", "Plant 20 trees", "haven"])
    book.save(tmp_path / "x.xlsx")

    done = _import(tmp_path, "x.xlsx", "--apply")
    again = _import(tmp_path, "x.xlsx", "--apply")

    assert "= taken 1 + merged 12 + refused 0\n" in done.out, done
    assert again.err == "There is nothing new in it, so nothing was written.\n"


def _rewritten(tables: Tables) -> None:
    tables["commitments"][1].update(title="Train 30 volunteers", due="2026-09")
    tables["commitments"][2].update(due="")
    tables["updates"][0].update(status="complete")
    tables["partners"][0].update(name="Northfield")
    tables["amendments"] = [_row(commitment="haven-1", date="2025-12-01", of="title", by="the board")]


def test_what_no_command_may_rewrite_is_listed_with_its_cell_and_what_to_do(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, _rewritten)

    ran = _import(tmp_path, "x.xlsx", "--apply")

    assert ran.code == 1
    assert ran.err == "Nothing was written: 5 rows are refused. Mend them in the file, or take the rest: --partly\n"
    amend = (
        "What was agreed changes with an amendment: write both into haven.yaml, and there who agreed, under amendments."
    )
    assert [line for line in ran.out.splitlines() if line.startswith("  refused ")] == [
        "  refused partners!C2: name: “Northfield Council” in the plan, “Northfield” here. Change it in plan.yaml.",
        "  refused commitments!E3: title: “Train 40 volunteers” in the plan, “Train 30 volunteers” here; "
        f"commitments!N3 due: “2026-03” in the plan, “2026-09” here. {amend}",
        f"  refused commitments!N4: due: “2026-03” in the plan, “” here. {amend}",
        "  refused updates!E2: status: “in-progress” in the plan, “complete” here. What was reported stays: report it anew, "
        "in a row of updates without a number, or with actionplan update haven-1.",
        "  refused amendments!C2: the plan has no such row. An amendment is written into the plan's file, together with "
        "the change that was agreed.",
    ]
    assert _haven(plan) == HAVEN


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("partners", _row(id="oak", name="Oak Trust"), "no new commitment names it. Add it in plan.yaml."),
        ("outcomes", _row(id="warm", title="Warm homes"), "the plan has no such row. Add it in outcomes.yaml."),
    ],
)
def test_of_a_new_row_that_no_command_could_add_it_is_said_where_it_goes(
    tmp_path: Path, table: str, row: Row, said: str
) -> None:
    make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables.setdefault(table, []).append(row))

    ran = _import(tmp_path)

    (refused,) = (line for line in ran.out.splitlines() if line.startswith("  refused "))
    assert refused.endswith(f": {said}")


def _mixed(tables: Tables) -> None:
    _rewritten(tables)
    _update(tables)


def test_the_rest_is_written_where_that_is_said(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, _mixed)

    assert _import(tmp_path, "x.xlsx", "--apply").code == 1
    assert _haven(plan) == HAVEN
    assert _import(tmp_path, "x.xlsx", "--apply", "--partly").code == 1
    assert _haven(plan).startswith(HAVEN + "    updates:\n      - date: 2025-12-20\n")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            _row(commitment="haven-1", date="2025-08-01", note="x"),
            "haven-1 has an update of 1 August 2025 below",
        ),
        (_row(commitment="haven-1", date="2025-12-30", status="going"), "status"),
        (_row(commitment="haven-3", date="2025-12-30", status="complete"), "(AP303)"),
        (_row(commitment="haven-1", number="9", date="2025-12-30", note="x"), "the next one is 3. Leave it empty"),
        (_row(commitment="haven-1", number="1", date="2025-12-30", note="x"), "note: “” in the plan, “x” here"),
        (_row(commitment="haven-9", date="2025-12-30", note="x"), NO_COMMITMENT),
        (_row(commitment="", date="2025-12-30", note="x"), f"commitment: {NEEDED}"),
        (_row(commitment="haven-1", note="x"), f"date: {NEEDED}"),
        (_row(commitment="haven-1", date="soon", note="x"), "date: “soon” is not a date"),
        (_row(commitment="haven-1", date="2025-12-30", note="a\u202eb"), "note: the text holds the character U+202E"),
        (_row(plan="other", commitment="haven-1", date="2025-12-30", note="x"), "it is of the plan “other”"),
    ],
)
def test_an_update_that_cannot_be_one_is_refused_with_its_cell(tmp_path: Path, row: Row, said: str) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables["updates"].append(row))

    ran = _import(tmp_path, "x.xlsx", "--apply", "--partly")

    assert ran.code == 1, ran
    (refused,) = (line for line in ran.out.splitlines() if line.startswith("  refused "))
    assert refused.startswith("  refused updates!")
    assert refused.split(":")[0].endswith("5")
    assert said in refused
    assert _haven(plan) == HAVEN


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_row(id="haven-2", title="Another", lead="haven"), "title: “Train 40 volunteers” in the plan, “Another” here"),
        (_row(id="Haven-2", title="Another", lead="haven"), "Haven-2 is or was the id of something"),
        (_row(id="", title="Another", lead="haven"), f"id: {NEEDED}"),
        (_row(id="haven-4", title="Another"), "say who leads"),
        (_row(id="haven-4", title="Another", lead="haven", file="oak.yaml"), "what haven leads stands in haven.yaml"),
        (_row(id="haven-4", title="Another", lead="nowhere"), "no partner has the key “nowhere”"),
        (_row(id="haven-4", title="Another", lead="haven", theme="sea"), "(AP105)"),
        (_row(id="haven 4", title="Another", lead="haven"), "id: “haven 4” cannot be an id"),
    ],
)
def test_a_commitment_that_cannot_be_one_is_refused_with_what_stands_below_it(
    tmp_path: Path, row: Row, said: str
) -> None:
    plan = make_plan(tmp_path)

    def edit(tables: Tables) -> None:
        tables["commitments"].append(row)
        if row["id"] == "haven-4":
            tables["updates"].append(_row(commitment="haven-4", date="2025-12-20", note="x"))

    _edited(tmp_path, edit)
    ran = _import(tmp_path, "x.xlsx", "--apply", "--partly")

    assert ran.code == 1, ran
    first, *others = (line for line in ran.out.splitlines() if line.startswith("  refused "))
    assert said in first
    assert len(others) == (row["id"] == "haven-4")
    assert sorted(each.name for each in plan.iterdir()) == ["haven.yaml", "plan.yaml"]
    assert _haven(plan) == HAVEN


def test_an_id_that_was_changed_is_no_new_commitment(tmp_path: Path) -> None:
    make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables["commitments"][2].update(id="haven-33"))

    ran = _import(tmp_path, "x.xlsx", "--apply", "--partly")

    assert "haven-3 has this title, and is not in the file: ids are never changed\n" in ran.out
    assert "  kept commitments haven-3: it is in the plan and not in the file\n" in ran.out


def test_rows_that_were_deleted_stay_in_the_plan(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, lambda tables: tables["updates"].pop(1))

    ran = _import(tmp_path, "x.xlsx", "--apply")

    assert (ran.code, ran.err) == (0, "There is nothing new in it, so nothing was written.\n")
    assert "  kept updates haven-1, 2: it is in the plan and not in the file\n" in ran.out
    assert _haven(plan) == HAVEN


def test_order_more_columns_and_real_dates_make_no_difference(tmp_path: Path) -> None:
    make_plan(tmp_path)

    def edit(tables: Tables) -> None:
        tables["commitments"] = [{"My remarks": "look", **each} for each in reversed(tables["commitments"])]
        tables["commitments"][0]["due"] = "2026-03-01"  # what Excel makes of March 2026, as a date
        tables["updates"].reverse()

    _edited(tmp_path, edit)
    ran = _import(tmp_path, "x.xlsx", "--apply")

    assert (ran.code, ran.err) == (0, "There is nothing new in it, so nothing was written.\n"), ran
    assert "  not looked at: column My remarks of commitments\n" in ran.out


def test_one_table_alone_or_several_files_of_one_export(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    tables = exported(tmp_path, *AS_AT)
    _update(tables)
    for name in ("updates", "evidence"):
        (tmp_path / f"{name} sent back.csv").write_bytes(as_csv(grid_of(name, tables[name])))

    alone = _import(tmp_path, "updates sent back.csv")
    both = run("import", "updates sent back.csv", "evidence sent back.csv", "--apply", *AS_AT, cwd=tmp_path)

    assert "(AP303)" in alone.out
    assert (both.code, both.err) == (0, "Written: commitments/northfield/haven.yaml\n"), both
    assert "          - title: A leaflet\n" in _haven(plan)


def test_dates_that_a_spreadsheet_turned_round_in_a_csv_file_are_the_same(tmp_path: Path) -> None:
    make_plan(tmp_path)
    text = run("export", "--table", "updates", *AS_AT, cwd=tmp_path).out
    lines = list(csv.reader(io.StringIO(text, newline="")))
    for line in lines[1:]:
        line[3] = "/".join(reversed(line[3].split("-")))
    (tmp_path / "u.csv").write_bytes(as_csv(lines))

    ran = _import(tmp_path, "u.csv", "--apply")

    assert (ran.code, ran.err) == (0, "There is nothing new in it, so nothing was written.\n"), ran


def test_several_plans_are_taken_into_together(tmp_path: Path) -> None:
    first = make_plan(tmp_path)
    other = make_plan(tmp_path, {"plan.yaml": HEAD.replace("plan: northfield", "plan: later")}, "later")

    def edit(tables: Tables) -> None:
        for plan in ("northfield", "later"):
            tables["updates"].append(_row(plan=plan, commitment="haven-3", date="2025-12-20", note=f"In {plan}."))

    _edited(tmp_path, edit)
    ran = _import(tmp_path, "x.xlsx", "--apply")

    assert (ran.code, ran.err) == (0, "Written: commitments/later/haven.yaml, commitments/northfield/haven.yaml\n"), ran
    assert "note: In northfield.\n" in _haven(first)
    assert "note: In later.\n" in _haven(other)


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_of_another_plan_is_refused_once(tmp_path: Path, name: str) -> None:
    plan = make_plan(tmp_path)
    _edited(tmp_path, _update, name)
    head = plan / "plan.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("plan: northfield", "plan: later"), encoding="utf-8")
    plan.rename(plan.with_name("later"))

    ran = _import(tmp_path, name, "--apply")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"Nothing was written: {name} is an export of “northfield”, and that plan is not here or was not asked for.\n"
        "For a plan of its own: --new ID\n"
    )


def test_an_entry_does_not_take_the_place_of_one_before_it_that_is_refused(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)

    def edit(tables: Tables) -> None:
        tables["updates"].append(_row(commitment="haven-1", number="3", date="soon", note="x"))
        tables["updates"].append(_row(commitment="haven-1", number="4", date="2025-12-30", note="y"))

    _edited(tmp_path, edit)
    ran = _import(tmp_path, "x.xlsx", "--apply", "--partly")

    assert "  refused updates!C6: it comes after updates!A5, which is not taken\n" in ran.out, ran
    assert _haven(plan) == HAVEN


def test_two_rows_that_say_the_same_are_two(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    row = _row(commitment="haven-1", date="2025-12-30", note="One more evening.")
    for name, rows in (("one.xlsx", [row]), ("two.xlsx", [row, row])):
        tables = exported(tmp_path, *AS_AT)
        tables["updates"] = [*tables["updates"][:3], *rows]
        as_xlsx(tmp_path / name, tables)

    first = _import(tmp_path, "one.xlsx", "--apply")
    second = _import(tmp_path, "two.xlsx", "--apply")

    assert (first.code, second.code) == (0, 0), (first, second)
    assert _haven(plan).count("One more evening.") == 2


def test_a_formula_without_a_value_is_told_by_its_cell(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    make_plan(tmp_path)
    as_xlsx(tmp_path / "x.xlsx", exported(tmp_path, *AS_AT))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    book["updates"].append(["northfield", "haven-3", None, "2025-12-20", None, None, None, None, "=A1&B1"])
    book.save(tmp_path / "x.xlsx")

    ran = _import(tmp_path, "x.xlsx")

    assert "  refused updates!I5: note: a formula that was never worked out, so there is no value\n" in ran.out
