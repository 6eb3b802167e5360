"""`actionplan returns send` and `returns read`: forms out, filled in with another library, and back."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from actionplan.domain.model import Commitment
from actionplan.load import load
from actionplan.loaded import Text
from tests.cli.filled_forms import Answers, as_csv, columns_of, fill, opened, put, rows_of, sheet_of
from tests.cli.plans import make_plan
from tests.cli.run import Ran, run
from tests.office import converted

ON = ("--as-at", "2025-10-06")
FORM = "forms/northfield-2025-26-q2-haven.xlsx"
WANTED = {
    "haven-1": {
        "status": "Complete",
        "note": "All three are open.",
        "url": "https://haven.example/hubs",
        "title": "Hubs",
    },
    "haven-3": {"nil": "Yes"},
}
HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-09
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green, note: Two are open.}   # told by telephone
  - id: haven-2
    title: Train 40 volunteers
    due: 2026-03
  - id: haven-3
    title: Print 500 leaflets
    due: 2026-03
"""

COMPLETED = """\
      - date: 2025-10-06
        status: complete
        period: 2025-26 Q2
        note: All three are open.
        evidence:
          - title: Hubs
            url: https://haven.example/hubs
        by: haven
"""
REPORTED = """\
    updates:
      - date: 2025-10-06
        period: 2025-26 Q2
        return: nil
        by: haven
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace whose forms have been sent."""
    make_plan(tmp_path, {"haven.yaml": HAVEN})
    run("returns", "send", "-o", "forms", *ON, cwd=tmp_path).fails(0)
    return tmp_path


def read(folder: Path, *arguments: str) -> Ran:
    return run("returns", "read", *arguments, *ON, cwd=folder)


def haven(folder: Path) -> bytes:
    return (folder / "commitments/northfield/haven.yaml").read_bytes()


def commitments(folder: Path) -> dict[str, Commitment]:
    plan = folder / "commitments" / "northfield"
    texts = [Text(each.name, each.stem, each.read_bytes()) for each in sorted(plan.glob("*.yaml"))]
    loaded = load("northfield", texts)
    assert loaded.plan is not None
    return {each.id: each for each in loaded.plan.commitments}


def test_a_form_is_written_for_each_partner_that_owes_a_return(folder: Path) -> None:
    said = run("returns", "send", "-o", "forms", *ON, cwd=folder)
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines() == [
        "northfield: 1 of 1 partners has answered for Q2 2025 to 2026 (July to September 2025); "
        "returns are due by 14 October 2025.",
        f"Written: {FORM}",
        "Nothing was sent: 1 form to send by hand.",
    ]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        ("2025-10-14", ("Please return by", "14 October 2025, to Jo")),
        (
            "2025-10-15",
            ("Please return now", "It was due by 14 October 2025. Please send it as soon as you can, to Jo."),
        ),
    ],
)
def test_after_the_return_window_the_form_asks_for_it_now(folder: Path, day: str, asked: tuple[str, str]) -> None:
    run("returns", "send", "-o", "later", "--from", "Jo", "--as-at", day, cwd=folder).fails(0)
    said = list(sheet_of(opened(folder / FORM.replace("forms", "later")), "Read me").values)
    assert said[3] == asked


def test_a_request_that_waits_for_a_decision_stands_beside_the_date(folder: Path) -> None:
    run("extend", "haven-2", "--to", "2026-06-30", "--reason", "funding", "--yes", *ON, cwd=folder).fails(0)
    run("returns", "send", "-o", "later", *ON, cwd=folder).fails(0)
    sheet = sheet_of(opened(folder / FORM.replace("forms", "later")))
    due = columns_of(sheet)["Due"]
    shown = {id_: sheet.cell(row, due).value for id_, row in rows_of(sheet).items()}
    assert shown["haven-1"] == "September 2025"
    assert shown["haven-2"] == "March 2026; more time asked until 30 June 2026"


def test_the_same_day_gives_the_same_bytes(folder: Path) -> None:
    before = (folder / FORM).read_bytes()
    run("returns", "send", "-o", "again", *ON, cwd=folder)
    assert (folder / FORM.replace("forms", "again")).read_bytes() == before


