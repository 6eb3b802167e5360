"""What can be mended is, what would do harm is not, and no other byte changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from actionplan.mending import Mending, mend_plan
from tests.support import load_texts

PLAN = Path(__file__).parent.joinpath("checks", "northfield.yaml").read_text(encoding="utf-8")
ON = date(2025, 12, 31)
HEAD = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
"""
LOG = """\
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""


def mended(files: Mapping[str, str | bytes], *codes: str) -> Mending:
    return mend_plan(load_texts({"plan.yaml": PLAN, **files}), ON, ON, frozenset(codes))


def file_of(mending: Mending, name: str = "haven.yaml") -> bytes:
    return next(each.data for each in mending.after.loaded.texts if each.name.endswith(f"/{name}"))


def after(text: str | bytes, *codes: str) -> bytes:
    """Haven Trust's file as it is afterwards; a second time changes nothing more."""
    mending = mended({"haven.yaml": text}, *codes)
    result = file_of(mending)
    assert file_of(mended({"haven.yaml": result}, *codes)) == result
    return result


def told(mending: Mending) -> tuple[list[str], list[str]]:
    """The codes and lines of what was mended, and what was left with its reason."""
    return (
        [f"{each.finding.line} {each.finding.code}" for each in mending.mended],
        [f"{each.finding.line} {each.finding.code} {each.why}" for each in mending.left],
    )


