"""The pictures: what they say, that every colour can be told and read, and that text in them is shown and not obeyed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain import vocabulary
from actionplan.domain.vocabulary import Word
from actionplan.plaintext import one_line
from actionplan.report.charts import svg
from actionplan.report.charts.bars import MOST
from actionplan.report.charts.ink import DARK, INKS, PAPER, QUIET, cut, inks_of, width_of
from actionplan.report.charts.path import AGREED, READ
from actionplan.report.model import Bar, Bars, Dates, Measure, Path, Status
from tests.report.contrast import contrast
from tests.report.hostile import TITLES

GOOD, WATCH, BAD = Status("green", "Green", "good"), Status("amber", "Amber", "watch"), Status("red", "Red", "bad")
WAITING, UNDER_WAY = Status("waiting", "Waiting", "neutral"), Status("in-progress", "In progress", "neutral")
SVG = "{http://www.w3.org/2000/svg}"


def bars(*rows: Bar, caption: str = "Commitments", description: str = "By partner.") -> Bars:
    return Bars("by-partner", caption, description, rows)


def measure(value: str, year: int, month: int, day: int = 1) -> Measure:
    when = date(year, month, day)
    return Measure(Decimal(value), Dates(when, when, when.isoformat(), "day"))


def path(agreed: tuple[Measure, ...] = (), readings: tuple[Measure, ...] = ()) -> Path:
    return Path("cold", "Homes below 18 degrees", "Two readings.", "per cent of homes", agreed, readings)


def parsed(picture: Bars | Path) -> ET.Element:
    return ET.fromstring(svg(picture, standalone=True))  # noqa: S314  # what is read is our own


def texts(picture: Bars | Path) -> list[str]:
    return [each.text or "" for each in parsed(picture).iter(f"{SVG}text")]


def test_it_says_what_it_shows() -> None:
    root = parsed(bars(Bar("Haven", ((GOOD, 1),)), caption="R&D <beta>", description="One & only."))

    assert root.get("role") == "img"
    assert root.get("viewBox") == "0 0 640 56"
    assert [(each.tag, each.text) for each in root[:2]] == [
        (f"{SVG}title", "R&D <beta>"),
        (f"{SVG}desc", "One & only."),
    ]
    assert root.get("aria-labelledby") == root[0].get("id") == "by-partner-title"
    assert root.get("aria-describedby") == root[1].get("id") == "by-partner-desc"


def test_inside_a_page_it_has_no_size_and_no_namespace_and_its_ids_are_its_own() -> None:
    made = svg(bars(Bar("Haven", ((GOOD, 1),))), id_prefix="a plan/")

    assert 'id="a-plan-by-partner-title"' in made
    assert "xmlns" not in made
    assert "height" not in made.split(">")[0]
    assert not re.search(r"\b(?:class|style|href|on\w+)=", made)


def test_bars_have_their_counts_and_words_where_they_fit_and_a_legend() -> None:
    picture = bars(Bar("Haven", ((GOOD, 1_200), (WATCH, 400), (BAD, 2))), Bar("Elm", ((GOOD, 0), (WATCH, 900))))

    legend, shown = ["Green", "Amber", "Red"], ["Haven", "1,200 Green", "400 Amber", "1,602", "Elm", "900 Amber", "900"]
    assert texts(picture) == [*legend, *shown]


def test_words_that_nobody_falls_under_are_not_in_the_legend() -> None:
    assert texts(bars(Bar("Haven", ((GOOD, 0), (WAITING, 3))))) == ["Waiting", "Haven", "3 Waiting", "3"]


def test_pieces_are_as_long_as_what_they_count_and_parted_by_white() -> None:
    root = parsed(bars(Bar("Haven", ((GOOD, 30), (WATCH, 60))), Bar("Elm", ((GOOD, 45),))))
    pieces = [each for each in root.iter(f"{SVG}rect") if each.get("height") == "20"]
    green, amber, elm = [(float(each.get("x", "")), float(each.get("width", ""))) for each in pieces]

    assert amber[0] - green[0] - green[1] == pytest.approx(2, abs=0.11)
    assert (amber[1] + 2) / (green[1] + 2) == pytest.approx(2, abs=0.01)
    assert (elm[1] + 2) / (green[1] + 2) == pytest.approx(1.5, abs=0.01)
    assert amber[0] + amber[1] < 640


def test_words_of_one_tone_have_colours_of_their_own() -> None:
    words = [Status(str(number), f"Word {number}", "neutral") for number in range(len(INKS["neutral"]))]
    root = parsed(bars(Bar("Haven", tuple((each, 5) for each in words))))

    fills = [each.get("fill") for each in root.iter(f"{SVG}rect") if each.get("height") == "12"]
    assert len(set(fills)) == len(words)


def test_a_word_has_the_same_colour_in_every_picture() -> None:
    words = [*vocabulary.STATUSES["default"].values(), vocabulary.NO_UPDATE, vocabulary.NO_STATUS]
    words += [*vocabulary.CONFIDENCES.values(), Word("confidence-not-given", "Confidence not given", "", "neutral")]
    shown = [Status(each.code, each.label, each.tone) for each in words]
    together = inks_of(shown)

    assert len(set(together.values())) == len(shown) == 12
    assert {each.code: inks_of([each])[each.code] for each in shown} == together
    assert inks_of(reversed(shown)) == together


def test_words_whose_colours_meet_have_another() -> None:
    words = [Status(f"own-{number}", "", "neutral") for number in range(20)]

    assert len(set(inks_of(words[:8]).values())) == 8
    assert len(inks_of(words)) == 20


def test_more_bars_than_a_page_holds_are_counted() -> None:
    picture = bars(*(Bar(f"P{number}", ((GOOD, 1),)) for number in range(MOST + 3)))

    assert texts(picture)[-1] == "3 more in the table"
    assert sum(1 for each in texts(picture) if each.startswith("P")) == MOST


def test_where_there_is_nothing_to_draw_there_is_no_picture() -> None:
    assert svg(bars()) == ""
    assert svg(bars(Bar("Haven", ()), Bar("Elm", ((GOOD, 0),)))) == ""
    assert svg(path()) == ""


def test_readings_stand_beside_the_agreed_path() -> None:
    picture = path(
        (measure("24.0", 2024, 12, 31), measure("20", 2026, 3, 31)),
        (measure("22.8", 2024, 9, 30), measure("21.9", 2025, 9, 30)),
    )
    said = texts(picture)

    assert said[:3] == ["Readings", "Agreed path", "per cent of homes"]
    assert said[3:10] == ["19", "20", "21", "22", "23", "24", "25"]
    assert said[-4:] == ["24.0", "20", "22.8", "21.9"]
    assert said[10:-4] == ["Oct 2024", "Jan 2025", "Apr 2025", "Jul 2025", "Oct 2025", "Jan 2026"]


def test_a_higher_value_stands_higher_and_a_later_day_to_the_right() -> None:
    root = parsed(path((), (measure("10", 2025, 1), measure("30", 2025, 7), measure("20", 2026, 1))))
    dots = list(root.iter(f"{SVG}circle"))[1:]  # the first is the legend's
    (x1, y1), (x2, y2), (x3, y3) = [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in dots]

    assert x1 < x2 < x3
    assert y2 < y3 < y1
    assert y3 == pytest.approx((y1 + y2) / 2, abs=0.1)
    assert (x2 - x1) / (x3 - x1) == pytest.approx(181 / 365, abs=0.001)


def test_one_reading_is_one_dot() -> None:
    picture = path((), (measure("1200", 2025, 6, 30),))

    assert len(parsed(picture).findall(f"{SVG}polyline")) == 5  # three values, one day, the legend: no line
    assert texts(picture) == ["Readings", "per cent of homes", "1,000", "1,200", "1,400", "Jun 2025", "1,200"]


@given(
    st.lists(
        st.tuples(st.decimals(-(10**9), 10**9, places=3), st.dates(date(1990, 1, 1), date(2100, 12, 31))),
        min_size=1,
        max_size=12,
    )
)
def test_any_readings_stay_on_the_picture(points: list[tuple[Decimal, date]]) -> None:
    readings = tuple(Measure(value, Dates(day, day, "", "day")) for value, day in points)
    root = parsed(path(readings[:2], readings))

    for each in root.iter():
        places = [float(each.get(name, "0")) for name in ("x", "cx")]
        assert all(0 <= place <= 640 for place in places)
        assert all(0 <= float(each.get(name, "0")) <= 280 for name in ("y", "cy"))
    assert len(list(root.iter(f"{SVG}text"))) <= 30


@pytest.mark.parametrize("title", [*TITLES.values(), "]]> \x00\x0b\ud800\uffff \u202ex", "a\nb"], ids=repr)
def test_hostile_text_is_shown_as_it_is(title: str) -> None:
    picture = bars(Bar(title, ((Status("x", title, "neutral"), 3),)), caption=title, description=title)
    root = parsed(picture)

    assert root[0].text == root[1].text == one_line(title)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} == {"svg", "title", "desc", "rect", "text"}
    assert all(one_line(title).startswith(each.removesuffix("…").removeprefix("3 ")) for each in texts(picture)[:2])


def test_long_text_is_cut_where_its_room_ends() -> None:
    assert cut("Haven", 100) == "Haven"
    shown = cut("Haven Trust for homes and health", 100)
    assert shown.endswith("…")
    assert width_of(shown) <= 100
    assert cut("x" * 2_000, 50).endswith("x…")


def test_the_same_picture_gives_the_same_text() -> None:
    picture = bars(Bar("Haven", ((GOOD, 1), (UNDER_WAY, 2))))
    assert svg(picture) == svg(picture)


@pytest.mark.parametrize("tone", INKS)
def test_every_colour_is_told_from_white_and_its_letters_from_it(tone: str) -> None:
    for ink in INKS[tone]:
        assert contrast(ink.fill, PAPER) >= 3
        assert contrast(ink.fill, ink.letters) >= 4.5


def test_lines_and_letters_on_white() -> None:
    assert min(contrast(each, PAPER) for each in (DARK, QUIET)) >= 4.5
    assert min(contrast(each, PAPER) for each in (AGREED, READ)) >= 3


def test_another_library_draws_it() -> None:
    resvg = pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    made = svg(bars(Bar("Haven", ((GOOD, 1), (WATCH, 2)))), standalone=True)

    assert bytes(resvg.svg_to_bytes(svg_string=made)).startswith(b"\x89PNG")
