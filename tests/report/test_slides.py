"""The report as slides: read back by another library, they say what the JSON report says, and nothing runs over."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path as File
from typing import Any
from zipfile import ZipFile

import openpyxl
import pptx
import pytest
from openpyxl.utils.datetime import from_excel
from pptx.util import Emu

from actionplan.report.model import (
    Bars,
    CannotRender,
    Figure,
    Figures,
    Letterhead,
    Logo,
    Path,
    Prose,
    RenderOptions,
    Report,
    Section,
    Share,
    Status,
    Template,
)
from actionplan.report.renderers.slides import comparable, render, seal_of
from actionplan.report.renderers.slides.measure import LINE, lines_of, plain, width_of
from tests.office import converted
from tests.report.hostile import TITLES
from tests.report.plans import HEAD, REAL, rendered, report_on, subject_of
from tests.report.recounted import words
from tests.report.slides_templates import TEMPLATES, odd_template, potx
from tests.report.test_docx import REPORTS, SEAL

POINT = 12_700
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
KEPT = ("summary", "headline", "decisions", "exceptions", "coming")
LONG = "Insulate every cold home in the three wards with the worst health " * 30

ALL: dict[str, Callable[[], Report]] = {
    **REPORTS,
    "long": lambda: report_on(
        subject_of({"elm.yaml": f"partner: elm\ncommitments:\n  - {{id: elm-1, title: {json.dumps(LONG[:290])}}}\n"})
    ),
}


@cache
def report(name: str) -> Report:
    return ALL[name]()


@cache
def made(name: str, template: str = "") -> bytes:
    return render(report(name), RenderOptions(template=TEMPLATES[template]() if template else None))


@cache
def slides(name: str, template: str = "") -> list[Any]:
    return list(opened(made(name, template)).slides)


def opened(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def title_of(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def tables_of(slide: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table
    ]


def blocks(told: Any, kind: str, within: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The blocks of one kind in those sections of a JSON report."""
    for section in told["sections"]:
        if section["id"] in told.get("plans", ()):
            yield from blocks({"sections": section["sections"]}, kind, within)
        elif section["id"] in within:
            yield from (each for each in section["blocks"] if each["type"] == kind)


# What they say


@pytest.mark.parametrize("name", ALL)
def test_every_count_is_that_of_the_json_report(name: str) -> None:
    told = json.loads(rendered(report(name), "json"))
    expected = [
        [each["caption"], *(_figure(row) for row in each["rows"] if row["share"]["count"] or row["before"])]
        for each in blocks(told, "figures", KEPT)
    ]
    captions = [each[0] for each in expected]
    found = [
        [table[0][0], *(" / ".join(row) for row in table[1:])]
        for slide in slides(name)
        for table in tables_of(slide)
        if table[0][0] in captions
    ]

    assert found == expected


def _figure(row: Any) -> str:
    share, before = row["share"], row["before"]
    part = f"{share['count']:,} of {share['of']:,}"
    said = f"{part}, under 1%" if share["count"] and not share["percent"] else f"{part}, {share['percent']}%"
    if before is None:
        return f"{row['word']['label']} / {said}"
    moved = share["count"] - before
    change = "no change" if not moved else f"up {moved:,}" if moved > 0 else f"down {-moved:,}"
    return f"{row['word']['label']} / {said} / {before:,} / {change}"


@pytest.mark.parametrize("name", ALL)
def test_every_table_is_that_of_the_json_report_as_far_as_it_goes(name: str) -> None:
    """Each cell is there whole, or shortened with the whole text in the notes; each row that is not there is counted."""
    told = json.loads(rendered(report(name), "json"))
    captions = {each["caption"] for each in blocks(told, "figures", KEPT)}
    found = [(slide, table) for slide in slides(name) for table in tables_of(slide) if table[0][0] not in captions]
    place = 0
    for block in blocks(told, "table", KEPT):
        shown = 0
        while shown < len(block["rows"]):
            slide, (head, *rows) = found[place]
            place += 1
            ids = [next(each["id"] for each in block["columns"] if plain(each["heading"]) == text) for text in head]
            for cells, row in zip(rows, block["rows"][shown : shown + len(rows)], strict=True):
                for id_, text in zip(ids, cells, strict=True):
                    _same(text, row["cells"][id_], notes_of(slide))
            shown += len(rows)
            more = re.search(r"^([\d,]+) more in the paper\.$", _said_beside(slide), re.MULTILINE)
            if more:
                assert shown + int(more[1].replace(",", "")) == len(block["rows"])
                break
    assert place == len(found)