def test_a_form_that_somebody_filled_in_is_not_written_over(folder: Path) -> None:
    fill(folder / FORM, WANTED, folder / FORM)
    filled = (folder / FORM).read_bytes()
    said = run("returns", "send", "-o", "forms", *ON, cwd=folder).fails(4)
    assert "is there already and holds something else" in said.err
    assert (folder / FORM).read_bytes() == filled


def test_an_unedited_form_changes_nothing(folder: Path) -> None:
    before = haven(folder)
    said = read(folder, FORM, "--apply").fails(0)
    assert said.out.splitlines()[2:] == ["  haven-1, haven-2 and haven-3: without an answer"]
    assert said.err == "northfield-2025-26-q2-haven.xlsx: there is nothing to record.\n"
    assert haven(folder) == before
    assert not list(folder.rglob("*reply*"))


def test_the_answers_are_shown_field_by_field_and_not_written(folder: Path) -> None:
    before = haven(folder)
    fill(folder / FORM, WANTED, folder / "back.xlsx")
    said = read(folder, "back.xlsx").fails(0)
    assert said.out == (
        "back.xlsx: return of Haven Trust for Q2 2025 to 2026 (July to September 2025)\n"
        "  haven-1 status: in progress → complete\n"
        "  haven-1 note: “All three are open.”\n"
        "  haven-1 evidence: Hubs, https://haven.example/hubs\n"
        "  haven-3 has nothing to report\n"
        "  haven-2: without an answer\n"
    )
    assert said.err == "back.xlsx: nothing was written. --apply records 2 answers.\n"
    assert haven(folder) == before


def test_what_is_said_again_is_no_move(folder: Path) -> None:
    fill(folder / FORM, {"haven-1": {"status": "In progress", "confidence": "Amber"}}, folder / "back.xlsx")
    said = read(folder, "back.xlsx")
    assert "  haven-1 status: in progress, as before\n  haven-1 confidence: green → amber\n" in said.out


def test_with_apply_they_are_written_as_updates_and_read_again_change_nothing(folder: Path) -> None:
    fill(folder / FORM, WANTED, folder / "back.xlsx")
    before = haven(folder).decode()
    read(folder, "back.xlsx", "--apply").fails(0)
    after = haven(folder)
    assert after.decode() == before.replace("# told by telephone\n", f"# told by telephone\n{COMPLETED}") + REPORTED
    again = read(folder, "back.xlsx", "--apply").fails(0)
    assert "  haven-1 and haven-3: recorded already\n" in again.out
    assert haven(folder) == after
    reply = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert "We have recorded your answers on haven-1 and haven-3." in reply
    assert "We found no answer for haven-2. If there is nothing to report on it, please say just that" in reply


def _sorted_backwards(book: Workbook) -> None:
    """Rows the other way round, two columns more, blanks below, a banner above, words written otherwise."""
    sheet = sheet_of(book)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            put(sheet, number, column, value)
    sheet.cell(1, 1).value = " ID "
    sheet.cell(1, columns_of(sheet)["Status now"]).value = "status  NOW"
    put(sheet, 60, 3, "   ")
    put(sheet, 1, 20, "Our remarks")
    put(sheet, rows_of(sheet)["haven-1"], 20, "ask Jo")


def test_a_form_that_was_sorted_and_added_to_is_matched_by_id(folder: Path) -> None:
    answers = {"haven-1": {**WANTED["haven-1"], "status": " complete\n"}, "haven-3": {"nil": "yes "}}
    fill(folder / FORM, answers, folder / "renamed form (2).xlsx", _sorted_backwards)
    said = read(folder, "renamed form (2).xlsx", "--apply").fails(0)
    assert "Return!T4: “ask Jo” is in the column “Our remarks”, which is not the form's." in " ".join(said.out.split())
    assert commitments(folder)["haven-1"].updates[-1].status == "complete"
    assert commitments(folder)["haven-3"].updates[-1].return_ == "nil"


