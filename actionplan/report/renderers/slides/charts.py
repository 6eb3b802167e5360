"""Charts as PowerPoint's own, with their figures in a workbook inside, where they can be edited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from actionplan.report.charts.ink import DARK, PAPER, Ink, cut, inks_of
from actionplan.report.charts.path import AGREED, READ
from actionplan.report.model import Bars, Path
from actionplan.report.renderers.slides.data import LABEL_SIZE, Data, bars_data, path_data, words_of, workbook
from actionplan.report.renderers.slides.layouts import EMU
from actionplan.report.renderers.slides.markup import LANGUAGE, emu
from actionplan.report.renderers.slides.measure import Box, plain, width_of
from actionplan.report.words import AGREED_PATH

_SIZE = 14
_LEAST_PIECE = 0.55  # of the room is for the pieces, whatever the labels take
_MOST_LABELS = 8
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240)
_EPOCH = date(1899, 12, 30)  # day 0 of Excel
_UPRIGHT = ("by_period",)  # time goes from left to right
_PAPER = (
    '<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:solidFill>'
    '<a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
)
_WRAPPED = "{http://schemas.openxmlformats.org/drawingml/2006/main}bodyPr"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def put_bars(slide: Any, picture: Bars, box: Box, on: date) -> Any:
    """The stacked bars, with counts and words in them where they fit. The shape that holds them."""
    from pptx.enum.chart import XL_CHART_TYPE

    is_upright = picture.id in _UPRIGHT
    kind = XL_CHART_TYPE.COLUMN_STACKED if is_upright else XL_CHART_TYPE.BAR_STACKED
    data = bars_data(picture)
    frame = _put(slide, kind, data, box, on)
    chart = frame.chart
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = 100, 60 if len(data.categories) > 2 else 120  # noqa: PLR2004  # few bars are no walls
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    axis = chart.category_axis
    axis.reverse_order = not is_upright  # the first on top
    axis.tick_labels.font.size = _points(LABEL_SIZE)
    axis.format.line.fill.background()
    highest = max(sum(count for _, count in bar.pieces) for bar in picture.rows)
    chart.value_axis.maximum_scale = highest
    inks = inks_of(words_of(picture))
    pieces = _Pieces(box, highest, len(picture.rows), is_upright)
    for series, word in zip(plot.series, words_of(picture), strict=True):
        _colour(series, inks[word.code])
        _label(series, inks[word.code], plain(word.label), pieces)
    return frame


class _Pieces(NamedTuple):
    """How large the pieces of bars are: in which box, of which greatest sum, how many bars."""

    box: Box
    highest: int
    bars: int
    is_upright: bool

    def hold(self, text: str, count: float) -> bool:
        """Whether *text* fits in a piece of so many."""
        needed = width_of(text, LABEL_SIZE, is_bold=True) + LABEL_SIZE
        long = (self.box.height if self.is_upright else self.box.width) * _LEAST_PIECE * count / max(self.highest, 1)
        if self.is_upright:
            return long >= 2 * LABEL_SIZE and needed <= self.box.width / self.bars * _LEAST_PIECE
        return needed <= long


def _colour(series: Any, ink: Ink) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour_of(ink.fill)
    series.format.line.color.rgb = _colour_of(PAPER)
    series.format.line.width = _points(1)
    series.invert_if_negative = False


def _label(series: Any, ink: Ink, name: str, pieces: _Pieces) -> None:
    """The count in each piece, with the word where the piece is wide enough."""
    labels = series.data_labels
    labels.show_value = True
    labels.font.size, labels.font.bold = _points(LABEL_SIZE), True
    labels.font.color.rgb = _colour_of(ink.letters)
    for each in labels._element.iter(_WRAPPED):  # noqa: SLF001  # the library has no name for it
        each.set("wrap", "none")
    for place, value in enumerate(series.values):
        if value and pieces.hold(f"{name} {value:g}", value):
            _with_word(labels, place)


def _with_word(labels: Any, place: int) -> None:
    """The label of one piece, its word before its count."""
    from pptx.oxml import parse_xml

    letters = labels._element.find(f"{_C}txPr")  # noqa: SLF001  # the look all labels of the series have
    markup = (
        f'<c:dLbl xmlns:c="{_C[1:-1]}"><c:idx val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        "<c:separator> </c:separator></c:dLbl>"
    )
    label: Any = parse_xml(markup)
    label.insert(1, _copy(letters))
    known = labels._element.findall(f"{_C}dLbl")  # noqa: SLF001  # as above
    labels._element.insert(len(known), label)  # noqa: SLF001  # as above


def _copy(element: Any) -> Any:
    from copy import deepcopy

    return deepcopy(element)


def put_path(slide: Any, picture: Path, box: Box, on: date) -> Any:
    """The readings as a line beside the dashes of the agreed path. The shape that holds them."""
    from pptx.enum.chart import XL_CHART_TYPE

    frame = _put(slide, XL_CHART_TYPE.LINE_MARKERS, path_data(picture), box, on)
    chart = frame.chart
    chart.value_axis.tick_labels.font.size = _points(LABEL_SIZE)
    chart.value_axis.major_gridlines.format.line.color.rgb = _colour_of("#d0d4d8")
    chart.value_axis.format.line.fill.background()
    chart.value_axis.has_title = True
    _name_axis(chart.value_axis, plain(picture.unit))
    chart.category_axis.tick_labels.font.size = _points(LABEL_SIZE)
    _days(chart.category_axis, picture)
    for series in chart.plots[0].series:
        _draw(series, is_path=series.name == AGREED_PATH)
    _span(chart)
    return frame


def _days(axis: Any, picture: Path) -> None:
    """An axis of months, as many as can be read, a little longer than what it shows."""
    from pptx.oxml import parse_xml

    days = [each.date.last for each in (*picture.path, *picture.readings)]
    first, last = min(days), max(days)
    margin = timedelta(days=max((last - first).days // 25, 5))
    axis.minimum_scale = ((first - margin).replace(day=1) - _EPOCH).days
    axis.maximum_scale = (last + margin - _EPOCH).days
    months = (last - first).days / 30
    step = next((each for each in _MONTHS if months / each < _MOST_LABELS), _MONTHS[-1])
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "mmm yyyy", False
    element = axis._element  # noqa: SLF001  # the library has no names for units of time
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for each in element.findall(f"{_C}{name}"):
            element.remove(each)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", step), ("majorTimeUnit", "months")):
        element.append(parse_xml(f'<c:{name} xmlns:c="{_C[1:-1]}" val="{value}"/>'))


def _name_axis(axis: Any, unit: str) -> None:
    frame = axis.axis_title.text_frame
    frame.text = cut(unit, 200, LABEL_SIZE)
    for each in frame.paragraphs[0].runs:
        each.font.size, each.font.bold = _points(LABEL_SIZE), False
        each._r.get_or_add_rPr().set("lang", LANGUAGE)  # noqa: SLF001  # the library knows languages by a number only


def _draw(series: Any, *, is_path: bool) -> None:
    """A line with its marks, and with values where they can be read."""
    from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE

    colour = _colour_of(AGREED if is_path else READ)
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = colour, _points(2.25)
    if is_path:
        series.format.line.dash_style = MSO_LINE.DASH
    series.marker.style = XL_MARKER_STYLE.SQUARE if is_path else XL_MARKER_STYLE.CIRCLE
    series.marker.size = 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    if sum(each is not None for each in series.values) <= _MOST_LABELS:
        labels = series.data_labels
        labels.show_value = True
        labels.font.size, labels.font.color.rgb = _points(LABEL_SIZE), colour
        labels.position = XL_LABEL_POSITION.BELOW if is_path else XL_LABEL_POSITION.ABOVE


def _span(chart: Any) -> None:
    """Lets lines pass over the days on which nothing was measured."""
    for each in chart._chartSpace.iter(f"{_C}dispBlanksAs"):  # noqa: SLF001  # the library has no name for it
        each.set("val", "span")


def _put(slide: Any, kind: Any, data: Data, box: Box, on: date) -> Any:
    from pptx.chart import data as chart_data
    from pptx.enum.chart import XL_LEGEND_POSITION

    kinds: Any = chart_data
    told = kinds.CategoryChartData(number_format="General")
    told.categories = data.categories
    for each in data.series:
        told.add_series(each.name, each.values)
    frame = slide.shapes.add_chart(kind, *map(emu, box), told)
    chart = frame.chart
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.font.size, chart.font.color.rgb = _points(_SIZE), _colour_of(DARK)
    _speak(chart)
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(data, on))
    return frame


def _speak(chart: Any) -> None:
    """Says that the chart is in British English, and on white paper, against which its colours can be seen."""
    from pptx.oxml import parse_xml

    root = chart._chartSpace  # noqa: SLF001  # the library has no name for the language
    language = parse_xml(f'<c:lang xmlns:c="{_C[1:-1]}" val="{LANGUAGE}"/>')
    root.insert(sum(each.tag == f"{_C}date1904" for each in root), language)
    for each in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
        each.set("lang", LANGUAGE)
    paper = parse_xml(_PAPER)
    root.insert(root.index(root.find(f"{_C}chart")) + 1, paper)


def _points(size: float) -> Any:
    from pptx.util import Emu

    return Emu(round(size * EMU))


def _colour_of(text: str) -> Any:
    from pptx.dml import color

    made: Any = color.RGBColor
    return made.from_string(text[1:].upper())