def _same(text: str, value: Any, notes: str) -> None:
    if isinstance(value, int):
        assert re.match(r"[\d,]+", text)[0] == f"{value:,}"  # type: ignore[index]  # a number is there or the test fails
        return
    whole = f"{value['count']:,} of {value['of']:,}" if "count" in value else plain(words(value))
    if text.endswith("…") and not whole.endswith("…"):
        assert whole.startswith(text[:-1])
        assert whole in notes
    else:
        assert text == whole


def _said_beside(slide: Any) -> str:
    return "\n".join(each.text_frame.text for each in slide.shapes if each.has_text_frame)


def test_the_headline_says_what_the_paper_says() -> None:
    (slide,) = [each for each in slides("real") if title_of(each) == "Headline"]

    assert "Of 10 commitments, none is complete and all 10 are open; 3 have had no update." in _said_beside(slide)
    assert tables_of(slide)[0][1:] == [
        ["In progress", "5 of 10, 50%", "1", "up 4"],
        ["Status not given", "2 of 10, 20%", "1", "up 1"],
        ["No update received", "3 of 10, 30%", "8", "down 5"],
    ]


def test_more_words_than_a_slide_holds_go_on() -> None:
    rows = tuple(Figure(Status(f"w{each}", f"Word {each}", "neutral"), Share(1, 60, 2)) for each in range(60))
    told = (Prose("Sixty words. " * 60), Figures("status", "By word", "Word", rows))
    many = replace(report("one"), sections=(Section("headline", "Headline", told),))
    data = render(many, RenderOptions())

    found = [table for slide in opened(data).slides for table in tables_of(slide)]
    assert [row[0] for table in found for row in table[1:]] == [f"Word {each}" for each in range(60)]
    assert len(found) > 1
    nothing_runs_over(opened(data))


def test_what_there_is_none_of_is_said() -> None:
    (decisions,) = [each for each in slides("real") if title_of(each).startswith("Decisions")]
    (exceptions,) = [each for each in slides("real") if title_of(each).startswith("Exceptions")]

    assert "None." in _said_beside(decisions)
    assert "Overdue against the date first agreed: none." in _said_beside(exceptions)


def test_the_order_is_that_of_the_meeting() -> None:
    assert [title_of(each) for each in slides("everything")] == [
        "Northfield homes and health plan",
        "Headline",
        "Decisions asked of this meeting: Grant or refuse more time",
        "Decisions asked of this meeting: Withdraw or agree anew: the condition failed",
        "Exceptions: Red and amber",
        "Exceptions: Overdue against the date first agreed",
        "Exceptions: No update for October to December 2025",
        "Exceptions: Statements that contradict each other",
        "Status by partner",
        "Confidence of the open ones, status of the others",
        "Homes below 18 degrees, per cent of homes",
        "Calls, calls",
        "Due next, and what waits on whom: Due in January to March 2026",
        "Due next, and what waits on whom: Waiting",
    ]


def test_several_plans_come_one_after_the_other() -> None:
    titles = [title_of(each) for each in slides("every-real-plan")]

    assert titles[:2] == ["Progress of the action plans", "All plans"]
    assert [each for each in titles if each.startswith("Headline")] == [f"Headline ({each})" for each in REAL]
    assert len(titles) == len(set(titles))