def test_what_is_not_understood_is_listed_with_its_cell_and_nothing_is_written(folder: Path) -> None:
    before = haven(folder)
    answers = {
        "haven-1": {"status": "Donne", "confidence": "blue", "url": "see our page"},
        "haven-2": {"extension": "31/02/2026", "reason": "funding"},
        "haven-3": {"nil": "perhaps"},
    }
    at = fill(folder / FORM, answers, folder / "back.xlsx")
    said = read(folder, "back.xlsx", "--apply").fails(1)
    shown = " ".join(said.out.split())
    for key, message in {
        "haven-1 status": "there is no status “Donne”.",
        "haven-1 confidence": "there is no confidence “blue”.",
        "haven-1 url": "“see our page” is not a web address.",
        "haven-2 extension": "“31/02/2026” is not a date. Write a day with its year, such as 31/03/2027.",
        "haven-3 nil": "“perhaps” is neither yes nor no.",
    }.items():
        assert f"{at[key]}: {message}" in shown
    assert haven(folder) == before
    reply = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert "Before we can record it, we have to ask you something.\n" in reply
    assert f"- {at['haven-1 status']} (haven-1): there is no status “Donne”." in reply


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("status", "on track", "In progress"),
        ("status", "Done", "Complete"),
        ("confidence", "G", "Green"),
        ("confidence", "off track", "Red"),
    ],
)
def test_what_trackers_say_is_offered_as_the_word_of_the_form(folder: Path, key: str, typed: str, meant: str) -> None:
    fill(folder / FORM, {"haven-2": {key: typed}}, folder / "back.xlsx")
    said = " ".join(read(folder, "back.xlsx").fails(1).out.split())
    assert f"there is no {key} “{typed}”. Did you mean {meant}? Choose one of: " in said


def test_a_row_that_is_refused_for_one_thing_is_checked_for_the_others(folder: Path) -> None:
    at = fill(folder / FORM, {"haven-2": {"extension": "31/02/2026"}}, folder / "back.xlsx")
    said = " ".join(read(folder, "back.xlsx").fails(1).out.split())
    assert "  2 problems:" in read(folder, "back.xlsx").out
    assert f"{at['haven-2 extension']}: “31/02/2026” is not a date." in said
    assert f"{at['haven-2 extension']}: there is a new date, and no reason for it." in said
    assert "There is no answer in it yet" not in (folder / "back-reply.txt").read_text(encoding="utf-8")


def test_one_wrong_answer_keeps_the_form_out_until_it_is_left_out(folder: Path) -> None:
    before = haven(folder)
    fill(folder / FORM, {**WANTED, "haven-2": {"status": "Donne"}}, folder / "back.xlsx")
    read(folder, "back.xlsx", "--apply").fails(1)
    assert haven(folder) == before
    said = read(folder, "back.xlsx", "--apply", "--leave", "haven-2").fails(0)
    assert "  haven-2: left out, as you asked\n" in said.out
    assert commitments(folder)["haven-1"].updates[-1].status == "complete"
    assert commitments(folder)["haven-2"].updates == ()


def test_the_reply_says_which_answers_were_left_out_and_why(folder: Path) -> None:
    wrong = {
        **WANTED,
        "haven-2": {"status": "Donne"},
        "haven-3": {"confidence": "Red"},
    }
    at = fill(folder / FORM, wrong, folder / "back.xlsx")
    read(folder, "back.xlsx", "--apply").fails(1)
    read(folder, "back.xlsx", "--apply", "--leave", "haven-2", "--leave", "haven-3").fails(0)
    assert commitments(folder)["haven-3"].updates == ()
    reply = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert reply.splitlines()[1].endswith(": some questions")
    assert "We have recorded your answer on haven-1." in reply
    assert (
        "We have not recorded your answers on haven-2 and haven-3. "
        "We have these questions; please answer, or send the form again:\n\n"
        f"- {at['haven-2 status']} (haven-2): there is no status “Donne”." in reply
    )
    assert "\n- Return!L4 (haven-3): " in reply
    read(folder, "back.xlsx", "--apply").fails(1)
    again = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert (
        "We have recorded your answer on haven-1. Before we can record the others, we have to ask you something."
        in again
    )


def test_what_the_rules_find_is_told_by_its_cell(folder: Path) -> None:
    before = haven(folder)
    fill(folder / FORM, {"haven-1": {"confidence": "Red"}}, folder / "back.xlsx")
    said = read(folder, "back.xlsx", "--apply").fails(1)
    problems = " ".join(said.out.split()).partition("1 problem: ")[2]
    assert problems.startswith("Return!L2: ")  # the cell that is empty
    assert problems.endswith("(AP305). Choose a reason.")
    assert haven(folder) == before


