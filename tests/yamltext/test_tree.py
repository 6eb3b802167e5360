"""Text to values, and from a value back to its place; the same with both of PyYAML's parsers."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.yamltext.parsers import FastParser, PureParser
from actionplan.yamltext.problem import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from actionplan.yamltext.tree import ALIAS, Places, Route, Tree, parse

BOTH = pytest.mark.parametrize("parser", [FastParser, PureParser], ids=["fast", "pure"])


def _problems(tree: Tree) -> list[tuple[str, int]]:
    return [(each.kind, each.start) for each in tree.problems]


def _found(text: str, *route: str | int, part: str = "value") -> str:
    """What stands in *text* at the place of *route*, with its line."""
    start, end = Places(parse(text)).locate(route, part)
    return f"{text.count(chr(10), 0, start) + 1}:{text[start:end]}"


@BOTH
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("010", "010"),
        ("08", "08"),
        ("1.10", "1.10"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("2015-04-31", "2015-04-31"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("=", "="),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("", None),
        ("'~'", "~"),
        ('"null"', "null"),
        ("''", ""),
        ("nUlL", "nUlL"),
        ("|\n  two\n  lines", "two\nlines"),
        (">-\n  one\n  line", "one line"),
        ("'It''s'", "It's"),
        ('"caf\\u00e9"', "café"),
        ("over\n  two lines", "over two lines"),
    ],
)
def test_what_is_written_is_what_is_meant(parser: Any, written: str, read: str | None) -> None:
    tree = parse(f"a: {written}", parser)

    assert tree.value == {"a": read}
    assert tree.problems == ()
    assert tree.is_whole


CORPUS = [
    "a: 1\n",
    "a:\n  b:\n    - c\n    - d: e\n      f: [g, {h: i}]\n",
    "- - a\n  - b\n- c\n",
    "a: |\n  text\n\n\n# comment\nb: >-\n  folded\n  text\n",
    "# comment\n\na: b # comment\nc: 'd'\n",
    "a: {b: c, d: [e, f]}\r\ng: h\r\n",
    "a: \"over\n  lines\"\nb: 'over\n\n  lines'\n",
    "? a\n: b\n",
    "---\na: b\n...\n",
    "a: b\nc: 😀 é\nd: e\n",
    "a:\nb: ~\nc:\n  -\n  - d\n",
    "a: [b,\n  c]\nd: e",
    "a: &x b\nc: *x\n",
    "a: b\na: {c: d}\ne: f\n",
    "a: !!str b\nc: ! d\n",
    "<<: {a: b}\nc: [*x]\n",
    "%YAML 1.1\n---\na: b\n",
    "a: b\n---\nc: d\n",
    "'a': b\n\"c\": d\n",
    "a: 1:2:3\nb: http://x.example/#y\n",
]


@pytest.mark.parametrize("text", CORPUS)
def test_both_parsers_see_the_same(text: str) -> None:
    fast, pure = parse(text), parse(text, PureParser)

    assert fast == pure


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)


# PyYAML writes these as they are and reads them as something else; our files may not hold them.
_REFUSED = "\x85\u2028\u2029\ufeff"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=_REFUSED), max_size=40) | st.sampled_from(
    ["no", "~", "null", "", "a: b", "- c", "# d", "a\nb\n", " e ", "[f", "'g'", '"', "\t", "é😀", "---", "%x", "a\r\nb"]
)
KEYS = TEXTS.filter(lambda key: key != "<<")
DATA = st.dictionaries(KEYS, st.recursive(TEXTS, _nested, max_leaves=15), min_size=1, max_size=4)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # PyYAML asks it of each value
        return True


def _leaves(value: Any, route: Route = ()) -> list[tuple[Route, str]]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in _leaves(item, (*route, key))]
    if isinstance(value, list):
        return [leaf for number, item in enumerate(value) for leaf in _leaves(item, (*route, number))]
    return [(route, value)]


@settings(deadline=None)
@given(
    DATA,
    st.sampled_from([True, False, None]),
    st.sampled_from([None, '"', "'"]),
    st.booleans(),
    st.sampled_from([30, 999]),
)
def test_text_data_reads_back_and_is_found(
    data: Any, flow: bool | None, style: str | None, is_unicode: bool, width: int
) -> None:
    text: str = yaml.dump(
        data, Dumper=_Dumper, default_flow_style=flow, default_style=style, allow_unicode=is_unicode, width=width
    )
    tree = parse(text)
    places = Places(tree)

    assert tree.is_whole
    assert tree.value == data
    assert parse(text, PureParser) == tree
    for route, value in _leaves(data):
        start, end = places.locate(route)
        assert parse(_item(text[start:end])).value == [value]
        if isinstance(route[-1], str):
            start, end = places.locate(route, "key")
            assert parse(_item(text[start:end])).value == [route[-1]]


def _item(written: str) -> str:
    """What was *written*, as the item of a list; the lines of a block text have to stand deeper than its dash."""
    return "- " + (written.replace("\n", "\n" + " " * 40) if written[0] in "|>" else written)


PLAN = """\
# Northfield
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [elm, northfield]
    updates:
      - {date: 2025-12-05, status: in-progress}
      - date: 2025-12-08
        note: |
          Two hubs
          are open.
    parts:
  - id: haven-2
    due:
"""


@pytest.mark.parametrize(
    ("route", "part", "found"),
    [
        (("partner",), "value", "2:haven"),
        (("partner",), "key", "2:partner"),
        (("commitments",), "value", "4:id"),
        (("commitments",), "key", "3:commitments"),
        (("commitments", 0), "value", "4:id"),
        (("commitments", 0, "with"), "value", "6:elm"),
        (("commitments", 0, "with", 1), "value", "6:northfield"),
        (("commitments", 0, "updates", 0, "status"), "value", "8:in-progress"),
        (("commitments", 0, "updates", 1), "value", "9:date"),
        (("commitments", 0, "updates", 1, "note"), "key", "10:note"),
        (("commitments", 0, "parts"), "value", "13:"),
        (("commitments", 1, "id"), "value", "14:haven-2"),
        (("commitments", 1, "due"), "key", "15:due"),
        ((), "value", "2:partner"),
        # What is missing is shown where it should be: at the key that would hold it, else at the item's first key.
        (("commitments", 0, "updates", 0, "evidence"), "value", "8:date"),
        (("commitments", 0, "condition", "state"), "value", "4:id"),
        (("commitments", 1, "title"), "value", "14:id"),
        (("commitments", 7), "value", "3:commitments"),
        (("themes", "homes"), "value", "2:partner"),
        (("partner", "x"), "value", "2:partner"),
    ],
)
def test_locate(route: Route, part: str, found: str) -> None:
    assert _found(PLAN, *route, part=part) == found


def test_a_block_text_is_found_from_its_sign_on() -> None:
    assert _found(PLAN, "commitments", 0, "updates", 1, "note") == "10:|\n          Two hubs\n          are open.\n"


@BOTH
def test_the_first_of_two_equal_keys_is_kept_and_everything_below_is_still_found(parser: Any) -> None:
    text = "a: {x: [1, 2]}\nb: c\na: {y: [3, {z: 4}]}\nd: e\n"
    tree = parse(text, parser)
    (problem,) = tree.problems
    start, end = Places(tree).locate(("d",))

    assert tree.value == {"a": {"x": ["1", "2"]}, "b": "c", "d": "e"}
    assert (problem.kind, problem.detail, problem.start, problem.other) == ("duplicate-key", "a", 20, 0)
    assert text[start:end] == "e"


@BOTH
def test_equal_keys_in_lists_and_inside_each_other(parser: Any) -> None:
    text = "l:\n  - {k: 1, m: 2, k: {k: 3, k: 4}}\n  - {k: 5}\nend: 6\n"
    tree = parse(text, parser)

    assert tree.value == {"l": [{"k": "1", "m": "2"}, {"k": "5"}], "end": "6"}
    assert [(each.kind, text[each.start], each.other) for each in tree.problems] == [
        ("duplicate-key", "k", text.index("k: 1")),
        ("duplicate-key", "k", text.index("k: 3")),
    ]
    assert Places(tree).locate(("end",)) == (text.index("6"), text.index("6") + 1)


@BOTH
@pytest.mark.parametrize(
    ("text", "problems", "value"),
    [
        ("a: &x 1\nb: *x\n", [("anchor", 3), ("alias", 11)], {"a": "1", "b": ALIAS}),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", [("anchor", 3), ("merge", 18)], {"a": {"b": "1"}, "c": {"<<": ALIAS}}),
        ("a:\n  <<: [*x, *y]\n", [("merge", 5)], {"a": {"<<": [ALIAS, ALIAS]}}),
        ("a: [*x]\n", [("alias", 4)], {"a": [ALIAS]}),
        ("a: !!int 1\n", [("tag", 3)], {"a": "1"}),
        ("a: !x &y 1\n", [("anchor", 3), ("tag", 3)], {"a": "1"}),
        ("%YAML 1.1\n---\na: 1\n", [("directive", 0)], {"a": "1"}),
        ("a: 1\n---\nb: 2\n", [("several-documents", 5)], {"a": "1"}),
        (f"{'k' * 65}: 1\n", [("long-key", 0)], {"k" * 65: "1"}),
    ],
)
def test_what_is_noted_and_read_on(parser: Any, text: str, problems: list[tuple[str, int]], value: Any) -> None:
    tree = parse(text, parser)

    assert _problems(tree) == problems
    assert tree.value == value
    assert tree.is_whole


@BOTH
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ("empty", 0)),
        ("# only a comment\n", ("empty", 0)),
        ("---\n", ("empty", 0)),
        ("~\n", ("empty", 0)),
        ("? [a]\n: b\n", ("complex-key", 2)),
        ("{a: b}: c\n", ("complex-key", 0)),
        ("*a : b\n", ("alias", 0)),
        ("a: b: c\n", ("syntax", 4)),
        ("a: [b\n", ("syntax", 6)),
        ("a: b\n% c\n", ("directive", 5)),
        ("%FOO 1\n%YAML 9.9\n---\na: b\n", ("directive", 7)),
        ("a: \x01\n", ("control", 3)),
        ("a: \ud800\n", ("control", 3)),
    ],
)
def test_what_stops_reading(parser: Any, text: str, problem: tuple[str, int]) -> None:
    tree = parse(text, parser)

    if not (text.startswith("%FOO") and parser is FastParser):  # which gives up a line earlier
        assert _problems(tree) == [problem]
    assert [each.kind for each in tree.problems] == [problem[0]]
    assert not tree.is_whole


@BOTH
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_depth_is_bounded(parser: Any, opening: str) -> None:
    tree = parse(opening * 20_000, parser)

    assert [each.kind for each in tree.problems] == ["too-deep"]
    assert len(tree.spans) <= 4 * (MAX_DEPTH + 1)


@BOTH
def test_as_deep_as_allowed(parser: Any) -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH

    assert parse(text, parser).is_whole
    assert not parse(f"[{text}]", parser).is_whole


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 {k: 1}\n" + "".join(f"a{i}: &a{i} {{<<: [{','.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 12)),
        "a0: &a0 x\n" + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)),
        "? " * 20_000 + "x",
    ],
    ids=["merge keys", "laughs", "question marks"],
)
def test_bombs_are_small_once_read(parser: Any, text: str) -> None:
    tree = parse(text, parser)

    assert tree.problems
    assert len(tree.problems) <= MAX_PROBLEMS + 1
    assert len(str(tree.value)) < 5_000


@BOTH
def test_reading_stops_after_many_problems_and_says_so(parser: Any) -> None:
    text = "".join("a: &x 1\n" for _ in range(1_000))
    tree = parse(text, parser)

    assert len(tree.problems) == MAX_PROBLEMS + 1
    assert tree.problems[-1].kind == "many"
    assert not tree.is_whole


def test_too_many_values_are_not_built() -> None:
    tree = parse("[" + "," * (MAX_NODES + 1))

    assert [each.kind for each in tree.problems] == ["too-many"]
    assert len(tree.spans) == 0


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}\"'|>#&*!%@`,? \n\t\\~<=é"), max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    tree, pure = parse(text), parse(text, PureParser)

    assert tree.is_whole or tree.problems
    assert pure.is_whole or pure.problems
    for each in (*tree.problems, *pure.problems):
        assert 0 <= each.start <= each.end <= len(text)