def test_a_long_list_of_decisions_goes_on_and_says_so() -> None:
    titles = [title_of(each) for each in slides("hostile") if title_of(each).startswith("Decisions")]
    count = len(titles)

    assert count > 1
    assert titles == [f"Decisions asked of this meeting ({each} of {count})" for each in range(1, count + 1)]


def test_five_hundred_commitments_are_few_slides() -> None:
    assert len(slides("many")) <= 12


# Charts


def pictures(of: Report) -> list[Bars | Path]:
    def found(section: Section) -> Iterator[Bars | Path]:
        yield from (each for each in section.blocks if isinstance(each, Bars | Path))
        for inner in section.sections:
            yield from found(inner)

    return [picture for each in of.sections for picture in found(each)]


def charts_of(name: str) -> list[tuple[str, Any]]:
    return [
        (re.sub(r" \(.*\)$", "", title_of(slide)), shape.chart)
        for slide in slides(name)
        for shape in slide.shapes
        if shape.has_chart
    ]


@pytest.mark.parametrize("name", ["real", "everything", "many"])
def test_the_bars_are_those_of_the_report(name: str) -> None:
    for picture in pictures(report(name)):
        if isinstance(picture, Bars):
            charts = [chart for caption, chart in charts_of(name) if caption == picture.caption]
            found = [
                (label, {each.name: each.values[place] for each in chart.plots[0].series if each.values[place]})
                for chart in charts
                for place, label in enumerate(chart.plots[0].categories)
            ]
            assert found == [(bar.label, {word.label: count for word, count in bar.pieces}) for bar in picture.rows]


def test_a_path_has_its_readings_under_their_days() -> None:
    picture = next(each for each in pictures(report("everything")) if isinstance(each, Path))
    chart = dict(charts_of("everything"))[picture.caption]

    for series, measures in zip(chart.plots[0].series, (picture.path, picture.readings), strict=True):
        days = [str(each.date.last) for each in measures]
        shown = zip(chart.plots[0].categories, series.values, strict=True)
        found = [(_day(label), value) for label, value in shown if value is not None]
        assert found == [(day, float(each.value)) for day, each in zip(days, measures, strict=True)]


def _day(label: str) -> str:
    return str(from_excel(float(label)))[:10]


@pytest.mark.parametrize("name", ["real", "everything", "hostile"])
def test_the_workbook_in_a_chart_holds_its_figures(name: str) -> None:
    for _, chart in charts_of(name):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        (head, *rows) = book["Sheet1"].iter_rows(values_only=True)
        series = chart.plots[0].series

        assert list(head[1:]) == [each.name for each in series]
        for number, each in enumerate(series, 1):
            assert [row[number] for row in rows] == list(each.values)
        assert not any(cell.data_type == "f" for row in book["Sheet1"].iter_rows() for cell in row)


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    head = HEAD.replace("{name: Elm Housing}", "{name: '=cmd|calc!A1'}")
    both = "commitments:\n  - {id: X-1, title: Insulate}\n"
    files = {f"{each}.yaml": f"partner: {each}\n" + both.replace("X", each) for each in ("elm", "haven")}
    data = render(report_on(subject_of({"plan.yaml": head, **files})), RenderOptions())

    (chart,) = [
        s.chart for each in opened(data).slides for s in each.shapes if s.has_chart and "partner" in title_of(each)
    ]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = {cell.value: cell.data_type for row in book["Sheet1"].iter_rows() for cell in row}
    assert cells["=cmd|calc!A1"] == "s"


def test_each_colour_has_its_word() -> None:
    for _, chart in charts_of("everything"):
        assert chart.has_legend
        assert all(series.name.strip() for series in chart.plots[0].series)


# Room


@pytest.mark.parametrize("template", ["", *TEMPLATES])
@pytest.mark.parametrize("name", ["everything", "hostile", "long", "many", "every-real-plan", "no-plan"])
def test_nothing_runs_over(name: str, template: str) -> None:
    nothing_runs_over(opened(made(name, template)))


