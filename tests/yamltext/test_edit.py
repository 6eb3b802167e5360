"""One example for each promise about an edit: the text before, the operation, the text after, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest

from actionplan.yamltext.characters import read_source
from actionplan.yamltext.edit import (
    Append,
    Bare,
    Edited,
    Insert,
    Operation,
    Refused,
    Remove,
    Set,
    Splice,
    Value,
    edit,
    encode,
    inverse,
    new_document,
)
from actionplan.yamltext.file import read_file
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.splice import ordered, spliced, undone
from actionplan.yamltext.tree import parse

UPDATE = {"date": Bare("2015-10-05"), "status": "in-progress"}
ORDER = ("id", "title", "with", "due", "updates", "note")


def _edit(text: str, *operations: Operation) -> str:
    return edit(text, operations).text


PLAN = """\
# yaml-language-server: $schema=../../schema/commitments.json
partner: hact
commitments:
  - id: hact-3
    title: Develop proxies   # as printed
    due: 2016-03
    updates:
      - date: 2015-06-30
        status: in-progress
        note: |
          First figures
          are out.

      - date: 2015-09-01   # late
        status: waiting # for whom?

    # No extension was asked for.
    parts: [a, b]

  # The next one is about homes.
  - id: hact-4
    title: 'Visit: each home'
    updates: []   # none yet
