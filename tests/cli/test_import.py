"""`actionplan import`: trackers that other programs wrote become plan files, and nothing is lost or taken twice."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from actionplan.cli import import_new
from actionplan.domain.model import Agreement, Commitment, CommitmentsFile, PlanFile
from actionplan.importing import partner_text
from actionplan.load import joined
from actionplan.world.writing import Refused
from tests.cli.filled_forms import as_csv
from tests.cli.plans import AS_AT, make_plan
from tests.cli.run import Ran, run

openpyxl: Any = pytest.importorskip("openpyxl")

HEADINGS = ("Ref", "Action", "Owner", "Due", "Status", "RAG", "Comments", "Budget code", "Reason")
ROWS = (
    (1, "Open 3 advice hubs", "Haven Trust / Elm Housing", "30/09/2025", "On track", "G", "One is open", "H-1", None),
    (2, "Train 40 volunteers", "Elm Housing", "13/10/2025", "Delayed", "A", "Slow", None, "capacity"),
    ("2a", "Recruit 40 volunteers", "Elm Housing", None, "In progress", None, None, None, None),
)
NEW = ("--new", "northfield", "--period", "2025/26", "--title", "Northfield plan")


def _book(path: Path, rows: Sequence[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS) -> Path:
    book = openpyxl.Workbook()
    for each in (("Northfield action plan",), (), headings, *rows):
        book.active.append(list(each))
    book.save(path)
    return path


def _import(folder: Path, *arguments: str) -> Ran:
    return run("import", *arguments, "--no-input", *AS_AT, cwd=folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def _made(folder: Path, *more: str) -> Path:
    _book(folder / "tracker.xlsx")
    ran = _import(folder, "tracker.xlsx@2025-07-31", *NEW, "--apply", *more)
    assert ran.code == 0, ran
    return folder / "commitments" / "northfield"


def test_it_is_shown_first_and_nothing_is_written(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx")

    ran = _import(tmp_path, "tracker.xlsx")

    assert (ran.code, ran.err) == (0, "Nothing was written yet. To write it: --apply\n")
    assert "Headings in row 3 of sheet Sheet\n" in ran.out
    assert "Rows read 3 = taken 2 + merged 1 + refused 0\n" in ran.out
    assert "  + 1: Open 3 advice hubs (in-progress)\n" in ran.out
    assert list(_files(tmp_path)) == ["tracker.xlsx"]


def test_a_new_plan_is_made_that_validates(tmp_path: Path) -> None:
    plan = _made(tmp_path)

    assert sorted(_files(plan)) == ["elm-housing.yaml", "haven-trust.yaml", "import/mapping.yaml", "plan.yaml"]
    assert (plan / "haven-trust.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/commitments.json\n"
        "partner: haven-trust\n"
        "commitments:\n"
        "  - id: '1'\n"
        "    title: Open 3 advice hubs\n"
        "    with:\n"
        "      - elm-housing\n"
        "    due: 2025-09-30\n"
        "    due_as_printed: 30/09/2025\n"
        "    updates:\n"
        "      - date: 2025-07-31\n"
        "        status: in-progress\n"
        "        confidence: green\n"
        "        note: |-\n"
        "          One is open\n"
        "          In the tracker: “On track”, “G”.\n"
        "        date_basis: inferred\n"
        "    source:\n"
        "      Budget code: H-1\n"
        "      Owner: Haven Trust / Elm Housing\n"
    )
    assert run("validate", *AS_AT, cwd=tmp_path).code == 0


def test_what_the_tracker_brings_is_what_is_found_when_it_is_written(tmp_path: Path) -> None:
    rows = [
        (number, f"Open hub {number}", "Oak", None, state) for number, state in enumerate(("Done", "Open", "Done"), 1)
    ]
    _book(tmp_path / "t.xlsx", [(*row, None, None, None, None) for row in rows])

    shown = _import(tmp_path, "t.xlsx", *NEW)
    written = _import(tmp_path, "t.xlsx", *NEW, "--apply")

    said = "The tracker brings errors with it: 2 × AP303. actionplan explain CODE says how each is mended.\n"
    assert (shown.out, shown.out.endswith(said)) == (written.out, True)
    found = run("validate", *AS_AT, cwd=tmp_path)
    assert (found.code, found.out.count("error AP303")) == (1, 2), found


def test_the_period_of_a_new_plan_is_understood_as_where_one_is_begun(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx")
    said = ("--new", "later", "--apply")

    wrong = _import(tmp_path, "tracker.xlsx", *said, "--period", "2016/17 to 2015/16")
    done = _import(tmp_path, "tracker.xlsx", *said, "--period", "2015-09 to 2017-08")

    assert wrong.code == 2, wrong
    assert "“2016/17 to 2015/16” ends before it begins" in " ".join(wrong.err.split())
    assert done.code == 0, done
    head = (tmp_path / "commitments/later/plan.yaml").read_text(encoding="utf-8")
    assert "period:\n  from: 2015-09-01\n  to: 2017-08-31\n" in head


def test_a_plan_that_would_not_read_back_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    commitment = Commitment("1", "Open hubs", lead="oak")
    head, files = PlanFile("1", "p", "P", Agreement("P")), {"oak.yaml": CommitmentsFile("oak", (commitment,))}
    planned = joined("p", head, files)
    assert list(import_new._proved(planned, head, files)) == ["plan.yaml", "oak.yaml"]

    monkeypatch.setattr(import_new, "partner_text", lambda record: partner_text(record).replace("Open", "Shut"))
    with pytest.raises(Refused, match="could not be written so that it reads back as it was meant"):
        import_new._proved(planned, head, files)
    monkeypatch.setattr(import_new, "partner_text", lambda _: "partner: [oak]\n")
    with pytest.raises(Refused, match="it would not be in order"):
        import_new._proved(planned, head, files)


def test_importing_again_proposes_nothing(tmp_path: Path) -> None:
    plan = _made(tmp_path)
    before = _files(plan)

    for name in ("tracker.xlsx@2025-07-31", "tracker.xlsx"):
        ran = _import(tmp_path, name, "--apply")
        assert (ran.code, ran.err) == (0, "There is nothing new in it, so nothing was written.\n"), ran
        assert "In the plan: 0 commitments new, 0 with something new, 2 as before\n" in ran.out
    assert _files(plan) == before


def test_only_what_changed_is_proposed(tmp_path: Path) -> None:
    plan = _made(tmp_path)
    before = _files(plan)
    moved = (
        1,
        "Open 3 advice hubs",
        "Haven Trust / Elm Housing",
        "31/12/2025",
        "Completed",
        "",
        "All open",
        "H-2",
        None,
    )
    fourth = (4, "Print 500 leaflets", "Oak", "2025-12", None, None, None, None, None)
    _book(tmp_path / "october.xlsx", (moved, *ROWS[1:], fourth))

    ran = _import(tmp_path, "october.xlsx@2025-10-31", "--apply")

    assert ran.code == 0, ran
    assert "  1: 31 October 2025, status: in-progress → complete, a note\n" in ran.out
    assert "  1: the date moved to 31 December 2025\n  1: kept under source: Budget code\n" in ran.out
    now = _files(plan)
    assert {name for name in now if now[name] != before.get(name)} == {"haven-trust.yaml", "oak.yaml", "plan.yaml"}
    text = now["haven-trust.yaml"].decode()
    assert "due: 2025-09-30\n" in text
    assert "asked: 2025-10-31\n        to: 2025-12-31\n" in text
    assert "Budget code: H-2\n" in text
    again = _import(tmp_path, "october.xlsx@2025-10-31", "--apply")
    assert again.err == "There is nothing new in it, so nothing was written.\n"


def test_refused_rows_stop_the_writing_unless_it_is_said_otherwise(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx", (*ROWS, (1, "Another thing", "Oak", None, None, None, None, None, None)))

    shown = _import(tmp_path, "tracker.xlsx", *NEW)
    assert (shown.code, shown.err) == (
        1,
        "Nothing was written yet. 1 row is refused: mend it, or take the rest with --apply --partly\n",
    )
    both = _import(tmp_path, "tracker.xlsx", *NEW, "--partly")
    assert (both.code, both.err) == (1, "Nothing was written yet. To write it: --apply\n")

    ran = _import(tmp_path, "tracker.xlsx", *NEW, "--apply")
    assert ran.code == 1
    assert ran.err == ("Nothing was written: 1 row is refused. Mend it in the file, or take the rest: --partly\n")
    assert "  refused Sheet!B7: its number 1 is that of Sheet!B4 already, which says otherwise\n" in ran.out
    assert list(_files(tmp_path)) == ["tracker.xlsx"]

    partly = _import(tmp_path, "tracker.xlsx", *NEW, "--apply", "--partly")
    assert (partly.code, (tmp_path / "commitments" / "northfield").is_dir()) == (1, True)


def test_snapshots_become_history(tmp_path: Path) -> None:
    _book(tmp_path / "a.xlsx", ROWS)
    later = (
        7,
        "Open 3 advice hubs",
        "Haven Trust / Elm Housing",
        "31/12/2025",
        "Completed",
        "",
        "All open",
        "H-9",
        None,
    )
    _book(tmp_path / "b.xlsx", (later,))

    ran = _import(tmp_path, "b.xlsx@2025-10-31", "a.xlsx@2025-07-31", *NEW, "--apply")

    assert ran.code == 0, ran
    assert "  + 1: Open 3 advice hubs (in-progress, complete, 1 slip)\n" in ran.out
    assert "No longer in the last tracker: 2\n" in ran.out
    assert "  Sheet!B4: 1: its number is 7 now; the id stays\n" in ran.out
    elm = (tmp_path / "commitments/northfield/elm-housing.yaml").read_text(encoding="utf-8")
    assert "note: Not in the tracker of 31 October 2025 any more.\n" in elm
    again = _import(tmp_path, "b.xlsx@2025-10-31", "a.xlsx@2025-07-31", "--apply")
    assert again.err == "There is nothing new in it, so nothing was written.\n"


def test_dates_that_can_be_read_two_ways_are_asked_about(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx", [(1, "Open hubs", "Haven", "03/04/2025", None, None, None, None, None)])

    ran = _import(tmp_path, "tracker.xlsx")
    assert ran.code == 3
    assert ran.err == (
        "tracker.xlsx: in the column “Due” no date shows whether the day or the month comes first: "
        "Sheet!D4 “03/04/2025”.\nSay which it is: --dates day-first, or --dates month-first.\n"
    )

    made = _import(tmp_path, "tracker.xlsx", *NEW, "--dates", "month-first", "--apply")
    assert made.code == 0, made
    assert "due: 2025-03-04\n" in (tmp_path / "commitments/northfield/haven.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("encoding", "sign"), [("utf-8-sig", ","), ("utf-16", ";"), ("cp1252", "\t")])
def test_text_files_of_any_kind(tmp_path: Path, encoding: str, sign: str) -> None:
    with (tmp_path / "t.csv").open("w", encoding=encoding, newline="") as file:
        rows = [["" if cell is None else cell for cell in row] for row in ROWS]
        csv.writer(file, delimiter=sign).writerows([HEADINGS, *rows, [5, "Café – naïve", "Oak"]])

    ran = _import(tmp_path, "t.csv")

    assert ran.code == 0, ran
    assert "  + 5: Café – naïve\n" in ran.out


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_headings_in_two_rows_are_joined_and_kept_so_in_the_mapping(tmp_path: Path, ending: str) -> None:
    rows = (
        ("Ref", "Commitment", "Lead", None, "Timescale", None, "Status"),
        (None, None, "Organisation", "Person", "Start", "End", None),
        (1, "Open 3 advice hubs", "Haven Trust", "A Smith", "2025-04", "2026-03", "On track"),
    )
    book = openpyxl.Workbook()
    for each in rows:
        book.active.append(list(each))
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "t.xlsx")
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    first = _import(tmp_path, f"t.{ending}@2025-07-31", *NEW, "--apply")
    again = _import(tmp_path, f"t.{ending}@2025-07-31")

    assert first.code == 0, first
    assert "Headings in rows 1 and 2" in first.out
    assert "  Timescale: End      due         (“End” in it) “2026-03”\n" in first.out
    mapping = (tmp_path / "commitments/northfield/import/mapping.yaml").read_text(encoding="utf-8")
    assert "  'Lead: Person': source\n  'Timescale: Start': source\n  'Timescale: End': due\n" in mapping
    assert "  Timescale: End      due         (chosen) “2026-03”\n" in again.out
    assert "In the plan: 0 commitments new, 0 with something new, 1 as before\n" in again.out


def test_lists_in_json_and_yaml(tmp_path: Path) -> None:
    entries = [{"id": "1.10", "name": "Open hubs", "partner": "Oak", "due": "2025-09"}]
    (tmp_path / "t.json").write_text(json.dumps({"items": entries}), encoding="utf-8")
    (tmp_path / "t.yaml").write_text("- id: 1.10\n  name: Open hubs\n  partner: Oak\n", encoding="utf-8")

    for name in ("t.json", "t.yaml"):
        ran = _import(tmp_path, name)
        assert (ran.code, "  + 1.10: Open hubs\n" in ran.out) == (0, True), ran


def test_a_plan_that_is_there_takes_the_rows_that_are_new(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    rows = [
        ("haven-3", "Print 500 leaflets", "Haven Trust", None, "Done"),
        (None, "Run 5 classes", "Haven Trust", None, None),
    ]
    _book(tmp_path / "t.xlsx", rows, HEADINGS[:5])
    before = (plan / "haven.yaml").read_text(encoding="utf-8")

    ran = _import(tmp_path, "t.xlsx", "--apply")

    assert ran.code == 0, ran
    after = (plan / "haven.yaml").read_text(encoding="utf-8")
    assert after == before + (
        "    updates:\n"
        "      - date: 2025-12-31\n"
        "        status: complete\n"
        "        note: 'In the tracker: “Done”.'\n"
        "        date_basis: inferred\n"
        "  - id: haven-4\n"
        "    title: Run 5 classes\n"
    )
    assert "1 × AP303" in ran.out


def test_the_mapping_can_be_corrected_in_its_file(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx")
    _import(tmp_path, "tracker.xlsx", "--save-mapping", "m.yaml")
    mapping = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert "  Owner: lead\n" in mapping
    changed = (
        mapping.replace("Owner: lead", "Owner: with")
        + "status_map: {On track: complete}\npartners: {Elm Housing: elm}\n"
    )
    (tmp_path / "m.yaml").write_text(changed, encoding="utf-8")

    ran = _import(tmp_path, "tracker.xlsx", "--mapping", "m.yaml")

    assert "  + 1: Open 3 advice hubs (complete)\n" in ran.out
    assert "  elm: Elm Housing, in 3 cells\n" in ran.out


def test_a_mapping_that_is_none_is_said_to_be(tmp_path: Path) -> None:
    _book(tmp_path / "tracker.xlsx")
    (tmp_path / "m.yaml").write_text("columns: {Owner: leed}\n", encoding="utf-8")

    ran = _import(tmp_path, "tracker.xlsx", "--mapping", "m.yaml")

    assert ran.code == 3
    assert ran.err.startswith("m.yaml: “leed” is no field.\nDid you mean lead? There are: id, title, lead,")


def test_a_file_that_cannot_be_read_ends_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "t.json").write_bytes(b"[" * 100_000)

    for name in ("t.xlsx", "t.json", "nothing.xlsx"):
        ran = _import(tmp_path, name).fails(3)
        assert ran.out == ""


def test_headings_that_no_key_can_be_are_kept_all_the_same(tmp_path: Path) -> None:
    long = "Please say in a few words what has been done and what stands in the way of doing more of it"
    _book(tmp_path / "t.xlsx", [("Open hubs", "Oak", "A lot", "x", "y")], ("Action", "Owner", long, "Срок", "***"))

    made = _import(tmp_path, "t.xlsx", *NEW, "--column", f"{long}=note", "--apply")
    again = _import(tmp_path, "t.xlsx", "--apply")

    assert made.code == 0, made
    text = (tmp_path / "commitments/northfield/oak.yaml").read_text(encoding="utf-8")
    assert "note: A lot\n" in text
    assert "    source:\n      Срок: x\n      '***, column E': 'y'\n" in text
    assert again.err == "There is nothing new in it, so nothing was written.\n"


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods", "x.json", "x.csv"])
def test_an_export_that_comes_back_proposes_nothing(tmp_path: Path, name: str) -> None:
    plan = make_plan(tmp_path)
    before = _files(plan)
    assert run("export", "-o", name, *AS_AT, cwd=tmp_path).code == 0

    ran = _import(tmp_path, name, "--apply")

    assert (ran.code, ran.err) == (0, "There is nothing new in it, so nothing was written.\n"), ran
    assert "+ refused 0\n" in ran.out
    assert _files(plan) == before


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("keep", ["plan", "new"])
def test_a_return_form_is_no_tracker(tmp_path: Path, ending: str, keep: str) -> None:
    make_plan(tmp_path)
    assert run("returns", "send", "-o", "forms", *AS_AT, cwd=tmp_path).code == 0
    form = next((tmp_path / "forms").glob("*.xlsx"))
    if ending == ".csv":
        as_csv(form, form.with_suffix(".csv"))
    form = form.with_suffix(ending).relative_to(tmp_path)
    before = _files(tmp_path)

    ran = _import(tmp_path, str(form), "--apply", *(("--new", "other") if keep == "new" else ())).fails(3)

    assert (ran.out, ran.err.splitlines()[1]) == ("", f"Read it with: actionplan returns read {form}")
    assert ran.err.startswith(f"{form.name} is a return form of ")
    assert _files(tmp_path) == before


def test_a_report_is_no_tracker(tmp_path: Path) -> None:
    name = "report.xlsx"
    make_plan(tmp_path)
    assert run("report", "-o", name, *AS_AT, cwd=tmp_path).code == 0
    before = _files(tmp_path)

    ran = _import(tmp_path, name, "--apply").fails(3)

    assert (ran.out, ran.err) == (
        "",
        f"{name} is a report made of a plan, and no tracker.\n"
        "For a file to edit and import again: actionplan export -o plan.xlsx\n",
    )
    assert _files(tmp_path) == before


def test_commitments_that_are_not_in_the_tracker_are_named_and_stay(tmp_path: Path) -> None:
    plan = make_plan(tmp_path)
    _book(tmp_path / "t.xlsx", [("haven-3", "Print 500 leaflets", "Haven Trust", None, "Done")], HEADINGS[:5])

    first = _import(tmp_path, "t.xlsx", "--apply")
    before = _files(plan)
    again = _import(tmp_path, "t.xlsx", "--apply")

    assert (first.code, again.code, again.err) == (0, 0, "There is nothing new in it, so nothing was written.\n")
    for ran in (first, again):
        assert "\nNot in this tracker: haven-1, haven-2\n" in ran.out
    assert _files(plan) == before


def test_a_workbook_with_nothing_in_it_is_said_to_be_empty(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "t.xlsx")

    ran = _import(tmp_path, "t.xlsx").fails(3)

    assert ran.err == "t.xlsx is empty: nothing stands in its cells.\nAsk for it again, or name another file.\n"


@pytest.mark.parametrize(("council", "haven"), [("council", "haven-trust"), ("Council", "Haven Trust")])
def test_partners_in_a_mapping_are_keys_or_names_of_a_new_plan(tmp_path: Path, council: str, haven: str) -> None:
    (tmp_path / "m.yaml").write_text(
        f"partners:\n  Haven: {haven}\n  Council & Haven: {council}; {haven}\n", encoding="utf-8"
    )
    rows = [("Open hubs", "Council & Haven"), ("Train 40 volunteers", "Haven")]
    _book(tmp_path / "t.xlsx", rows, ("Action", "Owner"))

    ran = _import(tmp_path, "t.xlsx", *NEW, "--mapping", "m.yaml", "--apply")

    assert (ran.code, "is it" in ran.out) == (0, False)
    plan = tmp_path / "commitments" / "northfield"
    assert sorted(each.name for each in plan.glob("*.yaml")) == [f"{council}.yaml", "haven-trust.yaml", "plan.yaml"]
    assert "    with:\n      - haven-trust\n" in (plan / f"{council}.yaml").read_text(encoding="utf-8")
    name = "Haven" if haven == "haven-trust" else haven
    assert f"  haven-trust:\n    name: {name}\n" in (plan / "plan.yaml").read_text(encoding="utf-8")


def test_the_mapping_stays_where_none_of_its_columns_is_in_the_file(tmp_path: Path) -> None:
    mapping = _made(tmp_path) / "import" / "mapping.yaml"
    kept = mapping.read_bytes()
    _book(tmp_path / "other.xlsx", [("Visit 500 tenants", "Haven Trust")], ("Commitment", "Lead"))

    assert _import(tmp_path, "other.xlsx", "--apply").code == 0

    assert "Visit 500 tenants" in (tmp_path / "commitments/northfield/haven-trust.yaml").read_text(encoding="utf-8")
    assert mapping.read_bytes() == kept


def test_on_a_terminal_the_columns_are_corrected_before_anything_is_written(tmp_path: Path) -> None:
    from tests.cli.terminal import Terminal

    _book(tmp_path / "t.xlsx", [("Open hubs", "Oak", "Elm")] * 2, ("Action", "Owner", "Helpers"))
    talk = Terminal(tmp_path, "import", "t.xlsx", *NEW, "--apply")

    assert "merged" not in talk.until("Right? Enter")
    talk.answer("HEADING=FIELD: ", "Helper=with")
    talk.until("There is no column “Helper”")
    talk.answer("HEADING=FIELD: ", "helpers=with")
    talk.answer("HEADING=FIELD: ", "")
    talk.until("To have it read so without being asked: --column helpers=with")
    talk.answer("Make the plan northfield in ", "y")

    assert talk.end().code == 0
    assert "with:\n      - elm\n" in (tmp_path / "commitments/northfield/oak.yaml").read_text(encoding="utf-8")


def test_what_the_rows_of_parts_say_is_kept(tmp_path: Path) -> None:
    headings = ("Ref", "Action", "Owner", "Status", "RAG", "% done", "Next steps", "Link", "Comments", "Budget code")
    rows = (
        ("24", "Insulate homes", "Haven Trust", "In progress", "tbc", 40, "Survey", None, None, "H-1"),
        ("24a", "Mill Lane", "Haven Trust", "Complete", None, 100, None, "https://haven.example/a", None, "H-1"),
        ("24b", "Elm Road", "Elm Housing", "On track", "Amber", 30, "Chase", None, "2 of 6", "H-2"),
    )
    _book(tmp_path / "t.xlsx", rows, headings)

    ran = _import(tmp_path, "t.xlsx", *NEW, "--apply")

    assert (ran.code, "To look at" in ran.out) == (0, False), ran
    written = (tmp_path / "commitments" / "northfield" / "haven-trust.yaml").read_text(encoding="utf-8")
    assert written[written.index("    updates:") :] == (
        "    updates:\n"
        "      - date: 2025-12-31\n"
        "        status: in-progress\n"
        "        note: |-\n"
        "          b: 2 of 6\n"
        "          In the tracker: 40 per cent, a 100 per cent, b “On track”, b 30 per cent, b amber.\n"
        "        next: |-\n"
        "          Survey\n"
        "          b: Chase\n"
        "        parts:\n"
        "          a: complete\n"
        "          b: in-progress\n"
        "        evidence:\n"
        "          - title: https://haven.example/a\n"
        "            url: https://haven.example/a\n"
        "        date_basis: inferred\n"
        "    source:\n"
        "      Budget code: H-1\n"
        "      RAG: tbc\n"
        "      Budget code, b: H-2\n"
    )


def test_the_day_above_the_headings_is_the_trackers_unless_somebody_says_another(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for each in (("Northfield action plan",), ("Position at 30 June 2025 - ask Jo",), HEADINGS, ROWS[0]):
        book.active.append(list(each))
    book.save(tmp_path / "t.xlsx")

    def head(*arguments: str) -> str:
        return run("import", *arguments, *NEW, "--no-input", cwd=tmp_path).out.partition("\n")[0]

    assert head("t.xlsx", *AS_AT) == "t.xlsx, as at 30 June 2025 (as it says above its headings)"
    assert head("t.xlsx@2025-07-31", *AS_AT) == ("t.xlsx, as at 31 July 2025 (above its headings it says 30 June 2025)")
    assert head("t.xlsx", "--as-at", "2025-05-31") == (
        "t.xlsx, as at 31 May 2025 (above its headings it says 30 June 2025)"
    )
