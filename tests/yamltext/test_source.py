"""Lines and columns, as git and an editor count them."""

from __future__ import annotations

import pytest

from actionplan.yamltext.characters import read_source
from actionplan.yamltext.source import Source

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\n\nb", 2, (2, 1)),
        ("a\n", 2, (2, 1)),
        ("é😀\nb", 3, (2, 1)),
        ("é😀x", 2, (1, 3)),
        # A lone carriage return and Unicode's line ends are characters like any other: git knows none of them.
        ("a\rb", 2, (1, 3)),
        ("a\x85b\u2028c\u2029d\x0be\x0cf\x1cg", 12, (1, 13)),
    ],
)
def test_position(text: str, offset: int, position: tuple[int, int]) -> None:
    assert Source("a.yaml", text).position(offset) == position


def test_lines_are_without_their_ends() -> None:
    source = Source("a.yaml", "one\r\ntwo\n\nfour\x85more")

    assert [source.line(number) for number in range(6)] == ["", "one", "two", "", "four\x85more", ""]
    assert source.line_count == 4
    assert [source.offset(number) for number in (1, 2, 3, 4)] == [0, 5, 9, 10]


def test_every_offset_is_on_the_line_that_holds_it() -> None:
    text = "partner: haven\r\n\r\nnote: café\n\n"
    source = Source("a.yaml", text)

    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.offset(line) + column - 1 == offset
        assert text.count("\n", 0, offset) == line - 1


def test_the_lines_of_many_offsets_are_those_of_each() -> None:
    source = Source("a.yaml", "partner: haven\r\n\r\nnote: café\n\n")
    offsets = [0, 0, 3, 15, 16, 17, 18, 20, 30]

    assert source.lines_of(offsets) == [source.position(each)[0] for each in offsets]
    assert source.lines_of([]) == []


@pytest.mark.parametrize("data", [b"a: b\n", b"", b"a: caf\xc3\xa9\r\n"])
def test_a_byte_order_mark_is_taken_off_and_remembered(data: bytes) -> None:
    bare, bare_problems = read_source("a.yaml", data)
    marked, problems = read_source("a.yaml", BOM + data)

    assert (marked.text, marked.has_bom, bare.has_bom) == (bare.text, True, False)
    assert bare_problems == ()
    assert [(each.kind, each.start) for each in problems] == [("byte-order-mark", 0)]


def test_only_the_first_byte_order_mark_is_one() -> None:
    source, problems = read_source("a.yaml", BOM + BOM + b"a: b\n")

    assert source.text == "\ufeffa: b\n"
    assert [each.kind for each in problems] == ["byte-order-mark", "invisible"]


@pytest.mark.parametrize(
    ("data", "kind", "position", "detail"),
    [
        (b"a: b\nc: caf\xe9 d\n", "not-utf8", (2, 7), "E9 20"),
        (b"\xc3\xa9: \xff\n", "not-utf8", (1, 4), "FF 0A"),
        (b"a: \xc3", "not-utf8", (1, 4), "C3"),
        (b"a: \xed\xa0\x80", "not-utf8", (1, 4), "ED A0"),
        (BOM + b"a: \x80\n", "not-utf8", (1, 4), "80 0A"),
        ("a: b\n".encode("utf-16"), "utf-16", (1, 1), ""),
        ("a: b\n".encode("utf-16-le"), "utf-16", (1, 1), ""),
        ("a: b\n".encode("utf-16-be"), "utf-16", (1, 1), ""),
        ("a: b\n".encode("utf-32"), "utf-16", (1, 1), ""),
        (b"PK\x03\x04\x14\x00", "not-text", (1, 1), "an Excel workbook or another zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not-text", (1, 1), "an old Excel or Word document"),
        (b"%PDF-1.7\n", "not-text", (1, 1), "a PDF"),
    ],
)
def test_what_is_not_utf8(data: bytes, kind: str, position: tuple[int, int], detail: str) -> None:
    source, (problem,) = read_source("a.yaml", data)

    assert (problem.kind, source.position(problem.start), problem.detail) == (kind, position, detail)