def test_what_only_the_officer_can_settle_is_not_in_the_reply(folder: Path) -> None:
    run("update", "haven-1", "--status", "complete", "--evidence", "Hubs", "--yes", *ON, cwd=folder)
    run("returns", "send", "-o", "again", *ON, cwd=folder).fails(0)
    fill(
        folder / FORM.replace("forms", "again"),
        {"haven-1": {"status": "In progress", "note": "One has closed."}},
        folder / "back.xlsx",
    )
    said = read(folder, "back.xlsx", "--apply").fails(0)
    assert "  For you, not for the partner:\n    Return!" in said.out
    assert "(AP308)" in said.out
    reply = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert reply.splitlines()[4:] == [
        "",
        "Thank you for your return for Q2 2025 to 2026 (July to September 2025), on “Northfield homes and health plan, 2025 to 2026”. "
        "We have recorded your answer on haven-1.",
        "",
        "We found no answer for haven-2 and haven-3. If there is nothing to report on them, please say just that: "
        "it is an answer too.",
        "",
        "Thank you for your help.",
        "",
        "Reference: return form northfield, 2025-26 Q2, haven",
    ]


def test_an_error_of_the_rules_is_asked_about_in_the_words_of_the_form(folder: Path) -> None:
    fill(folder / FORM, {"haven-1": {"confidence": "Red"}}, folder / "back.xlsx")
    read(folder, "back.xlsx").fails(1)
    reply = (folder / "back-reply.txt").read_text(encoding="utf-8")
    assert "Before we can record it, we have to ask you something." in reply
    assert "- Return!L2 (haven-1): " in reply
    assert ". Choose a reason.\n" in reply
    assert "AP305" not in reply


def test_where_the_plan_has_moved_on_the_conflict_is_shown_and_not_resolved(folder: Path) -> None:
    at = fill(folder / FORM, WANTED, folder / "back.xlsx")
    run(
        *("update", "haven-1", "--status", "waiting", "--reason", "funding", "--yes", "--period", "2025-26 Q2", *ON),
        cwd=folder,
    ).fails(0)
    before = haven(folder)
    said = read(folder, "back.xlsx", "--apply").fails(1)
    shown = " ".join(said.out.split())
    assert (
        "status: in progress when the form went out, waiting in the plan now (6 October 2025), "
        f"complete in the form ({at['haven-1 status']})" in shown
    )
    assert haven(folder) == before
    read(folder, "back.xlsx", "--apply", "--leave", "haven-1").fails(0)
    assert commitments(folder)["haven-1"].updates[-1].status == "waiting"
    read(folder, "back.xlsx", "--apply", "--take", "haven-1").fails(0)
    assert commitments(folder)["haven-1"].updates[-1].status == "complete"


def test_news_of_another_field_is_no_conflict(folder: Path) -> None:
    fill(folder / FORM, {"haven-1": {"next": "Open the third."}}, folder / "back.xlsx")
    run("update", "haven-1", "--note", "The second is full.", "--period", "2025-26 Q2", "--yes", *ON, cwd=folder).fails(
        0
    )
    read(folder, "back.xlsx", "--apply").fails(0)
    assert commitments(folder)["haven-1"].updates[-1].next == "Open the third."


@pytest.mark.parametrize("value", [date(2026, 6, 30), "30/06/2026", "30 June 2026", 46203, "2026-06-30", "46203"])
def test_a_new_date_is_read_in_every_way_that_it_comes(folder: Path, value: object) -> None:
    assert date(1899, 12, 30) + timedelta(days=46203) == date(2026, 6, 30)
    fill(folder / FORM, {"haven-2": {"extension": value, "reason": "Not enough people or time"}}, folder / "back.xlsx")
    read(folder, "back.xlsx", "--apply").fails(0)
    (asked,) = commitments(folder)["haven-2"].extensions
    assert (asked.to.text, asked.reason, asked.asked) == ("2026-06-30", "capacity", date(2025, 10, 6))


