"""What officers paste from Word, Excel and Teams comes back character for character, wherever it is put."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplan.yamltext.characters import read_source
from actionplan.yamltext.edit import Append, Insert, Operation, Refused, Set, edit, new_document
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.scalars import _ESCAPED, _needs_escape
from actionplan.yamltext.tree import parse
from tests.yamltext.oracle import read

PLACES: list[tuple[str, Any]] = [
    ("a: x\nb: y # z\nc: z\n", lambda text: Set(("b",), text)),
    ("a: x\nb: 'y'\nc: z\n", lambda text: Set(("b",), text)),
    ('a: x\nb: "y"\nc: z\n', lambda text: Set(("b",), text)),
    ("a: x\nb: |\n  y\n\nc: z\n", lambda text: Set(("b",), text)),
    ("a: {b: y, c: z}\n", lambda text: Set(("a", "b"), text)),
    ("a:\n  - x\n\nc: z\n", lambda text: Append(("a",), text)),
    ("a:\n- b: x\nc: z\r\n", lambda text: Append(("a",), {"b": text, "c": text})),
    ("a:\n  - {b: x}\n", lambda text: Append(("a",), {"b": text, "c": [text]})),
    ("a: [x]\nc: z\n", lambda text: Append(("a",), text)),
    ("a:\n    b: x\nc: z", lambda text: Insert(("a",), "c", [text, {"d": text}])),
    ("a: x\nc: z", lambda text: Insert((), "d", text)),
]

PASTED = [
    "“Smart quotes” and ‘others’ – with a dash…",
    "a\u00a0b\u00a0c",
    "\u00a0starts and ends\u00a0",
    "line\x0bbreak from Word",
    "first\r\nsecond\r\n",
    "first\rsecond",
    "emoji 😀 👩‍👩‍👧 ✔️ 👋🏽 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    *[f"{sign} begins" for sign in "-:#@%!&*|>'\"?`=~,[]{}"],
    *[f"{sign}begins" for sign in "-:#@%!&*|>'\"?`=~,[]{}"],
    *[f"ends {sign}" for sign in "-:#@%!&*|>'\"?`=~,[]{}"],
    *[f"in {sign} the {sign}middle of{sign} it" for sign in "-:#@%!&*|>'\"?`=~,[]{}"],
    *"-:#@%!&*|>'\"?`=~,[]{}\\",
    "many words, " * 40 + "and an end",
    "many  blanks " * 40 + "and an end",
    "a\u00a0b " * 60 + "c",
    "https://haven.example/" + "x" * 300,
    "many words " * 40 + "# no comment: " + "many words " * 40 + "end",
    "ends with blanks  ",
    "  begins with blanks",
    "\tbegins with a tab",
    "a\ttab\tbetween",
    "  one\n    two\n three",
    "\n  one\ntwo",
    "   \none",
    "one\n   ",
    "one  \n\n\n  two\n\n",
    "one\n\ttwo\n",
    "\tone\ntwo\n",
    "\n\none\n",
    "\n",
    " ",
    "",
    "- one\n- two",
    "# one\n# two",
    "---\none\n...\n",
    "one: two\nthree: four\n",
    *["no", "No", "yes", "on", "off", "true", "y", "N", "null", "Null", "~", "NULL", "nUll"],
    *["1:30", "09:30", "190:20:30", "2015-10-05", "2015-10", "2016", "010", "0x1F", "0o17", "1_000", "1e3", ".5", "-1", "+1", "1.10"],
    *[".inf", "-.INF", ".nan", "=", "<<", "---", "...", "--- x", "... x", "2015-10-05 10:00:00", "0b11", "1,000"],
    "\u202eoverride", "zero\u200bwidth", "soft\u00adhyphen", "\ufeffmark", "\u2028", "a\u2029b", "a\x85b", "\ufffe", "\U0001ffff", "\x00", "\x1b[2J", "\x7f",
    "مرحبا", "こんにちは", "é", "e\u0301", "𝒳",
    "C:\\plans\\new", 'say "no"', "it's",
]  # fmt: skip


@pytest.mark.parametrize("text", PASTED, ids=ascii)
@pytest.mark.parametrize(("before", "operation"), PLACES, ids=[each[0] for each in PLACES])
def test_pasted_text_comes_back(before: str, operation: Any, text: str) -> None:
    _comes_back(before, operation(text), text)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    " \t\n-:#'\"|>[]{},a?&*!%@`\\é\u00a0😀\r\x85", max_size=12
)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(PLACES), TEXTS)
@example(PLACES[0], " \n a")
def test_any_text_comes_back(place: tuple[str, Any], text: str) -> None:
    before, operation = place
    _comes_back(before, operation(text), text)


def _comes_back(before: str, operation: Operation, text: str) -> None:
    after = edit(before, [operation]).text
    route: tuple[Any, ...] = operation.route
    if isinstance(operation, Insert):
        route = (*route, operation.key)
    elif isinstance(operation, Append):
        route = (*route, 1)
    for got in (parse(after).value, parse(after, PureParser).value, read(after), read(after, yaml.CBaseLoader)):
        at = got
        for step in route:
            at = at[step]
        assert set(_texts(at)) == {text}
    assert read_source("x", after.encode())[1] == ()


def _texts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [each for item in value.values() for each in _texts(item)]
    return [each for item in value for each in _texts(item)] if isinstance(value, list) else [value]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("two words", "two words"),
        ("x:y, [z] {w}", "x:y, [z] {w}"),
        ("http://x.example/#y", "http://x.example/#y"),
        ("-x", "-x"),
        ("“quoted” – it’s", "“quoted” – it’s"),
        ("it's", "it's"),
        ('say "no"', 'say "no"'),
        ("a\u00a0b", "a\u00a0b"),
        ("👩‍👩‍👧 ✔️", "👩‍👩‍👧 ✔️"),
        ("no", "'no'"),
        ("y", "'y'"),
        ("2015-10", "2015-10"),
        ("2015-10-05", "'2015-10-05'"),
        ("2016", "'2016'"),
        ("1:30", "'1:30'"),
        ("09:30", "'09:30'"),
        ("1e3", "'1e3'"),
        ("0o17", "'0o17'"),
        ("null", "'null'"),
        ("=", "'='"),
        ("", "''"),
        ("a: b", "'a: b'"),
        ("it's: b", "'it''s: b'"),
        ("a #b", "'a #b'"),
        ("a:", "'a:'"),
        (" a", "' a'"),
        ("\u00a0a", "'\u00a0a'"),
        ("- a", "'- a'"),
        ("a\tb", '"a\\tb"'),
        ("a\x0bb\\", '"a\\x0Bb\\\\"'),
        ("a\u200bb", '"a\\u200Bb"'),
        ("\U0001ffff", '"\\U0001FFFF"'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\nb\n\n", "|+\n  a\n  b\n"),
        (" a\nb", "|2-\n   a\n  b"),
        ("\n\n", '"\\n\\n"'),
        ("word " * 30 + "end", ">-\n  " + "word " * 18 + "word\n  " + "word " * 10 + "word end"),
        ("x" * 200, "x" * 200),
        ("x" * 98, "x" * 98),
        ("w " + "x" * 95, "w " + "x" * 95),
        ("w " + "x" * 96, ">-\n  w " + "x" * 96),
        ("w " + "x" * 97, ">-\n  w\n  " + "x" * 97),
        ("a, b: " + "x" * 120, ">-\n  a, b:\n  " + "x" * 120),
    ],
    ids=ascii,
)
def test_how_a_text_is_written(text: str, written: str) -> None:
    assert edit("b:\nc: d\n", [Set(("b",), text)]).text == f"b: {written}\nc: d\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a b", "a b"),
        ("a, b", "'a, b'"),
        ("x:y", "'x:y'"),
        ("a]", "'a]'"),
        ("a\nb", '"a\\nb"'),
        ("-x", "-x"),
        ("?x", "'?x'"),
        ("why? now", "'why? now'"),
    ],
)
def test_how_a_text_is_written_in_brackets(text: str, written: str) -> None:
    assert edit("b: [c]\n", [Append(("b",), text)]).text == f"b: [c, {written}]\n"


@settings(deadline=None)
@given(
    st.dictionaries(
        TEXTS,
        st.recursive(
            TEXTS | st.none(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_any_new_document_reads_back(value: Any) -> None:
    try:
        text = new_document(value)
    except Refused:
        assert any(key == "<<" or len(key) > 64 for key in _keys(value))
        return
    assert parse(text).value == value
    assert parse(text, PureParser).value == value


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in _keys(item))]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []


def test_no_character_that_is_escaped_gets_past_the_quick_look() -> None:
    every = [chr(number) for number in range(sys.maxunicode + 1)]

    assert [each for each in every if _ESCAPED.match(each) and not _needs_escape(each)] == []
