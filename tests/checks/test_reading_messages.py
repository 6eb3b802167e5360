"""What an officer is told about a file that cannot be read: the whole message, its place, and nothing besides.

Each syntax mistake stands in the middle of a file and is tried with both of PyYAML's parsers, with both kinds of line
ends, and as the last thing in the file.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from actionplan.checks.reading.sentences import SENTENCES
from actionplan.yamltext import file
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.tree import parse
from tests.support import judge_texts

PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")

ABOVE = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
"""
BELOW = """\
    kind: deliverable
    updates:
      - date: 2025-12-05
        status: in-progress
        confidence: green
        note: "Two of the hubs are open."
  - id: haven-2
    title: 'Train 9 advisers'
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""


def said(text: str | bytes) -> list[str]:
    """Every finding in Haven Trust's file."""
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": text}, date(2025, 12, 31))
    return [f"{each.line}:{each.column} {each.code} {each.message}. {each.fix}" for each in findings]


@pytest.fixture(params=["fast", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with one of PyYAML's parsers."""
    name = str(request.param)
    if name == "pure":
        monkeypatch.setattr(file, "parse", partial(parse, parser=PureParser))
    return name


MERGED = (
    "Between “<<<<<<<” and “>>>>>>>” keep the lines that are right. Delete the marker lines; and where one begins with "
    "“|||||||”, what stands from there to “=======”: so it was before both."
)
MISTAKES = {
    # The six commonest: a colon in a text.
    "    note: Health: the facts\n": "6:17 AP007 a colon followed by a space inside text makes YAML see a second key. "
    "Put the whole text after the key in double quotes.",
    "    note: Health:\n": "6:17 AP007 a colon at the end of text makes YAML see a second key. "
    "Put the whole text after the key in double quotes.",
    "    note: Health and\n      more so: the facts\n": "7:14 AP007 a colon followed by a space inside text makes YAML "
    "see a second key. Put the whole text after the key in double quotes.",
    "    note: “Health: the facts”\n": "6:18 AP007 a colon followed by a space inside text makes YAML see a second key. "
    "Put the whole text after the key in double quotes. Curly quotation marks do not count: they are part of the text.",
    "    condition: {text: a: b}\n": "6:24 AP007 a colon followed by a space inside text makes YAML see a second key. "
    "Put the whole text after the key in double quotes.",
    "    sources:\n      - Minutes: May: 3\n": "7:21 AP007 a colon followed by a space inside text makes YAML see a second "
    "key. Put the whole text after the key in double quotes.",
    "    condition: {text: a:}\n": "6:24 AP007 a colon inside text makes YAML see a second key. "
    "Put the whole text after the key in double quotes.",
    # A tab.
    "\tnote: x\n": "6:1 AP003 the line is indented with a tab. "
    "Indent with spaces: two for each level. Editors can turn all tabs into spaces at once.",
    "    parts:\n\t- id: a\n\t  title: Hub in East ward open\n": "7:1 AP003 the line is indented with a tab, and 1 more line "
    "of the file too. Indent with spaces: two for each level. Editors can turn all tabs into spaces at once.",
    "    note:\tx\n": "6:10 AP003 there is a tab here. "
    "Replace it by spaces: tabs look different in every editor, and YAML does not indent with them.",
    "    note: x\t\n": "6:12 AP003 there is a tab here. "
    "Replace it by spaces: tabs look different in every editor, and YAML does not indent with them.",
    # A sign that text cannot begin with.
    "    note: @haven said\n": "6:11 AP007 text cannot begin with “@”. Put the text in double quotes.",
    "    note: `code`\n": "6:11 AP007 text cannot begin with “`”. Put the text in double quotes.",
    "    note: %5 more\n": "6:11 AP007 text cannot begin with “%”. Put the text in double quotes.",
    "    note: **bold** text\n": "6:11 AP007 text cannot begin with “*”. Put the text in double quotes.",
    "    note: & more\n": "6:11 AP007 text cannot begin with “&”. Put the text in double quotes.",
    "    note: > 5 days\n": "6:11 AP007 text cannot begin with “>”. Put the text in double quotes.",
    "    note: | 5 days\n": "6:11 AP007 text cannot begin with “|”. Put the text in double quotes.",
    "    note: , and\n": "6:11 AP007 text cannot begin with “,”. Put the text in double quotes.",
    "    note: ? why\n": "6:11 AP007 text cannot begin with “?”. Put the text in double quotes.",
    "    condition: {text: @x}\n": "6:23 AP007 text cannot begin with “@”. Put the text in double quotes.",
    "    note: - why\n": "6:11 AP007 a list cannot begin on the line of its key. "
    "Begin the list on the next line; or, if this is text, put it in double quotes.",
    "% of homes\n": "6:1 AP018 a line that begins with “%” is an instruction to the YAML program. "
    "Remove the line; or, if it is text, put the text in quotes.",
    # A quotation mark.
    '    note: "half open\n': '6:11 AP007 the quotation mark " that opens here is not closed. '
    'Put " at the end of the text too.',
    "    note: 'half open\n": "6:11 AP007 the quotation mark ' that opens here is not closed. "
    "Put ' at the end of the text too. Text that begins with an apostrophe needs double quotes around it.",
    "    'note: x\n": "6:5 AP007 the quotation mark ' that opens here is not closed. "
    "Put ' at the end of the text too. Text that begins with an apostrophe needs double quotes around it.",
    '    note: "Housing" and health\n': "6:21 AP007 there is text after the closing quotation mark. "
    "Write '\"Housing\" and health'.",
    "    note: 'Housing' and health\n": "6:21 AP007 there is text after the closing quotation mark. "
    "Write \"'Housing' and health\".",
    "    note: 'It's late'\n": "6:14 AP007 the apostrophe here ends the text, which stands in single quotation marks. "
    "Put the text in double quotes, or write the apostrophe twice: ''.",
    "    note: 'the partners' plan'\n": "6:24 AP007 the quotation mark ' inside the text ends it here. "
    "Put the whole text in double quotes.",
    '    note: "the "big" plan"\n': '6:16 AP007 the quotation mark " inside the text ends it here. '
    "Put the whole text in single quotation marks.",
    '    note: "C:\\Users\\x"\n': "6:14 AP007 in double quotes a backslash begins a special character, and “\\U” is none. "
    "Put the text in single quotes, or write two backslashes.",
    '    note: "C:\\docs"\n': "6:14 AP007 in double quotes a backslash begins a special character, and “\\d” is none. "
    "Put the text in single quotes, or write two backslashes.",
    # A bracket.
    "    with: [elm, northfield\n": "6:11 AP007 the bracket [ that opens here is not closed. "
    "Put ] where it ends; or, if the bracket belongs to a text, put the text in double quotes.",
    "    condition: {text: subject to funding\n": "6:16 AP007 the bracket { that opens here is not closed. "
    "Put } where it ends; or, if the bracket belongs to a text, put the text in double quotes.",
    "    with: [\n": "6:11 AP007 the bracket [ that opens here is not closed. "
    "Put ] where it ends; or, if the bracket belongs to a text, put the text in double quotes.",
    "    parts:\n      - {id: a, title: East\n      - {id: b, title: West}\n": "7:9 AP007 the bracket { that opens here is "
    "not closed. Put } where it ends; or, if the bracket belongs to a text, put the text in double quotes.",
    "    note: [TBC] more\n": '6:11 AP007 text that begins with “[” needs quotes around it. Write "[TBC] more".',
    "    note: {x} more\n": '6:11 AP007 text that begins with “{” needs quotes around it. Write "{x} more".',
    "    sources:\n      - [1] Minutes of May\n": "7:9 AP007 text that begins with “[” needs quotes around it. "
    'Write "[1] Minutes of May".',
    "    with: [elm]]\n": "6:16 AP007 there is a bracket too many here. Remove it.",
    "    with: [elm}\n": "6:15 AP007 the bracket [ is closed here by }. Write ].",
    "    note: ] and\n": "6:11 AP007 the bracket ] closes here, and none was opened. "
    "Remove it, or put the text in double quotes if it belongs there.",
    "    condition: {text: item # 4, state: met}\n": "6:28 AP007 “#” after a space begins a comment: the text ends here, and "
    "what follows cannot be read. Put the whole text in double quotes.",
    "    condition: {text: x state: met}\n": "6:25 AP007 a comma is missing before “state”, or the text needs quotes. "
    "Put a comma between the entries of a bracket.",
    '    condition: {text: "x" state: met}\n': "6:26 AP007 a comma is missing here. "
    "Put a comma between the entries of a bracket.",
    "    condition: {text: x,\n      state: met\n      note: y}\n": "7:17 AP007 a comma is missing here. "
    "Put a comma between the entries of a bracket.",
    "    condition: {text: x,, state: met}\n": "6:25 AP007 a comma stands here with nothing before it. Remove it.",
    # An indentation.
    "      note: x\n": "6:7 AP007 this line is indented further than the one above, so that it is read as part of its text. "
    "Give it 4 spaces, so that it begins where the text of the line above does.",
    "   note: x\n": "6:4 AP007 this key has 3 spaces before it, and the keys above have 4. "
    "Give it 4 spaces if it belongs with them.",
    "  note: x\n": "6:3 AP007 this key has 2 spaces before it, and the keys above have 4. "
    "Give it 4 spaces if it belongs with them.",
    "    parts:\n      - id: a\n       title: b\n": "8:8 AP007 this key has 7 spaces before it, and the keys above have 8. "
    "Give it 8 spaces if it belongs with them.",
    "    parts:\n      - id: a\n         title: b\n": "8:10 AP007 this line is indented further than the one above, so that it "
    "is read as part of its text. Give it 8 spaces, so that it begins where the text of the line above does.",
    "    parts:\n      - id: a\n        title: b\n     - id: b\n": "9:6 AP007 this item has 5 spaces before its dash, and the "
    "items above have 6. Give it 6 spaces if it belongs with them.",
    "    parts:\n      - id: a\n        title: b\n       - id: b\n": "9:8 AP007 this item has 7 spaces before its dash, and "
    "the items above have 6. Give it 6 spaces if it belongs with them.",
    "    - elm\n": "6:5 AP007 an item that begins with “- ” stands here among keys. "
    "Put it under the key it belongs to, which ends in a colon with nothing after it.",
    # And what is left out.
    "    kind deliverable\n": "6:5 AP007 a colon is missing after “kind”. Write “kind:”, then a space and the value.",
    "    parts\n      - {id: a, title: East}\n": "6:5 AP007 a colon is missing after “parts”. "
    "Write “parts:”, then a space and the value.",
    "    parts\n      - id: a\n        title: East\n": "6:5 AP007 a colon is missing after “parts”. "
    "Write “parts:”, then a space and the value.",
    "    more to come\n": "6:5 AP007 this line is neither a key with a colon nor an item that begins with “- ”. "
    "Add what is missing, or indent the line under the text it belongs to.",
    "    note:x\n": "6:9 AP007 a space is missing after the colon. Write “note: …”.",
    "    parts:\n      -id: a\n       title: b\n": "7:7 AP007 a space is missing after the dash. Write “- …”.",
    "    : x\n": "6:5 AP007 there is nothing before this colon. Write the key before it.",
    "    note: Item\n      number # 4 is done\n      and more\n": "7:14 AP007 “#” after a space begins a comment: the text "
    "ends here, and what follows cannot be read. Put the whole text in double quotes.",
    "<<<<<<< HEAD\n    note: a\n=======\n    note: b\n>>>>>>> other\n": "6:1 AP007 git could not merge two changes and left its "
    f"marks here. {MERGED}",
    "=======\n": f"6:1 AP007 git could not merge two changes and left its marks here. {MERGED}",
    "\u00a0   note: x\n": "6:1 AP007 the line is indented with a character that only looks like a space (U+00A0). "
    "Delete it and type ordinary spaces.",
    "    note: a\x01b\n": "6:12 AP004 there is a control character here (U+0001). "
    "Delete it; it usually comes from copying out of another program.",
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_in_the_middle_of_a_file(mistake: str) -> None:
    assert said(ABOVE + mistake + BELOW) == [MISTAKES[mistake]]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_with_windows_line_ends(mistake: str) -> None:
    assert said((ABOVE + mistake + BELOW).replace("\n", "\r\n")) == [MISTAKES[mistake]]


def about_reading(findings: list[str]) -> list[str]:
    """The findings of reading among *findings*; what the rules find in a piece of a file does not matter."""
    return [each for each in findings if " AP00" in each or " AP01" in each]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("ending", ["\n", ""])
def test_mistake_at_the_end_of_a_file(mistake: str, ending: str) -> None:
    assert about_reading(said(ABOVE + mistake.removesuffix("\n") + ending)) == [MISTAKES[mistake]]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_far_down(mistake: str) -> None:
    filler = "".join(
        BELOW.split("  - id: haven-2", maxsplit=1)[0] + f"  - id: haven-{n}\n    title: Open hub {n}\n"
        for n in range(3, 90)
    )
    (finding,) = about_reading(said(ABOVE + filler + mistake + BELOW))
    line, _, rest = MISTAKES[mistake].partition(":")

    assert finding == f"{int(line) + filler.count(chr(10))}:{rest}"


WHOLE = {
    "  partner: haven\ncommitments: []\n": [
        "1:1 AP007 the first line is indented, and a later one is not. Remove the spaces before the first line."
    ],
    "partner: haven\n...\ncommitments: []\n": [
        "2:1 AP007 “...” ends the text for YAML, and more follows. Remove this line."
    ],
    "Haven Trust\npartner: haven\n": [
        "1:1 AP007 this line is neither a key with a colon nor an item that begins with “- ”. "
        "Add what is missing, or indent the line under the text it belongs to."
    ],
    "partner: haven\ncommitments\n  - id: haven-1\n": [
        "2:1 AP007 a colon is missing after “commitments”. Write “commitments:”, then a space and the value."
    ],
    "partner: haven\n---\nnote: x\n": [
        "2:1 AP008 a second document begins here: everything from this line on is ignored by "
        "most programs. Remove the line “---”, or put the rest in a file of its own."
    ],
    "partner: haven\npartner: elm\n": [
        "2:1 AP009 the key “partner” stands here and on line 1: only one of them would be read. Keep one of the two."
    ],
    "": ["1:1 AP021 the file is empty. Write the plan or the commitments, or delete the file."],
    "# comment\n": ["1:1 AP021 the file is empty. Write the plan or the commitments, or delete the file."],
    "---\n": ["1:1 AP021 the file is empty. Write the plan or the commitments, or delete the file."],
    "Haven\n": [
        "1:1 AP012 the file holds the text “Haven”, and should begin with keys: “partner:”. "
        "Compare with a file that works."
    ],
    "- haven\n": [
        "1:3 AP012 the file holds a list, and should begin with keys: “partner:”. Compare with a file that works."
    ],
    f"partner: haven\n{'k' * 65}: x\n": [
        "2:1 AP025 this key is longer than 64 characters. Does a text lack its quotes? Text that holds “: ” needs them."
    ],
    "partner: haven\n[a]: b\n": [
        "2:1 AP025 a key must be one plain word, and this is a list or a mapping. "
        "Write a word followed by a colon. Text that begins with “?”, “[” or “{” needs quotes."
    ],
    f"partner: haven\nnote: {'[' * 30}{']' * 30}\n": [
        "2:26 AP019 values are nested more than 20 deep here. "
        "A plan needs six levels. Look for brackets or dashes too many."
    ],
    "partner: haven\nnote: &more to come\n": [
        "2:7 AP016 “&more” marks this place to be repeated elsewhere, which plan files do "
        "not do. Write the value out, or put the text in quotes if it should begin with “&”."
    ],
    "partner: haven\nnote: *more\n": [
        "2:7 AP016 “*more” repeats another place of the file, which plan files do not do. "
        "Write the value out, or put the text in quotes if it should begin with “*”."
    ],
    "partner: haven\n<<: {note: x}\n": [
        "2:1 AP017 “<<” merges another mapping, which plan files do not do. Write the keys out here."
    ],
    "partner: !!str haven\n": [
        "1:10 AP018 “!” here gives the value a YAML type (!!str). "
        "Remove it, or put the text in quotes if it should begin with “!”."
    ],
    "partner: haven\nnote: !important thing\n": [
        "2:7 AP018 “!” here gives the value a YAML type (!important). "
        "Remove it, or put the text in quotes if it should begin with “!”."
    ],
    "%YAML 1.1\n---\npartner: haven\n": [
        "1:1 AP018 a line that begins with “%” is an instruction to the YAML program. "
        "Remove the line; or, if it is text, put the text in quotes."
    ],
    "partner: haven # agreed\rnote: x\n": [
        "1:24 AP004 the character U+000D ends a line for YAML but not for you: what follows "
        "would be read as a line of its own. Delete it and press Enter where a new line should begin."
    ],
    "partner: haven\n# agreed\u2028note: x\n": [
        "2:9 AP004 the character U+2028 ends a line for YAML but not for you: what "
        "follows would be read as a line of its own. Delete it and press Enter where a new line should begin."
    ],
    "partner: haven\rnote: x\r": [
        "1:15 AP004 the lines of this file end with a carriage return alone, which git takes for one "
        "long line. Save the file with line ends LF or CRLF."
    ],
    "partner: haven\nnote: a\x01b\x02c\n": [
        "2:8 AP004 there is a control character here (U+0001) (2 on this line). "
        "Delete it; it usually comes from copying out of another program."
    ],
    'partner: haven\nnote: "a\\eb"\n': [
        "2:7 AP004 the text holds the character U+001B, written as an escape, which cannot be "
        "shown or printed. Write the text without it."
    ],
    'partner: haven\nnote: "a\\u202Eb"\n': [
        "2:7 AP005 the text holds the character U+202E, written as an escape, which changes "
        "the direction of the text. Write the text without it."
    ],
    'partner: haven\nnote: "a\\u200Bb"\n': [
        "2:7 AP006 the text holds the character U+200B, written as an escape, which nobody "
        "can see. Write the text without it."
    ],
    "partner: haven\nnote: a\u202eb\n": [
        "2:8 AP005 the character U+202E (right-to-left override) changes the direction of the "
        "text, so that it reads otherwise than it is. Delete it. Arabic and Hebrew letters need no such character."
    ],
    "partner: haven\nnote: a\u200bb\n": [
        "2:8 AP006 there is a character here that nobody can see: U+200B (zero width space). "
        "Delete it and type the word again."
    ],
    "\ufeffpartner: haven\n": [
        "1:1 AP002 the file begins with a byte order mark. "
        "Nothing is lost by it. Save as “UTF-8” rather than “UTF-8 with BOM” to be rid of it."
    ],
    "partner: haven\nnote: Item # 4 done\n": [
        "2:12 AP024 the text ends at “Item”: what follows “#” is a comment and will not be "
        "shown. Put the whole text in double quotes; or move the comment to a line of its own."
    ],
    "partner: haven\nsources:\n  - Minutes of May # 3\n": [
        "3:20 AP024 the text ends at “Minutes of May”: what follows “#” is a "
        "comment and will not be shown. Put the whole text in double quotes; or move the comment to a line of its own."
    ],
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", WHOLE)
def test_whole_file(text: str) -> None:
    assert said(text) == WHOLE[text]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"partner: haven\nnote: caf\xe9 x\n", "2:10 AP001 the file is not UTF-8 here (E9 20). "),
        ("partner: haven\n".encode("utf-16"), "1:1 AP001 the file is not UTF-8: it is written in UTF-16. "),
    ],
)
def test_not_utf8(data: bytes, finding: str) -> None:
    assert said(data) == [f"{finding}Save it as UTF-8 in your editor (Notepad: File, Save as, Encoding: UTF-8)."]


def test_a_workbook_by_another_name() -> None:
    assert said(b"PK\x03\x04") == [
        "1:1 AP001 the file is not UTF-8 text: it is an Excel workbook or another zip archive. "
        "A plan file is plain text. Move this file to another folder, or give it the ending it should have."
    ]


def test_half_a_character_as_an_escape(parser: str) -> None:
    message = {
        "fast": "2:8 AP007 in double quotes a backslash begins a special character, and “\\ud800” is none. "
        "Put the text in single quotes, or write two backslashes.",
        "pure": "2:7 AP004 the text holds the character U+D800, written as an escape, which cannot be shown or printed. "
        "Write the text without it.",
    }
    assert said('partner: haven\nnote: "\\ud800"\n') == [message[parser]]


@pytest.mark.parametrize(
    "text",
    [
        'partner: haven\nnote: "Item # 4"\n',
        "partner: haven\nnote: |\n  Item # 4\n",
        "partner: haven\nnote: Item#4\n",
        "partner: haven  # of Northfield\n",
        "partner: haven\nnote: # none yet\n  Item\n",
        "partner: haven\nnote:  # none yet\n",
        "partner: haven\nsources:\n  - Minutes\n  # of May\n",
        "partner: haven\ncommitments:  # the first\n  []\n",
    ],
)
def test_comments_that_cut_nothing(text: str) -> None:
    assert said(text) == []


def test_anchor_alias_and_merge_are_said_where_they_stand_and_nothing_follows_from_them() -> None:
    text = """\
partner: haven
commitments:
  - &hubs
    id: haven-1
    title: &title Open 3 advice hubs
    due: 2026-03
    updates: &log
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - <<: *hubs
    id: haven-2
  - id: haven-3
    title: *title
    updates: *log
    with: [*hubs]
"""
    assert [each.split()[:2] for each in said(text)] == [
        ["3:5", "AP016"],
        ["5:12", "AP016"],
        ["7:14", "AP016"],
        ["9:5", "AP017"],
        ["12:12", "AP016"],
        ["13:14", "AP016"],
        ["14:12", "AP016"],
    ]


def test_a_dash_that_is_missing_is_one_message() -> None:
    text = ABOVE + BELOW.replace("  - id: haven-2", "    id: haven-2")

    assert said(text) == [
        "12:5 AP009 the keys “id”, “title”, “due” and “updates” stand twice from here on, first on line 3. "
        "Does another item begin here, and its “- ” is missing? If not, keep one of each."
    ]


def test_equal_keys_of_two_mappings_are_two_messages() -> None:
    text = "partner: haven\nnote: a\nnote: b\ncommitments:\n  - {id: haven-1, title: Open 3 hubs, id: haven-2}\n"

    assert about_reading(said(text)) == [
        "3:1 AP009 the key “note” stands here and on line 2: only one of them would be read. Keep one of the two.",
        "5:39 AP009 the key “id” stands here and on line 5: only one of them would be read. Keep one of the two.",
    ]


def test_a_hundred_problems_stop_reading_and_it_is_said() -> None:
    findings = said("partner: haven\nsources:\n" + "  - &a x\n" * 200)

    assert len(findings) == 101
    assert "102:5 AP023 reading stopped here, after 100 problems; there may be more below. " in "\n".join(findings)


def test_a_hundred_lines_with_odd_characters_are_listed_and_more_are_said() -> None:
    findings = said("partner: haven\nsources:\n" + "  - a\u200bb\n" * 200)

    assert len(findings) == 100
    assert "more lines" not in "".join(findings[:-1])
    assert findings[-1].startswith(
        "102:6 AP006 there is a character here that nobody can see: U+200B (zero width space); "
        "more lines of this file have one. "
    )


def test_exactly_a_hundred_are_all_there_are() -> None:
    findings = said("partner: haven\nsources:\n" + "  - a\u200bb\n" * 100)

    assert len(findings) == 100
    assert "more lines" not in "".join(findings)


def test_many_cut_texts_are_said_like_many_characters() -> None:
    findings = said("partner: haven\nsources:\n" + "  - Minutes of May # 3\n" * 200)

    assert len(findings) == 100
    assert "will not be shown; more lines of this file have one. " in findings[-1]


def test_a_tab_elsewhere_does_not_hide_a_mistake() -> None:
    findings = said(ABOVE.replace("due: ", "due:\t") + BELOW + "note: [TBC] more\n")

    assert {each.split()[1] for each in findings} <= {"AP003", "AP007"}
    assert findings[0].startswith("5:9 AP003 ")


def test_several_mistakes_are_said_in_one_run() -> None:
    text = f"partner: haven\nnote: a\u202eb # 4\nnote: c\nsources: !!seq\n  - &x d\n  - e\x07\n{'k' * 70}: f\n"

    assert [each.split()[1] for each in said(text)] == ["AP005", "AP024", "AP009", "AP018", "AP016", "AP004", "AP025"]


def test_every_sentence_ends_well() -> None:
    for code, message, fix in SENTENCES.values():
        assert code.startswith("AP0")
        assert not message.endswith(".")
        assert fix.endswith((".", ").")), fix
