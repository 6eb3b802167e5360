"""The report in Word: read back by another library, it says what the JSON report says."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from time import perf_counter
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.report.model import (
    Bullets,
    Column,
    Facts,
    Letterhead,
    Link,
    Logo,
    Prose,
    RenderOptions,
    Report,
    Row,
    Section,
    Table,
    Text,
)
from actionplan.report.renderers.docx import comparable, render, seal_of
from actionplan.report.renderers.docx.markup import web_address
from actionplan.report.renderers.docx.tables import FILLS
from actionplan.report.widths import Measure, fits, widths
from tests.report import word_templates
from tests.report.contrast import contrast
from tests.report.docx_reading import W, barriers, blocks, document, part, says, tables
from tests.report.hostile import TITLES, hostile_report
from tests.report.plans import END_OF_2015, EVERYTHING, LATER, REAL, real, rendered, report_on, subject, subject_of
from tests.report.test_many import files
from tests.support import load_texts

REPORTS: dict[str, Callable[[], Report]] = {
    "real": lambda: report_on(real("mou-2015-16"), on=END_OF_2015),
    "real-later": lambda: report_on(real("nenc-housing-health-care"), on=LATER),
    "every-real-plan": lambda: report_on(*map(real, REAL), on=END_OF_2015),
    "everything": lambda: report_on(subject_of(EVERYTHING)),
    "hostile": hostile_report,
    "one": lambda: report_on(
        subject_of({"elm.yaml": "partner: elm\ncommitments:\n  - {id: elm-1, title: Insulate}\n"})
    ),
    "empty": lambda: report_on(subject_of({})),
    "no-plan": lambda: report_on(),  # noqa: PLW0108  # it may be given more
    "many": lambda: report_on(subject(load_texts(files(10, 50)))),
}
SEAL = '{"seal":1,"request":{"plan":["northfield"]},"digests":["' + "0123456789abcdef" * 40 + '"]}'


@cache
def report(name: str) -> Report:
    return REPORTS[name]()


@cache
def made(name: str) -> bytes:
    return render(report(name), RenderOptions())


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_is_that_of_the_json_report(name: str) -> None:
    told = json.loads(rendered(report(name), "json"))
    expected = [each for each in blocks(told, "") if each["type"] in ("table", "figures")]
    expected = [each for each in expected if each["type"] == "table" or any(map(_is_shown, each["rows"]))]
    found = tables(made(name))

    assert len(found) == len(expected)
    for block, rows in zip(expected, found, strict=True):
        if block["type"] == "figures":
            _same_figures(block, rows)
        else:
            _same_table(block, rows)


def _is_shown(figure: dict[str, object]) -> bool:
    share = figure["share"]
    return bool(isinstance(share, dict) and share["count"]) or bool(figure["before"])


def _same_figures(block: dict[str, object], rows: list[dict[str, str]]) -> None:
    assert isinstance(block["rows"], list)
    shown = [each for each in block["rows"] if _is_shown(each)]
    assert [row[str(block["heading"])] for row in rows] == [each["word"]["label"] for each in shown]
    assert all(says(row["How many"], each["share"]) for row, each in zip(rows, shown, strict=True))
    assert [row.get("Before") for row in rows] == [
        None if each["before"] is None else f"{each['before']:,}" for each in shown
    ]


def _same_table(block: dict[str, object], rows: list[dict[str, str]]) -> None:
    assert isinstance(block["rows"], list)
    assert isinstance(block["columns"], list)
    assert len(rows) == len(block["rows"])
    headings = {each["id"]: each["heading"] for each in block["columns"]}
    for row, cells in zip(rows, [each["cells"] for each in block["rows"]], strict=True):
        assert set(row) <= set(headings.values())
        for id_, value in cells.items():
            if headings[id_] not in row:  # a column in which nothing is said and nothing amiss
                assert "missing" in value
            elif isinstance(value, dict) and "counts" in value:
                assert [each for each in value["counts"].values() if each] == [
                    int(word) for word in row[headings[id_]].split() if word.isdecimal()
                ]
            else:
                assert says(row[headings[id_]], value), (block["id"], id_, row[headings[id_]], value)


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_told_in_sentences_is_all_there(name: str) -> None:
    told = json.loads(rendered(report(name), "json"))
    lines = iter([each.text for each in document(made(name)).paragraphs])
    expected = [told["title"]]
    for block in blocks(told, ""):
        match block["type"]:
            case "prose":
                expected.append(block["text"])
            case "bullets":
                expected += block["items"]
            case "none":
                expected.append(f"{block['caption']}: none." if block["caption"] else "None.")

    assert all(each in lines for each in expected)  # in this order: each search goes on where the last one ended


@pytest.mark.parametrize("name", REPORTS)
def test_the_facts_at_the_head_are_all_there(name: str) -> None:
    told = json.loads(rendered(report(name), "json"))
    lines = iter([each.text for each in document(made(name)).paragraphs])

    for fact in told["provenance"]:
        line = next(each for each in lines if each.startswith(f"{fact['label']}:\t"))
        said = line.removeprefix(f"{fact['label']}:\t")
        if isinstance(fact["value"], dict) and "counts" in fact["value"]:
            assert [int(each) for each in said.split() if each.isdecimal()] == [
                each for each in fact["value"]["counts"].values() if each
            ]
        else:
            assert says(said, fact["value"]) or said == f"{fact['value']['count']} of {fact['value']['of']} partners"


@pytest.mark.parametrize("name", REPORTS)
def test_nobody_is_shut_out(name: str) -> None:
    assert barriers(made(name)) == []


def test_the_check_for_barriers_finds_them() -> None:
    table = Table("t", "", (Column("a", "A"), Column("b", "")), (Row((Text("x"), Text(" "))),))
    bad = Report("T", (), date(2025, 1, 1), "0", Facts(()), (Section("s", " ", (table,)),))

    found = barriers(render(bad, RenderOptions()))

    assert found == ["a heading without words", "a table without a name", "an empty cell in ", "an empty cell in "]


@pytest.mark.parametrize("name", ["real", "everything", "hostile"])
def test_two_runs_give_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)  # what a zip file would take for its dates

    assert render(report(name), RenderOptions()) == made(name)


def test_nothing_in_it_tells_when_or_with_what_it_was_made() -> None:
    with ZipFile(io.BytesIO(made("everything"))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        text = b"".join([archive.read(each) for each in archive.namelist()])
    assert b"python-docx" not in text
    assert b"thumbnail" not in text


def test_its_properties() -> None:
    whole = replace(report("everything"), letterhead=Letterhead("R&D <beta> & £5m"), seal=SEAL)

    data = render(whole, RenderOptions())

    properties = document(data).core_properties
    assert properties.title == "Northfield homes and health plan"
    assert properties.subject == "Northfield homes and health plan (northfield)"
    assert properties.author == properties.last_modified_by == "R&D <beta> & £5m"
    assert properties.keywords == "northfield"
    assert properties.created == properties.modified == datetime(2025, 12, 31, tzinfo=UTC)
    assert properties.revision == 1
    assert properties.comments == ""
    assert seal_of(data) == SEAL
    assert seal_of(made("everything")) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 100, b"%PDF-1.7"])
def test_a_seal_is_looked_for_in_anything(data: bytes) -> None:
    assert seal_of(data) is None
    assert comparable(data) == data


def test_what_is_compared_leaves_out_the_dots_of_charts_and_no_more() -> None:
    data = made("everything")
    with ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    kept = comparable(data)

    assert isinstance(kept, dict)
    assert [each for each in names if each not in kept] == [each for each in names if each.endswith(".png")] != []
    assert kept != comparable(made("real"))


def test_hostile_words_are_shown_as_they_are() -> None:
    annex = next(rows for rows in tables(made("hostile")) if rows and "File and line" in rows[0])

    shown = {row["Id"]: row["Commitment"] for row in annex}

    assert shown == TITLES
    xml = part(made("hostile"), "word/document.xml")
    assert {each.tag for each in xml.iter(f"{W}fldSimple", f"{W}instrText", f"{W}altChunk")} == set()


def test_what_would_reorder_words_is_named_and_line_breaks_stay() -> None:
    text = "a\u202eb\x07c\ufffe\ud800 first\nsecond"
    blocks_ = (Prose(text), Bullets((text,)), Table("t", text, (Column("a", text),), (Row((Text(text),)),)))
    section = Section("s", text, blocks_)
    whole = Report(text, ("p",), date(2025, 1, 1), "0", Facts(()), (section,), Letterhead(text, text), text)

    data = render(whole, RenderOptions())

    shown = "a<U+202E>b<U+0007>c<U+FFFE><U+D800> first\nsecond"
    lines = [each.text for each in document(data).paragraphs if each.text]
    assert lines == [shown, shown, shown, shown, shown]
    assert tables(data) == [[{shown: shown}]]
    assert seal_of(data) == shown


@pytest.mark.parametrize("fill", FILLS.values(), ids=FILLS)
def test_words_can_be_read_on_every_ground(fill: str) -> None:
    assert contrast(f"#{word_templates.INK}", f"#{fill}") >= 7
    assert contrast("#0B5394", f"#{fill}") >= 4.5  # a link


def test_the_shipped_colours_can_be_read() -> None:
    assert contrast("#FFFFFF", f"#{word_templates.BAND}") >= 7
    assert contrast("#FFFFFF", f"#{word_templates.HEADING}") >= 7
    assert contrast("#FFFFFF", f"#{word_templates.GREY}") >= 4.5


def test_a_tone_is_a_ground_beside_its_word() -> None:
    grounds = {
        "".join([str(each) for each in cell.itertext()]): shade.get(f"{W}fill")
        for cell in part(made("everything"), "word/document.xml").iter(f"{W}tc")
        for shade in cell.iter(f"{W}shd")
    }

    assert grounds["Complete"] == FILLS["good"]
    assert grounds["Amber"] == FILLS["watch"]
    assert grounds["Red"] == FILLS["bad"]
    assert grounds["In progress"] == FILLS["neutral"]


def test_links_lead_where_they_say() -> None:
    register = next(each for each in document(made("everything")).tables if each.rows[0].cells[-1].text == "Evidence")
    (link,) = [link for line in register.rows[1].cells[-1].paragraphs for link in line.hyperlinks]

    assert (link.text, link.address) == ("Register of volunteers", "https://haven.example/register")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b_c?d=1&e=(2)#4", "https://a.example/b_c?d=1&e=(2)#4"),
        ("https://a.example/a b/£|<>\"'", "https://a.example/a%20b/%C2%A3%7C%3C%3E%22'"),
        ("https://a.example/100%/%41#x#y", "https://a.example/100%25/%41#x%23y"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a.example\u202e/", None),
        ("https://user@a.example/", None),
        ("file:///etc/passwd", None),
        ("https://a.example/" + "x" * 3_000, None),
    ],
)
def test_addresses_are_such_as_word_opens(url: str, address: str | None) -> None:
    assert web_address(url) == address


def test_an_address_that_word_could_not_follow_is_shown() -> None:
    table = Table("t", "Papers", (Column("a", "Paper"),), (Row((Link("Minutes", "ftp://b.example"),)),))
    whole = Report("T", (), date(2025, 1, 1), "0", Facts(()), (Section("s", "S", (table,)),))

    assert tables(render(whole, RenderOptions())) == [[{"Paper": "Minutes, ftp://b.example"}]]


def test_charts_are_there_as_dots_and_sharp() -> None:
    data = made("everything")
    with ZipFile(io.BytesIO(data)) as archive:
        dots = [archive.read(each) for each in archive.namelist() if each.endswith(".png")]
        drawings = [archive.read(each) for each in archive.namelist() if each.endswith(".svg")]

    assert len(dots) == len(drawings) > 0
    assert all(each.startswith(b"\x89PNG") for each in dots)
    assert all(b"<svg" in each for each in drawings)
    svg = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
    assert len(list(part(data, "word/document.xml").iter(svg))) == len(drawings)


def test_without_the_library_that_draws_there_are_only_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)

    data = render(report("everything"), RenderOptions())

    assert tables(data) == tables(made("everything"))
    assert b"<w:drawing" not in ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_pages_turn_at_most_once_and_back() -> None:
    sections = document(made("everything")).sections
    wide = [
        each.page_width is not None and each.page_height is not None and each.page_width > each.page_height
        for each in sections
    ]

    assert wide == [False, True]
    assert [each.header.is_linked_to_previous for each in sections] == [False, True]
    assert len(document(made("empty")).sections) == 1


@given(
    st.lists(
        st.builds(Measure, st.integers(0, 60), st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=16
    )
)
def test_columns_share_the_room(columns: list[Measure]) -> None:
    room = 9638

    shared = widths(columns, room)

    assert sum(shared) <= room
    assert min(shared) > 0
    if fits(columns, room):  # then each has at least what its longest word takes, bold or not
        assert all(width >= min(each.word, 16) * 90 for width, each in zip(shared, columns, strict=True))


def test_a_short_table_keeps_its_width_and_running_text_takes_all_there_is() -> None:
    short, long = Measure(5, 8, 5), Measure(8, 200, 120)

    assert sum(widths([short, short], 9638)) < 4000
    first, second = widths([short, long], 9638)
    assert first + second == 9638
    assert second > 7 * first


def test_tables_are_no_wider_than_the_page() -> None:
    for table in part(made("hostile"), "word/document.xml").iter(f"{W}tbl"):
        columns = [int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")]
        assert sum(columns) <= 16838 - 2 * 1134
        for row in table.findall(f"{W}tr"):
            assert [int(each.get(f"{W}w", "0")) for each in row.iter(f"{W}tcW")] == columns


def test_a_thousand_rows(capsys: pytest.CaptureFixture[str]) -> None:
    whole = report_on(subject(load_texts(files(20, 50))))
    start = perf_counter()

    data = render(whole, RenderOptions())

    with capsys.disabled():
        print(f"[a Word report of 1,000 commitments: {perf_counter() - start:.1f} s, {len(data) / 1e6:.1f} MB]")  # noqa: T201
    annex = [each for each in part(data, "word/document.xml").iter(f"{W}tbl") if len(each.findall(f"{W}tr")) == 1001]
    assert len(annex) == 1


LOGO = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000640000003208020000001c0a2ad60000000049454e44ae426082")


def test_the_letterhead_is_on_every_page() -> None:
    head = Letterhead("Northfield Council", "OFFICIAL", Logo(LOGO, "png", "The arms of Northfield"))

    data = render(replace(report("everything"), letterhead=head), RenderOptions())

    first = document(data).sections[0]
    assert [each.text for each in first.header.paragraphs] == ["Northfield Council", "OFFICIAL"]
    assert [each.text for each in first.footer.paragraphs] == ["Page 1 of 1", "OFFICIAL"]
    assert barriers(data) == []
    assert 'descr="The arms of Northfield"' in ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_pictures_keep_their_size_where_the_page_has_room() -> None:
    head = Letterhead(logo=Logo(LOGO, "png", "The arms of Northfield"))  # 100 by 50 dots, 72 to the inch
    extent = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"

    data = render(replace(report("everything"), letterhead=head), RenderOptions())

    logo, *charts = [
        (int(each.get("cx", "0")), int(each.get("cy", "0"))) for each in part(data, "word/document.xml").iter(extent)
    ]
    assert logo == (1_270_000, 635_000)
    assert charts
    assert all(width <= 9_638 * 635 for width, _ in charts)


def test_a_logo_that_is_no_picture_is_left_out() -> None:
    head = Letterhead("Northfield Council", "", Logo(b"\x89PNG\r\n\x1a\n broken", "png", "Arms"))

    assert b"Arms" not in ZipFile(io.BytesIO(render(replace(report("one"), letterhead=head), RenderOptions()))).read(
        "word/document.xml"
    )