def test_a_day_in_text_is_read_day_first(folder: Path) -> None:
    fill(folder / FORM, {"haven-2": {"extension": "03/05/2026", "reason": "funding"}}, folder / "back.xlsx")
    assert "more time asked: March 2026 → 3 May 2026" in read(folder, "back.xlsx").fails(0).out


def test_two_forms_that_answer_otherwise_are_both_kept_out(folder: Path) -> None:
    before = haven(folder)
    fill(folder / FORM, {"haven-1": {"status": "Complete", "url": "https://a.example"}}, folder / "one.xlsx")
    fill(folder / FORM, {"haven-1": {"status": "In progress", "confidence": "Green"}}, folder / "two.xlsx")
    said = read(folder, "one.xlsx", "two.xlsx", "--apply").fails(1)
    assert "Return!A2: haven-1 is answered otherwise in two.xlsx (Return!A2)." in " ".join(said.out.split())
    assert "Return!A2: haven-1 is answered otherwise in one.xlsx (Return!A2)." in " ".join(said.out.split())
    assert haven(folder) == before


def _edit_reference(book: Workbook) -> None:
    sheet = sheet_of(book)
    cell = sheet.cell(rows_of(sheet)["haven-1"], columns_of(sheet)["Form reference"])
    cell.value = str(cell.value).replace("haven-1", "haven-2")


def test_a_hidden_cell_that_was_edited_is_found(folder: Path) -> None:
    before = haven(folder)
    fill(folder / FORM, WANTED, folder / "back.xlsx", _edit_reference)
    said = read(folder, "back.xlsx", "--apply").fails(1)
    assert "Return!R2: the form's reference for haven-1 was changed." in " ".join(said.out.split())
    assert haven(folder) == before


IN_PARTS = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2025-09
    condition: {text: subject to funding}
    parts:
      - {id: a, title: The hub in the north, due: 2025-06-30}
      - {id: b, title: The hub in the south, due_as_printed: by the summer}
      - {id: c, title: The hub at the station}
    updates:
      - date: 2025-07-10
        status: in-progress
        confidence: green
        parts: {a: complete}
  - id: haven-2
    title: Train 40 volunteers
    due: 2026-03
    condition: {text: if the pilot succeeds, state: met, date: 2025-05-01}
