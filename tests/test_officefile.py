"""Office files that stay the same, what they keep unseen, and text that no spreadsheet reckons with."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplan.officefile import (
    as_it_was,
    as_text,
    contents,
    custom_property,
    cut,
    property_pieces,
    rezip,
    units,
    zipped,
)

PART = "docProps/custom.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
)


def archive(members: dict[str, str | bytes], year: int = 2024) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), data)
    return out.getvalue()


def keeping(properties: dict[str, str], before: str = "") -> bytes:
    items = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return archive({PART: f"{before or HEAD}{items}</Properties>"})


def test_the_same_members_are_the_same_file_whenever_and_in_whatever_order_they_were_written() -> None:
    members: dict[str, str | bytes] = {
        "word/document.xml": "text" * 100,
        "_rels/.rels": "r",
        "[Content_Types].xml": "c",
        "word/": "",
    }

    made = rezip(archive(members))

    assert made == rezip(archive(dict(reversed(members.items())), year=1999)) == rezip(made)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in file.infolist()} == {zipfile.ZIP_DEFLATED}
        assert file.read("word/document.xml") == b"text" * 100


def test_what_a_file_keeps_is_read_back() -> None:
    data = keeping({"other": "x", "seal": "{&quot;a&quot;: &quot;R&amp;D &#163;5&quot;}"})

    assert custom_property(data, "seal") == '{"a": "R&D £5"}'
    assert custom_property(data, "other") == "x"
    assert custom_property(data, "missing") is None
    assert custom_property(keeping({"seal": ""}), "seal") == ""


def test_long_values_are_kept_in_pieces() -> None:
    value = "a🏠" * 200
    pieces = dict(property_pieces("seal", value))

    assert list(pieces) == ["seal", "seal.2", "seal.3"]
    assert max(map(units, pieces.values())) <= 255
    assert custom_property(keeping({"unrelated": "x", **pieces}), "seal") == value
    assert list(property_pieces("seal", "")) == [("seal", "")]


def test_files_are_told_apart_by_what_is_in_them() -> None:
    members = {"a": b"text" * 1_000, "b": b"more"}
    light, hard = zipped(members, 1), zipped(members, 9)

    assert light != hard
    assert contents(light) == contents(hard) == members
    assert contents(b"no archive") is None
    assert contents(light[:-30]) is None


def test_what_would_unpack_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actionplan.officefile.LARGEST", 3_999)

    assert contents(zipped({"a": b"text" * 1_000})) is None


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7",
        archive({}),
        archive({"docProps/core.xml": "x"}),
        archive({PART: "not xml"}),
        archive({PART: b"\xff\xfe<\x00"}),
        archive({PART: "<a/>"}),
        archive({PART: HEAD + '<property name="seal"><vt:i4>5</vt:i4></property></Properties>'}),
        keeping({"seal": "&b;"}, before=BOMB + HEAD.partition("?>")[2]),
        keeping({"seal": "x" * 1_048_576}),
        keeping({"seal": "x"})[:-40],
        keeping({"seal": "x"}).replace(b"PK\x03\x04", b"PK\x03\x05"),
    ],
    ids=range(13),
)
def test_damaged_and_hostile_files_keep_nothing(data: bytes) -> None:
    assert custom_property(data, "seal") is None


def test_a_part_that_says_it_is_small_is_still_not_read_whole() -> None:
    data = bytearray(keeping({"seal": "x" * 2_000_000}))
    for place in range(len(data) - 4):
        if data[place : place + 4] == b"PK\x01\x02":
            data[place + 24 : place + 28] = (100).to_bytes(4, "little")  # the size it has when unpacked

    assert custom_property(bytes(data), "seal") is None


@settings(derandomize=True, max_examples=300)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_no_bytes_are_too_strange(noise: bytes, place: int) -> None:
    whole = keeping({"seal": "x"})

    assert custom_property(noise, "seal") is None
    assert custom_property(whole[:place] + noise + whole[place + len(noise) :], "seal") in (None, "x")


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=60), st.integers(2, 9))
@example("🏠🏠🏠", 3)
def test_pieces_are_short_enough_and_make_up_the_whole(text: str, most: int) -> None:
    pieces = list(cut(text, most))

    assert "".join(pieces) == text
    assert all(units(each) <= most for each in pieces)
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("- first", "'- first"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r\nx", "'\r\nx"),
        ("\n", "'\n"),
        ("\0x", "'\0x"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("''-1", "'''-1"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("", ""),
        ("a = b", "a = b"),
        ("3 - 1", "3 - 1"),
    ],
)
def test_what_a_spreadsheet_would_reckon_with_is_marked(text: str, cell: str) -> None:
    assert as_text(text) == cell
    assert as_it_was(cell) == text


@settings(derandomize=True, max_examples=1_000)
@given(st.text(st.sampled_from("'=+-@ \t\r\n\0\uff1dab"), max_size=6) | st.text(max_size=20))
def test_marked_text_comes_back_as_it_was(text: str) -> None:
    cell = as_text(text)

    assert as_it_was(cell) == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))