def nothing_runs_over(data: Any) -> None:
    wide, high = data.slide_width, data.slide_height
    for slide in data.slides:
        boxes = []
        for shape in slide.shapes:
            box = (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
            assert box[0] >= -POINT
            assert box[1] >= -POINT
            assert box[2] <= wide + POINT, shape.name
            assert box[3] <= high + POINT, (title_of(slide), shape.name)
            if shape.has_table:
                _fits_table(shape)
            elif shape.has_text_frame and shape.text_frame.text:
                _fits_box(shape)
            boxes.append((shape.name, box))
        for number, (one, first) in enumerate(boxes):
            for other, second in boxes[number + 1 :]:
                assert not _overlap(first, second), (title_of(slide), one, other)


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    slack = 2 * POINT
    across = one[0] < other[2] - slack and other[0] < one[2] - slack
    return across and one[1] < other[3] - slack and other[1] < one[3] - slack


def _fits_table(shape: Any) -> None:
    table = shape.table
    assert sum(each.height for each in table.rows) <= shape.height + POINT
    assert sum(each.width for each in table.columns) <= shape.width + POINT
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            (size,) = {run.font.size.pt for line in cell.text_frame.paragraphs for run in line.runs}
            room = (column.width - cell.margin_left - cell.margin_right) / POINT
            needed = _lines(cell.text, room, size) * size * LINE + (cell.margin_top + cell.margin_bottom) / POINT
            assert needed <= row.height / POINT + 0.1, cell.text


def _fits_box(shape: Any) -> None:
    room = shape.width / POINT - 14.4
    needed = 0.0
    lines = shape.text_frame.paragraphs
    for number, line in enumerate(lines, 1):
        said = [each.get("sz") for each in line._p.iter(f"{A}rPr") if each.get("sz")]
        size = int(said[0]) / 100 if said else _inherited(shape)
        after = line.space_after.pt if line.space_after and number < len(lines) else 0
        needed += _lines(line.text, room, size) * size * LINE + after
    assert needed <= shape.height / POINT + 1, shape.text_frame.text


def _inherited(shape: Any) -> float:  # noqa: C901  # three places, as PowerPoint looks
    """The size that the layout or the master gives."""
    if not shape.is_placeholder:
        return 18.0
    kind = shape.placeholder_format.type
    layout = shape.part.slide.slide_layout
    for owner in (layout, layout.slide_master):
        for each in owner.placeholders:
            if each.placeholder_format.type == kind:
                for look in each.element.iterfind(f".//{A}lvl1pPr/{A}defRPr"):
                    if look.get("sz"):
                        return int(look.get("sz")) / 100
    style = "titleStyle" if "TITLE" in kind.name and kind.name != "SUBTITLE" else "bodyStyle"
    for each in layout.slide_master.element.iter():
        if str(each.tag).endswith(style):
            return int(each.find(f"{A}lvl1pPr/{A}defRPr").get("sz", 1800)) / 100
    return 18.0


@cache
def _letters(files: tuple[str, ...]) -> Any:
    """The first of those letters that the machine has."""
    image_font = pytest.importorskip("PIL.ImageFont")
    for each in files:
        try:
            return image_font.truetype(each, 100)
        except OSError:
            continue
    return None


def _lines(text: str, room: float, size: float) -> int:
    return sum(1 for _ in lines_of(text, room, size))


LETTERS: dict[tuple[str, ...], tuple[bool, float]] = {
    ("LiberationSans-Bold.ttf", "arialbd.ttf"): (True, 1.0),
    ("DejaVuSans.ttf", "verdana.ttf"): (False, 1.25),
}


@pytest.mark.parametrize("files", LETTERS)
@pytest.mark.parametrize("text", [*TITLES.values(), LONG, "Late against the date first agreed", "31 December 2015"])
def test_text_is_reckoned_wider_than_it_is(text: str, files: tuple[str, ...]) -> None:
    letters, (is_bold, breadth) = _letters(files), LETTERS[files]
    if letters is None:
        pytest.skip(f"none of {files} on this machine")
    shown = "".join(each for each in plain(text) if each.isascii())

    assert width_of(shown, 100, is_bold=is_bold) * breadth * 1.02 >= letters.getlength(shown)


def test_a_title_that_is_too_long_is_in_the_notes() -> None:
    head = HEAD.replace("title: Northfield homes and health plan", f"title: {json.dumps(LONG[:290])}")
    data = render(report_on(subject_of({"plan.yaml": head})), RenderOptions())
    long = replace(report_on(subject_of({})), title=LONG.strip())
    first = opened(render(long, RenderOptions())).slides[0]

    assert plain(LONG[:290]) in notes_of(opened(data).slides[0])
    assert title_of(first).endswith("…")
    assert LONG.strip() in notes_of(first)


# Readers who cannot see


@pytest.mark.parametrize("template", ["", *TEMPLATES])
@pytest.mark.parametrize("name", ["everything", "hostile", "empty", "every-real-plan"])
def test_nobody_is_shut_out(name: str, template: str) -> None:
    found = slides(name, template)
    for number, slide in enumerate(found, 1):
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title or shapes[0].shape_id == slide.shapes.title.shape_id
        assert title_of(slide).strip()
        assert [each.name for each in shapes[-2:]] == ["Footer", "Slide number"]
        for each in shapes:
            assert each.has_chart or each.has_table or each.shape_type == 13 or each.text_frame.text.strip(), each.name
            if each.has_chart or each.has_table or each.shape_type == 13:
                assert len(each._element.xpath(".//p:cNvPr")[0].get("descr")) > 10
            if each.has_table:
                assert each.table.first_row
                assert all(cell.text.strip() for row in each.table.rows for cell in row.cells)
        languages = {each.get("lang") for each in slide.element.iter(f"{A}rPr", f"{A}endParaRPr")}
        assert languages == {"en-GB"}, number
    ids = [[each.shape_id for each in slide.shapes] for slide in found]
    assert all(len(each) == len(set(each)) for each in ids)


@pytest.mark.parametrize("template", ["", *TEMPLATES])
@pytest.mark.parametrize("name", ["everything", "every-real-plan"])
def test_no_two_slides_have_one_title(name: str, template: str) -> None:
    titles = [title_of(each) for each in slides(name, template)]
    assert len(titles) == len(set(titles))


def test_where_it_comes_from_is_on_every_slide() -> None:
    head = Letterhead("Northfield Council", "OFFICIAL")
    data = render(replace(report("everything"), letterhead=head), RenderOptions())

    for slide in opened(data).slides:
        (foot,) = [each for each in slide.shapes if each.name == "Footer"]
        assert foot.text_frame.text == "As at 31 December 2025  |  OFFICIAL"
        assert "Made with: actionplan 0.0.0" in notes_of(slide)
        assert "slidenum" in {each.get("type") for each in slide.element.iter(f"{A}fld")}
    assert "Northfield Council" in _said_beside(opened(data).slides[0])


def test_the_logo_is_on_the_first_slide_in_words_too() -> None:
    image = pytest.importorskip("PIL.Image")
    dots = io.BytesIO()
    image.new("RGB", (100, 50), "#123").save(dots, "png")
    logos = [Logo(dots.getvalue(), "png", "The arms of Northfield"), Logo(b"\x89PNG no picture", "png", "Arms")]

    made_ = [render(replace(report("empty"), letterhead=Letterhead(logo=each)), RenderOptions()) for each in logos]
    found = [
        [
            s._element.xpath(".//p:cNvPr")[0].get("descr")
            for p in opened(each).slides
            for s in p.shapes
            if s.shape_type == 13
        ]
        for each in made_
    ]

    assert found == [["The arms of Northfield"], []]


# Texts that try to be obeyed


@pytest.mark.parametrize("title", TITLES)
def test_texts_arrive_as_they_are(title: str) -> None:
    whole = plain(TITLES[title])
    found = [
        (cell, notes_of(slide))
        for slide in slides("hostile")
        for table in tables_of(slide)
        for row in table[1:]
        if row[0] == title
        for cell in row
    ]

    assert found
    assert any(cell == whole or (cell.endswith("…") and whole in notes) for cell, notes in found)


def test_control_characters_are_shown_by_name() -> None:
    bad = replace(report("empty"), title="A\u202eB\x07C\ud800 ]]> {{ x }} &amp;")

    assert title_of(opened(render(bad, RenderOptions())).slides[0]) == "A<U+202E>B<U+0007>C<U+D800> ]]> {{ x }} &amp;"


# The file


@pytest.mark.parametrize("name", ["real", "hostile", "every-real-plan"])
def test_two_runs_give_the_same_bytes(name: str) -> None:
    assert render(report(name), RenderOptions()) == made(name)


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; from tests.report.test_slides import made;"
        "sys.stdout.write(hashlib.sha256(made('everything')).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=File(__file__).parent.parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }

    assert len(told) == 1


def test_no_member_tells_when_it_was_written() -> None:
    with ZipFile(io.BytesIO(made("everything"))) as archive:
        names = archive.namelist()
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(names) == len(set(names))
        books = [archive.read(each) for each in names if each.endswith(".xlsx")]
    assert books
    for each in books:
        assert openpyxl.load_workbook(io.BytesIO(each)).properties.created == datetime(2025, 12, 31)  # noqa: DTZ001  # as it is read


def test_it_says_what_it_is() -> None:
    properties = opened(
        render(replace(report("real"), letterhead=Letterhead("Public Health")), RenderOptions())
    ).core_properties

    assert properties.title == report("real").title
    assert properties.author == properties.last_modified_by == "Public Health"
    for each in (properties.created, properties.modified):
        assert each.replace(tzinfo=UTC) == datetime(2015, 12, 31, tzinfo=UTC)
    assert properties.language == "en-GB"


@pytest.mark.parametrize("template", ["", *TEMPLATES])
def test_the_seal_is_kept(template: str) -> None:
    options = RenderOptions(template=TEMPLATES[template]() if template else None)
    data = render(replace(report("real"), seal=SEAL), options)

    assert seal_of(data) == SEAL
    assert opened(data).slides
    again = RenderOptions(template=Template("again.pptx", data))
    assert seal_of(render(replace(report("real"), seal="{}"), again)) == "{}"
    assert seal_of(made("real")) is None


def test_no_bytes_make_the_seal_fail() -> None:
    whole, chance = render(replace(report("one"), seal=SEAL), RenderOptions()), random.Random(7)
    for _ in range(50):
        bad = bytearray(whole[: chance.randrange(len(whole))])
        for _ in range(20):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        assert seal_of(bytes(bad)) in (None, SEAL)


def test_how_hard_it_was_pressed_makes_no_difference() -> None:
    data = made("real")
    loose = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as archive, ZipFile(loose, "w") as other:
        for each in archive.namelist():
            other.writestr(each, archive.read(each))

    assert loose.getvalue() != data
    assert comparable(loose.getvalue()) == comparable(data) != comparable(made("empty"))


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)

    with pytest.raises(CannotRender) as refused:
        render(report("empty"), RenderOptions())

    assert str(refused.value) == (
        'Slides need python-pptx, which is not installed. Install it: pip install "actionplan[slides]"'
    )