"""


@pytest.fixture
def in_parts(tmp_path: Path) -> Path:
    """A workspace whose forms have been sent, with a commitment in parts and on a condition."""
    make_plan(tmp_path, {"haven.yaml": IN_PARTS})
    run("returns", "send", "-o", "forms", *ON, cwd=tmp_path).fails(0)
    return tmp_path


def test_parts_and_the_open_condition_stand_beside_the_commitment(in_parts: Path) -> None:
    sheet = sheet_of(opened(in_parts / FORM))
    place = columns_of(sheet)["Parts, and what it depends on"]
    assert {id_: sheet.cell(row, place).value for id_, row in rows_of(sheet).items()} == {
        "haven-1": (
            "Parts still open:\nb: The hub in the south (by the summer)\nc: The hub at the station\n"
            "Parts closed:\na: The hub in the north (30 June 2025)\n"
            "Depends on, and not yet met: subject to funding"
        ),
        "haven-2": "",
    }


def test_a_form_with_parts_that_nobody_touched_changes_nothing(in_parts: Path) -> None:
    before = haven(in_parts)
    said = read(in_parts, in_parts.joinpath(FORM).as_posix(), "--apply").fails(0)
    assert "Not taken over" not in said.out
    assert haven(in_parts) == before


@pytest.mark.parametrize(("plan", "is_hidden"), [("folder", True), ("in_parts", False)])
def test_columns_about_parts_are_hidden_where_nothing_has_any(
    request: pytest.FixtureRequest, plan: str, *, is_hidden: bool
) -> None:
    from openpyxl.utils import get_column_letter

    sheet = sheet_of(opened(request.getfixturevalue(plan) / FORM))
    letters = {name: get_column_letter(place) for name, place in columns_of(sheet).items()}
    asked = ("Commitment", "Parts, and what it depends on", "Parts done", "Form reference")
    hidden = [sheet.column_dimensions[letters[each]].hidden for each in asked]
    assert hidden == [False, is_hidden, is_hidden, True]


@pytest.mark.parametrize("typed", ["b, c", "C and b.", " B;c\n", "b\nc", "b c b", "b, and c"])
def test_parts_that_are_done_are_recorded(in_parts: Path, typed: str) -> None:
    answer = {"status": "Complete", "title": "Minutes of the opening", "parts": typed}
    fill(in_parts / FORM, {"haven-1": answer}, in_parts / "back.xlsx")
    said = read(in_parts, "back.xlsx", "--apply").fails(0)
    assert "  haven-1 part b: complete\n" in said.out
    update = commitments(in_parts)["haven-1"].updates[-1]
    assert (update.status, dict(update.parts)) == ("complete", {"b": "complete", "c": "complete"})
    after = haven(in_parts)
    again = read(in_parts, "back.xlsx", "--apply").fails(0)
    assert ("recorded already" in again.out, haven(in_parts)) == (True, after)


def test_news_of_one_part_leaves_the_whole_open(in_parts: Path) -> None:
    fill(in_parts / FORM, {"haven-1": {"parts": "b"}}, in_parts / "back.xlsx")
    read(in_parts, "back.xlsx", "--apply").fails(0)
    update = commitments(in_parts)["haven-1"].updates[-1]
    assert (update.status, dict(update.parts)) == (None, {"b": "complete"})


@pytest.mark.parametrize(
    ("id_", "answer", "said"),
    [
        ("haven-1", {"parts": "b, d"}, "{}: haven-1 has no part “d”. Its parts are a, b, c."),
        ("haven-1", {"parts": "."}, "{}: haven-1 has no part “.”. Its parts are a, b, c."),
        ("haven-1", {"parts": "all"}, "{}: haven-1 has no part “all”. Its parts are a, b, c."),
        ("haven-2", {"parts": "a"}, "{}: haven-2 has no parts. Empty the cell, and say under “What happened”"),
    ],
)
def test_parts_that_there_are_not_are_refused_with_their_cell(
    in_parts: Path, id_: str, answer: dict[str, object], said: str
) -> None:
    before = haven(in_parts)
    at = fill(in_parts / FORM, {id_: answer}, in_parts / "back.xlsx")
    done = read(in_parts, "back.xlsx", "--apply").fails(1)
    assert said.format(at[f"{id_} parts"]) in " ".join(done.out.split())
    assert haven(in_parts) == before


def test_what_is_complete_without_its_parts_is_refused_in_the_words_of_the_form(in_parts: Path) -> None:
    answer = {"status": "Complete", "title": "Minutes", "parts": "b"}
    fill(in_parts / FORM, {"haven-1": answer}, in_parts / "back.xlsx")
    done = read(in_parts, "back.xlsx", "--apply").fails(1)
    assert "(AP304). Write under “Parts done” all that are done, or choose a status that is still open." in " ".join(
        done.out.split()
    )


def test_a_part_that_was_reported_otherwise_meanwhile_is_shown(in_parts: Path) -> None:
    at = fill(in_parts / FORM, {"haven-1": {"parts": "b"}}, in_parts / "back.xlsx")
    run("update", "haven-1", "--part", "b=in-progress", "--period", "2025-26 Q2", "--yes", *ON, cwd=in_parts).fails(0)
    done = read(in_parts, "back.xlsx", "--apply").fails(1)
    assert (
        "parts: a complete when the form went out, b in-progress in the plan now (6 October 2025), "
        f"b complete in the form ({at['haven-1 parts']})" in " ".join(done.out.split())
    )


@pytest.mark.parametrize("settled", [False, True])
def test_what_is_typed_beside_the_parts_is_told_and_a_settled_condition_is_not(in_parts: Path, settled: bool) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        put(sheet, rows_of(sheet)["haven-2"], columns_of(sheet)["Parts, and what it depends on"], "The pilot failed")

    fill(in_parts / FORM, {"haven-2": {"nil": "Yes"}}, in_parts / "back.xlsx", change)
    if settled:
        file = in_parts / "commitments/northfield/haven.yaml"
        file.write_text(IN_PARTS.replace("subject to funding}", "subject to funding, state: met}"), encoding="utf-8")
    said = " ".join(read(in_parts, "back.xlsx").fails(0).out.split())
    assert said.count("that column is only to be read.") == 1
    assert "under “Parts, and what it depends on” stands “The pilot failed”" in said


def test_a_form_of_another_plan_or_period_is_not_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    fill(folder / FORM, WANTED, folder / "back.xlsx")
    other = run("returns", "read", "back.xlsx", "--as-at", "2026-01-10", cwd=folder).fails(3)
    assert "is a form for Q2 2025 to 2026 (July to September 2025), and returns are read for Q3" in other.err
    run("returns", "read", "back.xlsx", "--as-at", "2026-01-10", "--period", "2025-26 Q2", cwd=folder).fails(0)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    plan = make_plan(elsewhere, name="southfield")
    head = (plan / "plan.yaml").read_text(encoding="utf-8")
    (plan / "plan.yaml").write_text(head.replace("plan: northfield", "plan: southfield"), encoding="utf-8")
    said = run("returns", "read", str(folder / "back.xlsx"), *ON, cwd=elsewhere).fails(3)
    assert "back.xlsx is a form for the plan northfield, which is not here." in said.err


def test_what_is_typed_into_grey_cells_is_told(folder: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        put(sheet, rows_of(sheet)["haven-2"], columns_of(sheet)["Due"], "June 2027")

    fill(folder / FORM, {"haven-3": {"nil": "Yes"}}, folder / "back.xlsx", change)
    said = read(folder, "back.xlsx").fails(0)
    assert (
        "Return!D3: under “Due” stands “June 2027”, and that column is only to be read. "
        "To ask for another date, fill in “Extension asked to”." in " ".join(said.out.split())
    )


def test_grey_cells_of_an_earlier_period_that_nobody_touched_are_not_told(folder: Path) -> None:
    run("update", "haven-1", "--note", "The third is open.", "--yes", *ON, cwd=folder).fails(0)
    run("returns", "send", "-o", "q1", "--period", "2025-26 Q1", *ON, cwd=folder).fails(0)
    (form,) = (folder / "q1").iterdir()
    said = read(folder, str(form), "--period", "2025-26 Q1").fails(0)
    assert "  haven-1, haven-2 and haven-3: without an answer\n" in said.out
    assert "Not taken over" not in said.out


def test_a_new_commitment_is_shown_with_how_to_add_it(folder: Path) -> None:
    def change(book: Workbook) -> None:
        put(sheet_of(book, "New commitments"), 2, 1, "Open a fourth hub")
        put(sheet_of(book, "New commitments"), 2, 2, "2026-09")

    before = haven(folder)
    fill(folder / FORM, {}, folder / "back.xlsx", change)
    said = read(folder, "back.xlsx", "--apply").fails(0)
    shown = " ".join(said.out.split())
    assert "New commitment proposed: “Open a fourth hub” (due: 2026-09, New commitments!A2)" in shown
    assert "\n    actionplan add 'Open a fourth hub' --lead haven --plan northfield\n" in said.out
    assert haven(folder) == before


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8-sig", ","), ("utf-16", "\t"), ("cp1252", ";"), ("utf-8", "|"), ("utf-16-le", ",")]
)
def test_the_table_comes_back_as_csv(folder: Path, encoding: str, sign: str) -> None:
    note = "Café “Süd”, open; 100 | more\nand a line"
    fill(folder / FORM, {"haven-1": {"status": "In progress", "confidence": "Green", "note": note}}, folder / "b.xlsx")
    as_csv(folder / "b.xlsx", folder / "back.csv", encoding, sign)
    read(folder, "back.csv", "--apply").fails(0)
    assert commitments(folder)["haven-1"].updates[-1].note == note


@pytest.mark.parametrize(
    "bad", [b"", b"PK\x03\x04 cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"a,b\n1,2\n"]
)
def test_what_is_no_form_is_said_and_leaves_3(folder: Path, bad: bytes) -> None:
    (folder / "bad.xlsx").write_bytes(bad)
    said = read(folder, "bad.xlsx").fails(3)
    assert said.out == ""
    assert "bad.xlsx" in said.err


def test_one_that_cannot_be_read_does_not_keep_the_others_from_being_read(folder: Path) -> None:
    fill(folder / FORM, WANTED, folder / "back.xlsx")
    (folder / "bad.xlsx").write_bytes(b"PK")
    said = read(folder, "bad.xlsx", "back.xlsx", "--apply").fails(3)
    assert "bad.xlsx is damaged, or is no workbook." in said.err
    assert commitments(folder)["haven-1"].updates[-1].status == "complete"


def test_one_that_is_missing_does_not_keep_the_others_from_being_read(folder: Path) -> None:
    fill(folder / FORM, WANTED, folder / "back.xlsx")
    said = read(folder, "nothere.xlsx", "back.xlsx").fails(3)
    assert "There is no file nothere.xlsx." in said.err
    assert "  haven-1 status: in progress → complete\n" in said.out


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_that_libreoffice_saved_comes_back_the_same(folder: Path, ending: str) -> None:
    hostile = {"note": "=cmd|' /C calc'!A0", "next": "@SUM(1+1)*cmd", "reason": "Another reason; the note says which"}
    answers: Answers = {
        **WANTED,
        "haven-2": {**hostile, "status": "In progress", "confidence": "Amber", "extension": date(2026, 6, 30)},
    }
    fill(folder / FORM, answers, folder / "back.xlsx")
    back = converted(folder / "back.xlsx", ending, folder / "saved")
    read(folder, str(back), "--apply").fails(0)
    found = commitments(folder)
    (update,), (asked,) = found["haven-2"].updates, found["haven-2"].extensions
    assert (update.note, update.next, asked.to.text) == (hostile["note"], hostile["next"], "2026-06-30")
    assert found["haven-1"].updates[-1].evidence[0].url == "https://haven.example/hubs"
    assert found["haven-3"].updates[-1].return_ == "nil"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_checklist_as_we_do(folder: Path) -> None:
    answers: Answers = {
        "haven-1": {"status": "Complete", "confidence": "Green"},
        "haven-2": {"status": "Waiting"},
        "haven-3": {"nil": "Yes"},
    }
    fill(folder / FORM, answers, folder / "back.xlsx")
    back = converted(folder / "back.xlsx", "ods", folder / "saved")
    again = converted(back, "xlsx", folder / "again")
    sheet = sheet_of(opened_values(again))
    checklist = columns_of(sheet)["Still to answer"]
    assert {id_: sheet.cell(row, checklist).value for id_, row in rows_of(sheet).items()} == {
        "haven-1": "Still to answer: evidence",
        "haven-2": "Still to answer: confidence, reason",
        "haven-3": "Answered: nothing to report",
    }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_asks_for_the_parts_of_what_is_complete(in_parts: Path) -> None:
    complete = {"status": "Complete", "title": "Minutes"}
    fill(in_parts / FORM, {"haven-1": complete, "haven-2": complete}, in_parts / "back.xlsx")
    sheet = sheet_of(opened_values(converted(in_parts / "back.xlsx", "xlsx", in_parts / "saved")))
    checklist = columns_of(sheet)["Still to answer"]
    assert {id_: sheet.cell(row, checklist).value for id_, row in rows_of(sheet).items()} == {
        "haven-1": "Still to answer: parts",
        "haven-2": "Answered",
    }


def opened_values(form: Path) -> Workbook:
    import openpyxl

    return openpyxl.load_workbook(form, data_only=True)


def test_the_form_can_be_told_without_seeing_it(folder: Path) -> None:
    """No merged cells, a header row that stays, a title and a summary for each table, and locked grey columns."""
    book = opened(folder / FORM)
    sheet = sheet_of(book)
    assert [each.title for each in book.worksheets] == ["Read me", "Return", "New commitments", "Lists"]
    assert not any(each.merged_cells.ranges for each in book.worksheets)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert sheet.protection.sheet
    assert not book["New commitments"].protection.sheet
    locked = {name: sheet.cell(2, place).protection.locked for name, place in columns_of(sheet).items()}
    assert [name for name, is_locked in locked.items() if not is_locked] == [
        *("Status now", "Confidence", "Parts done", "What happened", "Next step, and when", "Reason"),
        *("Evidence: link", "Evidence: title", "Extension asked to", "Nothing to report"),
    ]
    assert book["Lists"].sheet_state == "hidden"
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["Status"].formula1 == "statuses"
    assert {rule.type for rule in rules.values()} == {"list", "textLength", "date"}
    assert all(rule.error and rule.prompt for rule in rules.values())