"""


def test_a_new_update_goes_below_the_last_line_of_the_last_one_and_nothing_else_changes() -> None:
    after = PLAN.replace(
        "        status: waiting # for whom?\n",
        "        status: waiting # for whom?\n      - date: 2015-10-05\n        status: in-progress\n",
    )

    assert _edit(PLAN, Append(("commitments", 0, "updates"), UPDATE)) == after


def test_the_first_update_makes_the_list_and_the_comment_stays() -> None:
    after = PLAN.replace(
        "    updates: []   # none yet\n",
        "    updates:   # none yet\n      - date: 2015-10-05\n        status: in-progress\n",
    )

    assert _edit(PLAN, Append(("commitments", 1, "updates"), UPDATE)) == after


def test_what_an_edit_tells() -> None:
    edited = edit("a: b\nc: d # e\n", [Set(("c",), "f")])

    assert edited == Edited("a: b\nc: f # e\n", (Splice(8, 9, "f"),), parse("a: b\nc: f # e\n"))
    assert edited.value == {"a": "b", "c": "f"}


def test_the_tree_that_the_caller_has_is_used() -> None:
    source, tree = read_file("x.yaml", b"\xef\xbb\xbfa: b\r\n")
    edited = edit(source.text, [Insert((), "c", "d")], tree)

    assert encode(source, edited.text) == b"\xef\xbb\xbfa: b\r\nc: d\r\n"


def test_a_file_without_a_byte_order_mark_gets_none() -> None:
    source, _ = read_source("x.yaml", b"a: b\n")

    assert encode(source, "a: é\n") == b"a: \xc3\xa9\n"


SCALARS = [
    ("plain", "a: b\n", "c", "a: c\n"),
    ("comment and blanks stay", "a:   b  # c\n", "d", "a:   d  # c\n"),
    ("single quotes stay", "a: 'b: c' # d\n", "e", "a: 'e' # d\n"),
    ("double quotes stay", 'a: "b"\n', 'c "d"', 'a: "c \\"d\\""\n'),
    ("single quotes cannot hold an escape", "a: 'b'\n", "\x0b", 'a: "\\x0B"\n'),
    ("quotes where needed", "a: b\n", "c: d", "a: 'c: d'\n"),
    ("a date as text", "a: b\n", "2015-10-05", "a: '2015-10-05'\n"),
    ("a date as it is", "a: b\n", Bare("2015-10-05"), "a: 2015-10-05\n"),
    ("a year as it is", "a: b\n", Bare("2016"), "a: 2016\n"),
    ("bare, and quoted all the same", "a: b\n", Bare("c: d"), "a: 'c: d'\n"),
    ("bare, and not nothing", "a: b\n", Bare("null"), "a: 'null'\n"),
    ("the same value", "a:  'b'\n", "b", "a:  'b'\n"),
    ("the file's quotes", 'a: b\nc: "d"\ne: "f"\ng: \'h\'\n', "no", 'a: "no"\nc: "d"\ne: "f"\ng: \'h\'\n'),
    ("lines", "a: b # c\nd: e\n", "f\ng", "a: |- # c\n  f\n  g\nd: e\n"),
    ("lines to lines", "a: |\n  b\n\nd: e\n", "f\n\ng\n", "a: |\n  f\n\n  g\n\nd: e\n"),
    ("lines to one", "a: | # b\n  c\n  d\n\n# e\n", "f", "a: f # b\n\n# e\n"),
    ("folded to one", "a: >-\n  c\n  d\n", "f", "a: f\n"),
    ("over lines to one", "a: b\n  c # d\n", "e", "a: e # d\n"),
    ("nothing to something", "a:\nb: c\n", "d", "a: d\nb: c\n"),
    ("nothing, with a comment", "a: # b\n", "c", "a: c # b\n"),
    ("a sign for nothing", "a: ~ # b\n", "c", "a: c # b\n"),
    ("something to nothing", "a: b # c\n", None, "a: # c\n"),
    ("below its key", "a:\n  # b\n  c # d\n", "e", "a:\n  # b\n  e # d\n"),
    ("CRLF", "a: b\r\nc: d\r\n", "e\nf", "a: |-\r\n  e\r\n  f\r\nc: d\r\n"),
    ("no final line end", "a: b", "c", "a: c"),
    ("no final line end, lines", "a: b", "c\nd", "a: |-\n  c\n  d"),
    ("no final line end for a text that needs one", "a: b", "c\nd\n", 'a: "c\\nd\\n"'),
    ("astral", "😀: 𝒳 # 😀\n", "é", "😀: é # 😀\n"),
    ("empty", "a: b\n", "", "a: ''\n"),
    ("empty list", "a: b\n", [], "a: []\n"),
    ("a list", "a: b # c\n", ["d", "e"], "a: # c\n  - d\n  - e\n"),
    ("a mapping", "a: b\n", {"d": "e", "f": None}, "a:\n  d: e\n  f:\n"),
    ("a list to a text", "a:\n  - b\n  - c\n\n# d\n", "e", "a: e\n\n# d\n"),
    ("a list to another", "a:\n- b\n- c\nd: e\n", ["f"], "a:\n- f\nd: e\n"),
    ("brackets to a text", "a: [b, {c: d}] # e\n", "f", "a: f # e\n"),
    ("explicit key", "? a\n: b\n", "c", "? a\n: c\n"),
]


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [each[1:] for each in SCALARS if each[3]],
    ids=[each[0] for each in SCALARS if each[3]],
)
def test_another_value(before: str, value: Any, after: str) -> None:
    route = (next(iter(parse(before).value)),)

    assert _edit(before, Set(route, value)) == after


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ("- a\n- b # c\n", Set((1,), "d"), "- a\n- d # c\n"),
        ("-   a\n", Set((0,), {"b": "c", "d": "e"}), "-   b: c\n    d: e\n"),
        ("- # a\n- b\n", Set((0,), {"c": "d", "e": "f"}), "- # a\n  c: d\n  e: f\n- b\n"),
        ("- a: b\n  c: d\n- e\n", Set((0,), "f"), "- f\n- e\n"),
        ("- a: b\n", Set((0, "a"), None), "- a:\n"),
        ("{a: b, c: d}\n", Set(("a",), "e, f"), "{a: 'e, f', c: d}\n"),
        ("{a: b}\n", Set(("a",), None), "{a: null}\n"),
        ("{a: , b}\n", Set(("a",), "c"), "{a: c, b}\n"),
        ("{a: , b}\n", Set(("b",), "c"), "{a: , b: c}\n"),
        ("[a, b: c]\n", Set((1, "b"), "x\ny"), '[a, b: "x\\ny"]\n'),
        ("a: [b]\n", Set(("a", 0), {"c": ["d"]}), "a: [{c: [d]}]\n"),
        ("a: b\n", Set((), {"c": ["d"]}), "c:\n  - d\n"),
    ],
)
def test_another_value_elsewhere(before: str, operation: Operation, after: str) -> None:
    assert _edit(before, operation) == after


@pytest.mark.parametrize(
    ("empty", "filled"),
    [
        ("updates:\nb: c\n", "updates:\n  - x\nb: c\n"),
        ("updates:", "updates:\n  - x"),
        ("updates: []\n", "updates:\n  - x\n"),
        ("updates: ~ # a\n", "updates: # a\n  - x\n"),
        ("updates:   []   # a\n# b\n", "updates:   # a\n  - x\n# b\n"),
        ("updates:  \n", "updates:  \n  - x\n"),
        ("a:\n- b\nupdates:\n", "a:\n- b\nupdates:\n- x\n"),
        ("a:\n    - b\nupdates:\n", "a:\n    - b\nupdates:\n    - x\n"),
        ("updates: []\r\n", "updates:\r\n  - x\r\n"),
        ("updates:\n  []\n", "updates:\n  - x\n"),
        ("{updates: []}\n", "{updates: [x]}\n"),
        ("{updates: }\n", "{updates: [x]}\n"),
    ],
)
def test_an_empty_list_is_filled_and_emptied_again(empty: str, filled: str) -> None:
    operation = Append(("updates",), "x")

    assert _edit(empty, operation) == filled
    assert _edit(filled, inverse(empty, operation)) == empty


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a:\n  - b\n", "c", "a:\n  - b\n  - c\n"),
        ("a:\n- b # c\n\n# d\ne: f\n", "g", "a:\n- b # c\n- g\n\n# d\ne: f\n"),
        ("a:\n    -   b\n", {"c": "d", "e": "f"}, "a:\n    -   b\n    -   c: d\n        e: f\n"),
        ("a:\n  - b", "c", "a:\n  - b\n  - c"),
        ("a:\r\n  - b\nc:\r\n", "d", "a:\r\n  - b\n  - d\nc:\r\n"),
        ("a:\r\n  - b", "c", "a:\r\n  - b\r\n  - c"),
        ("a:\n  - |+\n    b\n\n\n# c\n", "d", "a:\n  - |+\n    b\n\n\n  - d\n# c\n"),
        ("a:\n  - |\n    b\n\n# c\n", "d", "a:\n  - |\n    b\n  - d\n\n# c\n"),
        ("a:\n  -\n  # c\n", "d", "a:\n  -\n  - d\n  # c\n"),
        ("- - a\n  - b\n- c\n", "d", "- - a\n  - b\n- c\n- d\n"),
        ("a:\n  - {b: c}\n", {"b": "d"}, "a:\n  - {b: c}\n  - {b: d}\n"),
        ("a:\n  - {b: c}\n", {"b": "d" * 111}, "a:\n  - {b: c}\n  - {b: " + "d" * 111 + "}\n"),
        ("a:\n  - {b: c}\n", {"b": "d" * 112}, "a:\n  - {b: c}\n  - b: " + "d" * 112 + "\n"),
        ("a:\n  - {b: c}\n", {"b": "d" * 120}, "a:\n  - {b: c}\n  - b: " + "d" * 120 + "\n"),
        ("a:\n  - {b: c}\n", {"b": "d\ne"}, "a:\n  - {b: c}\n  - b: |-\n      d\n      e\n"),
        ("a: [b, c] # d\n", "e", "a: [b, c, e] # d\n"),
        ("a: [b, c,]\n", "e", "a: [b, c, e,]\n"),
        ("a: [ b ]\n", "e", "a: [ b, e ]\n"),
        ("a: [\n  b, # c\n  d # e, f\n]\n", "g", "a: [\n  b, # c\n  d, # e, f\n  g\n]\n"),
        ("a: [b, c # d\n  ]\n", "e", "a: [b, c, # d\n    e\n  ]\n"),
        ("a: [\n  b,\n  d, # e\n]\n", "g", "a: [\n  b,\n  d, # e\n  g,\n]\n"),
        ("a: [b,\n  c]\n", "d", "a: [b,\n  c,\n  d]\n"),
        ("a:\n  [b, c,\n   d, e]\n", "f", "a:\n  [b, c,\n   d, e, f]\n"),
        ('{\n  "a": [\n    "b"\n  ]\n}\n', "c", '{\n  "a": [\n    "b",\n    c\n  ]\n}\n'),
    ],
)
def test_one_more_item(before: str, value: Any, after: str) -> None:
    tree = parse(before).value
    route = ("a",) if isinstance(tree, dict) else ()

    assert _edit(before, Append(route, value)) == after
    assert _edit(after, inverse(before, Append(route, value))) == before


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ("id: a\nnote: b\n", Insert((), "due", "c", ORDER), "id: a\ndue: c\nnote: b\n"),
        ("note: b\n", Insert((), "due", "c", ORDER), "note: b\ndue: c\n"),
        ("note: b\nid: c\n", Insert((), "due", "d", ("x", "y")), "note: b\nid: c\ndue: d\n"),
        ("id: a # x\n# y\nnote: b\n", Insert((), "due", "c", ORDER), "id: a # x\ndue: c\n# y\nnote: b\n"),
        ("id: a\ndue: # x\nnote: b\n", Insert((), "due", "c", ORDER), "id: a\ndue: c # x\nnote: b\n"),
        (
            "id: a\nupdates:\n  - b\n\nz: c\n",
            Insert((), "note", "d", ORDER),
            "id: a\nupdates:\n  - b\nnote: d\n\nz: c\n",
        ),
        ("- id: a\n- id: b\n", Insert((0,), "due", "c"), "- id: a\n  due: c\n- id: b\n"),
        (
            "a:\n    b:\n        c: d\n",
            Insert(("a", "b"), "e", {"f": ["g"]}),
            "a:\n    b:\n        c: d\n        e:\n            f:\n                - g\n",
        ),
        ("a: {id: b, note: c}\n", Insert(("a",), "due", "d", ORDER), "a: {id: b, due: d, note: c}\n"),
        ("a: {id: b}\n", Insert(("a",), "due", None), "a: {id: b, due: null}\n"),
        (
            "{\n  id: a, # x\n  note: b\n}\n",
            Insert((), "due", "c", ORDER),
            "{\n  id: a, # x\n  due: c,\n  note: b\n}\n",
        ),
        ("a: {}\n", Insert(("a",), "b", "c"), "a:\n  b: c\n"),
        ("a:\n", Insert(("a",), "b", "c"), "a:\n  b: c\n"),
        ("{}\n", Insert((), "b", "c"), "b: c\n"),
        ("a: b\n", Insert((), "on", "c"), "a: b\n'on': c\n"),
    ],
)
def test_a_new_key(before: str, operation: Insert, after: str) -> None:
    assert _edit(before, operation) == after
    assert _edit(after, inverse(before, operation)) == before


@pytest.mark.parametrize(
    ("before", "route", "after"),
    [
        ("a: b\nc: d # e\n# f\ng: h\n", ("c",), "a: b\n# f\ng: h\n"),
        ("# a\nb: c\nd: e\n", ("b",), "# a\nd: e\n"),
        ("a: b\nc:\n  - d # e\n  # f\n  - g\n\nh: i\n", ("c",), "a: b\n\nh: i\n"),
        ("a: b\nc: d", ("c",), "a: b"),
        ("a: b\r\nc: d\r\n", ("c",), "a: b\r\n"),
        ("a: b\r\nc: d\ne: f\r\n", ("c",), "a: b\r\ne: f\r\n"),
        ("a:\n  - b\n  -\n    # c\n    d: e\n  - f\n", ("a", 1), "a:\n  - b\n  - f\n"),
        ("- id: x\n  title: y\n", (0, "id"), "- title: y\n"),
        ("- - a\n  - b\n", (0, 0), "- - b\n"),
        ("a:\n  - b # c\n", ("a", 0), None),
        ("a:\n  - b\nc: d\n", ("a", 0), "a: []\nc: d\n"),
        ("a: # x\n  b: c\n", ("a", "b"), "a: {} # x\n"),
        ("- id: x\n", (0, "id"), "- {}\n"),
        ("a: [b, c, d]\n", ("a", 0), "a: [c, d]\n"),
        ("a: [b, c, d]\n", ("a", 1), "a: [b, d]\n"),
        ("a: [b, c, d]\n", ("a", 2), "a: [b, c]\n"),
        ("a: [b]\n", ("a", 0), "a: []\n"),
        ("a: {b: c, d: }\n", ("a", "d"), "a: {b: c}\n"),
        ("a: [\n  b, # x\n  c, # y\n  d # z\n]\n", ("a", 1), "a: [\n  b, # x\n  d # z\n]\n"),
        ("a: [\n  b, # x\n  c, # y\n  d # z\n]\n", ("a", 2), "a: [\n  b, # x\n  c # y\n]\n"),
        ("a: [\n  b, # x\n  c]\n", ("a", 1), "a: [\n  b # x\n  ]\n"),
    ],
)
def test_what_goes(before: str, route: tuple[str | int, ...], after: str | None) -> None:
    if after is None:
        with pytest.raises(Refused, match="comment"):
            _edit(before, Remove(route))
    else:
        assert _edit(before, Remove(route)) == after


def test_several_at_once_all_mean_the_old_document() -> None:
    before = "id: a\nupdates:\n  - b\n  - c\nnote: d\n"
    after = _edit(
        before,
        Append(("updates",), "e"),
        Append(("updates",), "f"),
        Set(("updates", 1), "g"),
        Remove(("updates", 0)),
        Insert((), "due", "h", ORDER),
        Insert((), "with", ["i"], ORDER),
        Set(("note",), None),
    )

    assert after == "id: a\nwith:\n  - i\ndue: h\nupdates:\n  - g\n  - e\n  - f\nnote:\n"


def test_several_into_something_empty() -> None:
    before = "a: []\nb:\n"
    after = _edit(before, Append(("a",), "c"), Append(("a",), "d"), Insert(("b",), "e", "f"), Insert(("b",), "g", "h"))

    assert after == "a:\n  - c\n  - d\nb:\n  e: f\n  g: h\n"


def test_several_at_the_end_of_one_text() -> None:
    before = "a:\n  - b:\n      - c"
    after = _edit(
        before, Insert((), "z", "1"), Append(("a", 0, "b"), "d"), Insert(("a", 0), "e", "2"), Append(("a",), "f")
    )

    assert after == "a:\n  - b:\n      - c\n      - d\n    e: '2'\n  - f\nz: '1'"


def test_new_text_is_indented_as_its_neighbours_are_and_else_as_the_file_is() -> None:
    before = "a:\n  b: c\nd:\n    e:\n        f: g\n    h:\n      - i\nj:\n- k\n"

    assert _edit(before, Insert(("d",), "l", {"m": ["x"]})) == before.replace(
        "      - i\n", "      - i\n    l:\n        m:\n          - x\n"
    )
    assert _edit(before, Insert((), "l", {"m": "x"})) == f"{before}l:\n  m: x\n"
    assert _edit("a:\n   b: c\n", Insert((), "d", [{"e": ["f"]}])) == "a:\n   b: c\nd:\n   - e:\n        - f\n"


def test_what_only_one_parser_reads_is_proved_by_that_one() -> None:
    """The slow one refuses a tab behind a value; so it cannot be a witness, whatever is written elsewhere."""
    assert _edit("a: 1\t\nb: [2]\n", Append(("b",), "3")) == "a: 1\t\nb: [2, '3']\n"


def test_splices_are_taken_back() -> None:
    splices = ordered([Splice(4, 4, "z"), Splice(0, 2, "xy"), Splice(2, 2, "w"), Splice(4, 4, ""), Splice(5, 6, "")])
    new_text = spliced("abcdef", splices)

    assert new_text == "xywcdze"
    assert undone("abcdef", new_text, splices) == "abcdef"
    with pytest.raises(Refused):
        ordered([Splice(0, 2, ""), Splice(1, 3, "")])


def test_all_entries_may_go_at_once() -> None:
    assert _edit("a:\n  - b\n  - c\n", Remove(("a", 0)), Remove(("a", 1))) == "a: []\n"


@pytest.mark.parametrize(
    "operations",
    [
        [Set(("a",), "x"), Set(("a",), "y")],
        [Set(("b",), "x"), Append(("b",), "y")],
        [Remove(("b",)), Set(("b", 0), "y")],
        [Insert((), "d", "x"), Insert((), "d", "y")],
        [Insert((), "d", "x"), Set(("d",), "y")],
        [Remove(("b", 1)), Append(("b",), "y")],
    ],
)
def test_changes_of_one_place_are_refused(operations: list[Operation]) -> None:
    with pytest.raises(Refused, match=r"changes"):
        edit("a: 1\nb: [2, 3]\nd:\n".replace("[2, 3]", "\n  - 2\n  - 3"), operations)


REFUSALS = [
    ("a: 1\na: 2\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 2),
    ("a: &x 1\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 1),
    ("a: 1\nb: *x\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 2),
    ("a: !x 1\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 1),
    ("a:\n  <<: {b: c}\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 2),
    ("a: 1\n---\nb: 1\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 2),
    ("a: [\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 2),
    ("", Insert((), "a", "3"), "The file holds something that has to be mended first.", 1),
    ("a: 'b\u2028c'\n", Set(("a",), "3"), "The file holds a line end that only some programs see.", 1),
    ("a: 'b\rc'\n", Set(("a",), "3"), "The file holds a line end that only some programs see.", 1),
    ("a: 1\n", Set(("b",), "3"), "There is nothing at “b”.", 1),
    ("a: 1\n", Insert((), "a", "3"), "There is already a value under “a”.", 1),
    ("a: 1\n", Append(("a",), "3"), "What stands at “a” is not a list.", 1),
    ("a:\n  - b # c\n", Set(("a",), "3"), "There is a comment inside what is to be replaced.", 2),
    ("- a: 1\n  # b\n  c: 2\n", Remove((0, "a")), "There is a comment between this entry and the next.", 1),
    (
        "a: |+\n  b\n\nc: d\n\ne: f\n",
        Remove(("c",)),
        "The change could not be made so that everything else reads as before.",
        4,
    ),
    ("a: \ud800\n", Set(("a",), "3"), "The file holds something that has to be mended first.", 1),
    ("a: 1\n", Set(("a",), "\ud800"), "The text holds half a character, which no file can hold.", 1),
]


@pytest.mark.parametrize(("text", "operation", "reason", "line"), REFUSALS)
def test_what_is_refused_says_why_and_where(text: str, operation: Operation, reason: str, line: int) -> None:
    with pytest.raises(Refused) as caught:
        edit(text, [operation])

    assert (caught.value.reason, caught.value.line) == (reason, line)


@pytest.mark.parametrize(
    ("text", "operation", "by_hand", "where"),
    [
        ("a: |+\n  b\nc:\n  - x # y\n", Set(("c",), ["z"]), "c:\n  - z", "in place of lines 3 to 4"),
        ("a: x\nb: |\n  c", Insert((), "d", {"e": "f"}), "d:\n  e: f", "below line 3"),
        ("a:\n    -   b: |\n            c", Append(("a",), {"d": "e"}), "    -   d: e", "below line 3"),
        ("- a: 1\n  # b\n  c: 2\n", Remove((0, "a")), "", "delete line 1"),
        ("a: &x 1\n", Append(("b",), {"c": "d"}), "- c: d", ""),
        ("a: [1,\n  2]\n---\n", Append(("a",), "b, c"), "'b, c'", "inside the brackets that begin on line 1"),
        ("a: 1\n", Set(("a",), "\ud800"), "", ""),
    ],
)
def test_what_is_refused_says_what_to_type(text: str, operation: Operation, by_hand: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        edit(text, [operation])

    assert (caught.value.by_hand, caught.value.where) == (by_hand, where)


def test_a_file_that_ends_inside_a_block_of_text_says_what_to_do() -> None:
    with pytest.raises(Refused, match="press Enter"):
        edit("a:\n  - |\n    b", [Append(("a",), "c")])

    assert _edit("a:\n  - |-\n    b", Append(("a",), "c")) == "a:\n  - |-\n    b\n  - c"


@pytest.mark.parametrize(
    ("before", "operation"),
    [
        ("a:   b # c\n", Set(("a",), ["d"])),
        ("a: | # b\n  c\n\n  d\n\n# e\n", Set(("a",), "f")),
        ("a: >-   # b\n  c\n", Set(("a",), ["f"])),
        ("a: |+\n  b\n\n\n# c\n", Set(("a",), "d\n\n")),
        ("a:\n  - b\n  - c: d\n\n# e\n", Set(("a",), "f")),
        ("-   a: b\n    c: d  \n", Set((0,), "e")),
        ("- ~ # a\n", Set((0,), {"b": "c", "d": "e"})),
        ("a:\n  b\n", Set(("a",), None)),
        ("a: 'b\n  c' # d\n", Set(("a",), "e\nf")),
        ("a: b\n  c\r\nd: e", Set(("a",), "e\nf")),
        ("a: {b: , c: d}\n", Set(("a", "b"), "x")),
        ("a: [b, [c,  d]]\n", Set(("a", 1), "x")),
    ],
)
def test_a_value_is_put_back_as_it_was_written(before: str, operation: Operation) -> None:
    after = _edit(before, operation)

    assert after != before
    assert _edit(after, inverse(before, operation)) == before


def test_a_removal_cannot_be_taken_back_from_its_value() -> None:
    with pytest.raises(Refused):
        inverse("a: b\n", Remove(("a",)))


def test_what_is_given_as_written_is_proved_like_everything() -> None:
    assert _edit("a: b\n", Set(("a",), "c d", written=" 'c d'")) == "a: 'c d'\n"
    with pytest.raises(Refused):
        _edit("a: b\n", Set(("a",), "c", written="d"))
    with pytest.raises(Refused):
        _edit("a: b\n", Set(("a",), "c", written="c\nx: y"))


def test_a_whole_new_file() -> None:
    value: dict[str, Value] = {
        "partner": "hact",
        "commitments": [{"id": "hact-1", "due": Bare("2016-03"), "updates": [], "note": "a\nb\n"}],
    }
    text = new_document(value, ["yaml-language-server: $schema=x.json", "", "By Northfield"])

    assert text == (
        "# yaml-language-server: $schema=x.json\n#\n# By Northfield\npartner: hact\ncommitments:\n"
        "  - id: hact-1\n    due: 2016-03\n    updates: []\n    note: |\n      a\n      b\n"
    )
    assert parse(text) == parse(text, PureParser)


def test_a_comment_of_a_new_file_cannot_become_a_value() -> None:
    with pytest.raises(Refused):
        new_document({"a": "b"}, ["x\ny: z"])
    with pytest.raises(Refused):
        new_document({"a": "b"}, ["x\u2028y: z"])


def test_what_is_no_value_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError):
        edit("a: b\n", [Set(("a",), 1)])  # type: ignore[arg-type]


def test_a_mapping_is_written_on_one_line_where_its_neighbour_is() -> None:
    text = "partners:\n  haven: {name: Haven Trust} # since 2025\nthemes: {}\n"

    made = _edit(text, Insert(("partners",), "elm", {"name": "Elm, Housing", "sector": "housing"}))

    assert made == (
        "partners:\n  haven: {name: Haven Trust} # since 2025\n"
        "  elm: {name: 'Elm, Housing', sector: housing}\nthemes: {}\n"
    )


def test_a_mapping_too_long_for_one_line_is_written_below() -> None:
    text = "partners:\n  haven: {name: Haven Trust}\n"
    name = "Elm " * 28 + "Housing"

    assert _edit(text, Insert(("partners",), "elm", {"name": name})) == (
        f"partners:\n  haven: {{name: Haven Trust}}\n  elm:\n    name: >-\n      {'Elm ' * 22}Elm\n      {'Elm ' * 5}Housing\n"
    )


def test_the_whole_of_a_text_is_not_replaced_where_blanks_follow_it() -> None:
    """They would end up in a block text, and be lost on the way back."""
    with pytest.raises(Refused, match="stands behind"):
        _edit("a: b \r\n", Set((), {"c": "d\n\n"}))