SAFE = {
    "    due: 31/03/2026\n": "    due: 2026-03-31\n",
    "    due: '31/03/2026'\n": "    due: '2026-03-31'\n",
    '    due: "31 March 2026"  # as agreed\n': '    due: "2026-03-31"  # as agreed\n',
    "    due: March 2026\n": "    due: 2026-03\n",
    "    due: 2026-3-1\n": "    due: 2026-03-01\n",
    "    due: 1/1/2026\n": "    due: 2026-01-01\n",
    "    Due: 2026-03\n": "    due: 2026-03\n",
    '    "Due-As-Printed": by March 2026\n    due: 2026-03\n': "    due_as_printed: by March 2026\n    due: 2026-03\n",
    "    Kind: Deliverable\n    Due: 31/03/2026\n": "    kind: deliverable\n    due: 2026-03-31\n",
    "    kind: DELIVERABLE\n    due: 2026-03\n": "    kind: deliverable\n    due: 2026-03\n",
    "    due:\t2026-03\n": "    due: 2026-03\n",
    "    due: \t \t2026-03\n": "    due: 2026-03\n",
    "    due: 2026-03 \t\n": "    due: 2026-03\n",
    "    due: 2026-03\t# by\tthen\n": "    due: 2026-03 # by\tthen\n",
    "    due: 2026-03  \n   \n    # so \n": "    due: 2026-03\n\n    # so\n",
    "    due: 2026-03\n    condition: {text: subject to funding, state: Not Yet Met}\n": "    due: 2026-03\n"
    "    condition: {text: subject to funding, state: not-yet-met}\n",
    "    due: 2026-03\n    with: [ELM, 'Northfield Council']\n": "    due: 2026-03\n    with: [elm, 'northfield']\n",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(("written", "wanted"), SAFE.items())
def test_what_is_certain_is_mended(written: str, wanted: str, line_end: str) -> None:
    before, expected = (f"{HEAD}{each}{LOG}".replace("\n", line_end).encode() for each in (written, wanted))

    assert after(before) == expected


UPDATES = {
    "In progress": "in-progress",
    "'In progress'": "'in-progress'",
    "INPROGRESS": "in-progress",
    "in_progress": "in-progress",
    "  in  progress": "  in-progress",
}


@pytest.mark.parametrize(("written", "wanted"), UPDATES.items())
def test_a_status_is_written_by_its_code(written: str, wanted: str) -> None:
    text = f"{HEAD}    due: 2026-03\n    updates:\n      - date: 2025-12-05\n        status: {{}}\n        confidence: Green\n"
    expected = text.format(wanted).replace("Green", "green")

    assert after(text.format(written)) == expected.encode()


def test_a_vocabulary_of_ones_own_is_known_by_its_labels() -> None:
    plan = PLAN + (
        "vocabulary:\n"
        "  - {code: go, label: Under way, meaning: under-way}\n"
        "  - {code: done-1, label: Done and dusted, meaning: done}\n"
    )
    text = HEAD + "    due: 2026-03\n    updates: [{date: 25.11.2025, status: under WAY, confidence: green}]\n"
    mending = mended({"plan.yaml": plan, "haven.yaml": text})

    wanted = text.replace("under WAY", "go").replace("25.11.2025", "2025-11-25")
    assert file_of(mending).decode() == wanted


def test_dates_in_flow_mappings_and_the_rest_of_the_line_stay() -> None:
    text = (
        HEAD + "    due: 2026-03\n    updates: [ {date: 25/11/2025 ,status: in-progress, confidence: green} ]  # one\n"
    )

    assert after(text) == text.replace("25/11/2025", "2025-11-25").encode()


DOUBTFUL = {
    ("    due: 05/03/2026\n", "AP201"): "    due: 2026-03-05\n",
    ("    due: 2026-03\n    kind: deliverible\n", "AP014"): "    due: 2026-03\n    kind: deliverable\n",
    ("    deu: 2026-03\n", "AP010"): "    due: 2026-03\n",
    ("    due: 2026-03\n    with: [elmm]\n", "AP104"): "    due: 2026-03\n    with: [elm]\n",
    ("    due: 2026-03\n    theme: home\n", "AP105"): "    due: 2026-03\n    theme: homes\n",
    ("    due: 2026-03\n    note: Hubs\u200b are open\n", "AP006"): "    due: 2026-03\n    note: Hubs are open\n",
    ("\u00a0\u00a0\u00a0\u00a0due: 2026-03\n", "AP007"): "    due: 2026-03\n",
    ("\u00a0   due: 2026-03\n    kind: ongoing\n\u00a0   note: Hubs\n", "AP007"): (
        "    due: 2026-03\n    kind: ongoing\n    note: Hubs\n"
    ),
}


@pytest.mark.parametrize(("written", "wanted"), DOUBTFUL.items())
def test_what_is_doubtful_is_mended_when_it_is_named(written: tuple[str, str], wanted: str) -> None:
    text, code = written

    assert after(HEAD + text + LOG) == (HEAD + text + LOG).encode()
    assert after(HEAD + text + LOG, code) == (HEAD + wanted + LOG).encode()


STAYS = [
    '    note: "Two hubs.  \n\n      One more.\t"\n',
    "    note: |\n      Two hubs.  \n      \tOne more.\t\n",
    "    note: |+\n      Two hubs.  \n\n",
    "    note: 'Two \n\n      hubs'\n",
    "    due_as_printed: 31/03/2026\n",
    "    note: 'In progress'\n",
    "    # a\ttab\n",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("written", STAYS)
def test_texts_and_comments_stay(written: str, line_end: str) -> None:
    text = f"{HEAD}    due: 2026-03-31\n{written}{LOG}".replace("\n", line_end).encode()

    assert mended({"haven.yaml": text}).changed == ()
    other = text.replace(b"2026-03-31", b"31/03/2026").replace(b"printed: 31/03/2026", b"printed: 2026-03-31")
    assert after(other) == text.replace(b"printed: 31/03/2026", b"printed: 2026-03-31")


def test_a_byte_order_mark_goes_and_a_line_end_comes() -> None:
    text = (HEAD + "    due: 2026-03 # é\n" + LOG).rstrip("\n")

    assert after(b"\xef\xbb\xbf" + text.encode()) == text.encode() + b"\n"
    assert after(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == (text + "\n").replace("\n", "\r\n").encode()


def test_a_line_end_that_would_be_part_of_a_text_is_not_added() -> None:
    mending = mended({"haven.yaml": HEAD + "    due: 2026-03\n" + LOG + "    note: |\n      Open"})

    assert mending.changed == ()
    assert told(mending) == ([], ["9 AP027 It would change what the file says."])


def test_a_byte_order_mark_stays_where_other_codes_are_mended() -> None:
    plan = load_texts({"plan.yaml": PLAN, "haven.yaml": b"\xef\xbb\xbf" + HEAD.encode() + b"    due: 31/03/2026\n"})
    mending = mend_plan(plan, ON, ON, files={"northfield/plan.yaml"})

    assert mending.changed == ()


def test_tabs_that_indent_become_spaces_when_the_whole_then_reads() -> None:
    text = "partner: haven\ncommitments:\n\t- id: haven-1\n\t  title: Open 3 advice hubs\n\t  due: 31/03/2026\n"
    text += (
        "\t  note: |\n\t\tTwo\thubs.\n\t  updates:\n\t\t- {date: 2025-12-05, status: In Progress, confidence: green}\n"
    )
    wanted = text.replace("\n\t\t", "\n        ").replace("\n\t", "\n    ")
    wanted = wanted.replace("31/03/2026", "2026-03-31").replace("In Progress", "in-progress")

    assert after(text).decode() == wanted


def test_tabs_stay_where_the_result_would_not_read() -> None:
    mending = mended({"haven.yaml": "partner: haven\ncommitments:\n\t- id: haven-1\n       title: Open 3 hubs\n"})

    assert mending.changed == ()
    assert told(mending) == ([], ["3 AP003 The file could still not be read."])


def test_a_mend_that_brings_an_error_is_left_out_and_keeps_no_other_from_being_made() -> None:
    text = HEAD + "    due: 31/03/2026\n    updates:\n      - {date: 2025-12-05, status: Complete}\n"
    text += "  - id: haven-2\n    title: Train 9 advisers\n    due: 30/03/2026\n" + LOG.replace("in-p", "In p")
    mending = mended({"haven.yaml": text})

    wanted = text.replace("31/03/2026", "2026-03-31").replace("30/03/2026", "2026-03-30").replace("In p", "in-p")
    assert file_of(mending).decode() == wanted
    assert told(mending) == (
        ["5 AP201", "10 AP201", "12 AP301"],
        ["7 AP301 It would bring another finding: haven-1 is complete, and nothing shows it (AP303)."],
    )


def test_a_guess_that_a_warning_speaks_against_is_left_out() -> None:
    text = HEAD + "    due: 01/06/2026\n    due_as_printed: by 6 January 2026\n" + LOG
    mending = mended({"haven.yaml": text}, "AP201")

    assert mending.changed == ()
    assert [each.finding.code for each in mending.left] == ["AP201"]
    assert mending.left[0].why.startswith("It would bring another finding: ")


def test_a_file_with_other_errors_is_mended_as_far_as_it_goes() -> None:
    text = HEAD + "    due: 31/03/2026\n    colour: blue\n    kind: thing\n    with: [nobody-knows]\n" + LOG
    mending = mended({"haven.yaml": text})

    assert file_of(mending) == text.replace("31/03/2026", "2026-03-31").encode()
    assert {each.code for each in mending.after.findings} == {"AP010", "AP014", "AP104"}
    assert mending.news == ()


def test_a_key_that_is_there_already_is_not_written_twice() -> None:
    text = HEAD + "    due: 2026-03\n    Due: 2026-04\n" + LOG

    assert after(text, "AP010") == text.encode()


def test_the_settings_of_rules_and_the_vocabulary_are_mended_in_the_plan() -> None:
    plan = PLAN + "rules:\n  ap402: Off\n  AP403: Warning\nvocabulary: Default\n"
    mending = mended({"plan.yaml": plan, "haven.yaml": HEAD + "    due: 2026-03\n" + LOG})

    wanted = plan.replace("ap402: Off", "AP402: off").replace("Warning", "warning").replace("Default", "default")
    assert file_of(mending, "plan.yaml").decode() == wanted


def test_nothing_is_touched_where_a_key_stands_twice() -> None:
    text = HEAD + "    due: 31/03/2026 \n    note: |\n      a \n    note: |\n      b \n" + LOG
    mending = mended({"haven.yaml": text})

    assert mending.changed == ()


def test_ids_are_guessed_by_more_than_capitals_only_when_asked() -> None:
    text = HEAD + "    due: 2026-03\n    waits_on: [Haven-2]\n    replaces: haven2\n" + LOG
    text += "  - id: haven-2\n    title: Train 9 advisers\n    due: 2026-03\n" + LOG

    assert after(text) == text.replace("Haven-2", "haven-2").encode()
    assert after(text, "AP107") == text.replace("Haven-2", "haven-2").replace("haven2", "haven-2").encode()


def test_many_mends_of_which_many_do_harm() -> None:
    item = "  - id: haven-{}\n    title: Open 3 advice hubs\n    due: 31/03/2026\n    updates:\n"
    item += "      - {{date: 2025-12-05, status: {}}}\n"
    text = "partner: haven\ncommitments:\n"
    text += "".join(item.format(each, "Complete" if each % 2 else "Not started") for each in range(40))
    mending = mended({"haven.yaml": text})

    assert file_of(mending).decode() == text.replace("31/03/2026", "2026-03-31").replace("Not started", "not-started")
    assert len(mending.left) == 20


def test_what_comes_to_light_is_mended_as_well() -> None:
    text = HEAD.replace("title", "Title") + "    due: 05/03/2026\n    updates:\n"
    text += "      - {date: 06/11/2025, status: In progress, confidence: Green}\n    colour: blue\n"
    wanted = HEAD + "    due: 2026-03-05\n    updates:\n"
    wanted += "      - {date: 2025-11-06, status: in-progress, confidence: green}\n    colour: blue\n"

    assert after(text, "AP201").decode() == wanted


def test_what_was_hidden_and_cannot_be_mended_is_news() -> None:
    text = (
        HEAD.replace("title", "Title")
        + "    due: 2026-03\n    updates:\n      - {date: 2025-12-05, status: complete}\n"
    )
    mending = mended({"haven.yaml": text})

    assert file_of(mending) == text.replace("Title", "title").encode()
    assert [each.code for each in mending.news] == ["AP303"]


def test_a_date_that_cannot_be_right_is_left() -> None:
    text = HEAD + "    due: 31/03/1816\n" + LOG
    mending = mended({"haven.yaml": text})

    assert mending.changed == ()
    assert told(mending)[1] == [
        "5 AP201 It would bring another finding: the year 1816 is outside 1990 to 2100 (AP202)."
    ]


def test_tabs_become_as_many_spaces_as_the_file_indents_by() -> None:
    plan = PLAN.replace("period: {from: 2025-04-01, to: 2026-03-31}", "period:\n  from: 2025-04-01\n\tto: 2026-03-31")
    plan = plan.replace("\n  ", "\n   ")
    mending = mended({"plan.yaml": plan, "haven.yaml": HEAD + "    due: 2026-03\n" + LOG})

    assert file_of(mending, "plan.yaml").decode() == plan.replace("\t", "   ")


def test_tabs_stay_in_a_text_that_nobody_reads() -> None:
    text = HEAD + '    due: 2026-03\n    note: "a"\n    note: "b\tc"\n' + LOG
    mending = mended({"haven.yaml": b"\xef\xbb\xbf" + text.encode()})

    assert mending.changed == ()
    assert {each.why for each in mending.left} == {"The file holds something that has to be mended by hand first."}


def test_a_mend_that_did_harm_is_tried_again_once_a_guess_is_made() -> None:
    text = HEAD + "    due: 2026-03\n    parts: [{id: part-1, title: Hub in East ward open}]\n    updates:\n"
    text += "      - date: 2025-12-05\n        status: Complete\n        parts: {part_1: complete}\n"
    text += "        evidence: [{title: Opening, url: 'https://haven.example/open', date: 2025-12}]\n"

    assert after(text) == text.encode()
    assert after(text, "AP110").decode() == text.replace("Complete", "complete").replace("part_1", "part-1")


def test_what_was_said_already_is_no_news() -> None:
    mending = mended({"haven.yaml": HEAD.replace("title", "Title") + "    due: 2026-03\n    colour: blue\n" + LOG})

    assert [each.code for each in mending.after.findings] == ["AP010"]
    assert mending.news == ()


def test_what_would_still_be_wrong_is_left() -> None:
    plan = PLAN + "rules: {AP201: Off}\n"
    mending = mended({"plan.yaml": plan, "haven.yaml": HEAD + "    due: 2026-03\n" + LOG})

    assert mending.changed == ()
    assert [each.why for each in mending.left] == ["The finding would still be there."]


def test_several_slips_on_one_line_are_all_mended() -> None:
    text = HEAD + "    due: 2026-03\n    parts: [{ID: a, Title: Hub A}, {ID: b, Title: Hub B, Due: 31/03/2026}]\n" + LOG

    assert (
        after(text)
        == (
            text.replace("ID", "id").replace("Title", "title").replace("Due", "due").replace("31/03/2026", "2026-03-31")
        ).encode()
    )