# Templates


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_keeps_its_masters_and_loses_its_slides(template: str) -> None:
    before, after = opened(potx(TEMPLATES[template](), back=True)), opened(made("everything", template))

    assert [_look(each) for each in before.slide_masters] == [_look(each) for each in after.slide_masters]
    assert (before.slide_width, before.slide_height) == (after.slide_width, after.slide_height)
    assert "An example" not in "".join(title_of(each) + _said_beside(each) for each in after.slides)
    with ZipFile(io.BytesIO(made("everything", template))) as archive:
        names = archive.namelist()
        numbers = sorted(
            int(found[1]) for each in names if (found := re.fullmatch(r"ppt/slides/slide(\d+)\.xml", each))
        )
        assert numbers == list(range(1, len(after.slides) + 1))
        assert b"sectionLst" not in archive.read("ppt/presentation.xml")
        assert b"template.main+xml" not in archive.read("[Content_Types].xml")


def _look(master: Any) -> list[Any]:
    return [master.element.xml, *(each.name for each in master.slide_layouts)]


def test_text_is_in_the_places_of_the_template() -> None:
    for slide in slides("everything", "corporate"):
        kinds = [each.placeholder_format.type.name for each in slide.placeholders]
        assert kinds[0] in ("TITLE", "CENTER_TITLE")
        assert "FOOTER" in kinds
        assert "SLIDE_NUMBER" in kinds
    (headline,) = [each for each in slides("everything", "corporate") if title_of(each) == "Headline"]
    assert "OBJECT" in [each.placeholder_format.type.name for each in headline.placeholders]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("nothing", "is no office file, or is damaged"),
        ("text", "is no office file, or is damaged"),
        ("old", "is protected by a password, or is in the format of before 2007"),
        ("word", "is not a PowerPoint presentation"),
        ("cut", "is no office file, or is damaged"),
        ("macros", "holds macros, which a report must not carry"),
        ("entities", "declares entities or an encoding that office programs do not write (in ppt/presentation.xml)"),
        ("no layouts", "has no slide layouts"),
        ("no master", "cannot be used; it may be damaged"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(what: str, said: str) -> None:
    with pytest.raises(CannotRender) as refused:
        render(report("one"), RenderOptions(template=Template("board.potx", odd_template(what))))

    assert str(refused.value) == (
        f"The template board.potx {said}. "
        "In PowerPoint, use Save As and choose PowerPoint Presentation (.pptx) or PowerPoint Template (.potx)."
    )


def test_no_damage_to_a_template_is_an_error_of_ours() -> None:
    whole, chance = TEMPLATES["corporate"]().data, random.Random(11)
    for _ in range(int(os.environ.get("ACTIONPLAN_MUTANTS", "25"))):
        with ZipFile(io.BytesIO(whole)) as archive:
            members = {each: archive.read(each) for each in archive.namelist()}
        name = chance.choice(sorted(each for each in members if each.endswith((".xml", ".rels"))))
        start = chance.randrange(len(members[name]))
        members[name] = members[name][:start] + members[name][start + chance.randrange(1, 400) :]
        bad = io.BytesIO()
        with ZipFile(bad, "w") as archive:
            for each, content in members.items():
                archive.writestr(each, content)
        try:
            data = render(report("one"), RenderOptions(template=Template("bad.pptx", bad.getvalue())))
        except CannotRender:
            continue
        assert opened(data).slides


@pytest.mark.parametrize("template", ["", *TEMPLATES])
def test_libreoffice_shows_every_slide(tmp_path: File, template: str) -> None:
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        pytest.skip("no LibreOffice, or no poppler")
    place = tmp_path / "slides.pptx"
    place.write_bytes(made("everything", template))
    paper = converted(place, "pdf", tmp_path)
    text = subprocess.run(["pdftotext", str(paper), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    pages = text.split("\f")[:-1]

    assert len(pages) == len(slides("everything", template))
    for page, slide in zip(pages, slides("everything", template), strict=True):
        assert title_of(slide).split()[0].casefold() in page.casefold()
        assert "As at 31 December 2025" in page


def test_no_letters_are_paler_than_the_template_has_them() -> None:
    with ZipFile(io.BytesIO(made("empty"))) as archive:
        texts = [archive.read(each) for each in archive.namelist() if "slideMaster" in each or "slides/" in each]

    assert texts
    assert not any(b"<a:tint" in each for each in texts)


def test_slides_are_wide() -> None:
    data = opened(made("real"))

    assert (data.slide_width, data.slide_height) == (Emu(12_192_000), Emu(6_858_000))
