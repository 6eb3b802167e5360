"""Slides as said in a script, written into a presentation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from actionplan.report.model import Bars, Logo, Path, Report
from actionplan.report.renderers.slides import markup
from actionplan.report.renderers.slides.charts import put_bars, put_path
from actionplan.report.renderers.slides.layouts import Field, Layout, Paper, kind_of, title_box
from actionplan.report.renderers.slides.measure import Box, fitted, plain
from actionplan.report.renderers.slides.prose import words_in
from actionplan.report.renderers.slides.script import Grid, Part, Slide, Words, stretched
from actionplan.report.words import said, said_number

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_LEAST_TITLE, _LEAST_OPENING, _LEAST_LINES, _LEAST_FOOT, _FOOT = 18.0, 20.0, 12.0, 8.0, 10.0
_NOTES = 12.0
_LOGO, _LOGO_LEFT = 0.13, 0.07  # of the height and width of a slide
_SLIM = 0.76  # of its box, that is left to a title in capitals
_LATENT = {"FOOTER": ("Footer", "ftr"), "SLIDE_NUMBER": ("Slide number", "sldNum")}


class Foot(NamedTuple):
    """What stands at the foot of every slide."""

    text: str
    on: date
    logo: Logo | None = None


def foot_of(report: Report, *, is_own: bool) -> Foot:
    """The as-at date, and the classification where there is one. A template shows whose it is by itself."""
    days = [f"{each.label} {said(each.cell)}" for each in report.provenance.rows if each.id == "as_at"]
    text = "  |  ".join(filter(None, map(plain, (*days, report.letterhead.classification))))
    return Foot(text, report.on, report.letterhead.logo if is_own else None)


def write(presentation: Presentation, paper: Paper, slide: Slide, foot: Foot) -> None:
    """One more slide: its title first, then its parts in the order of reading, then its foot; and its notes."""
    layout = paper.opening if slide.opens else paper.inside
    made: Any = presentation.slides.add_slide(layout.layout)
    ids = markup.ids()
    title, content = _cleared(made, layout)
    box = title_box(layout, paper.size) if slide.opens else paper.title
    _title(made, title, layout, slide, box, paper.breadth)
    for narrow, each in slide.parts:
        place, part = _broad(narrow, paper), stretched(each, paper.breadth)
        if slide.opens and isinstance(part, Words):
            _subtitle(made, content, layout, part, paper)
        else:
            _part(made, next(ids), content, _mark(layout) if content is not None else "", (place, part), foot.on)
        content = None
    if content is not None:
        content.element.getparent().remove(content.element)
    if foot.logo is not None and slide.opens and made.part.partname.endswith("/slide1.xml"):
        _logo(made, foot.logo, paper.size)
    _foot(made, layout, foot, paper.size, ids)
    _notes(made, slide.notes)


def room_of(paper: Paper) -> Box:
    """The room for all but the title, as letters of Arial's breadth would find it."""
    return _narrow(paper.room, paper.breadth)


def _broad(box: Box, paper: Paper) -> Box:
    """The place on a slide of *box*, which was measured in `room_of`."""
    left = paper.room.x + (box.x - paper.room.x) * paper.breadth
    return box._replace(x=left, width=box.width * paper.breadth)


def _cleared(slide: Any, layout: Layout) -> tuple[Any, Any]:
    """The title and the content of a new slide; what else its layout asks for is taken off."""
    title = content = None
    for each in list(slide.placeholders):
        # Of two with one number, as LibreOffice writes them, the kind tells.
        name = each.placeholder_format.idx, kind_of(each)
        if layout.title and name == layout.title[:2]:
            title = each
        elif layout.content and name == layout.content[:2] and _takes(layout.content):
            content = each
        else:
            each.element.getparent().remove(each.element)
    return title, content


def _takes(field: Field) -> bool:
    return field.box.width > 0 and field.box.height > 0


def _title(made: Any, placeholder: Any, layout: Layout, slide: Slide, box: Box, breadth: float) -> None:
    """The title, first of all shapes, as large as fits; in the layout's own place where that is good."""
    field = layout.title or Field(0, "TITLE", box, 28.0)
    inner = field._replace(box=box).inner
    inner = inner._replace(width=inner.width / breadth * (_SLIM if field.is_upper else 1))
    least = min(_LEAST_OPENING if slide.opens else _LEAST_TITLE, field.size)
    text, letters = fitted(plain(slide.title), plain_ending(slide.ending), inner, field.size, least)
    tree = made.shapes._spTree  # noqa: SLF001  # its order is the order of reading
    if placeholder is None:
        shape = markup.text_box(2, "Title 1", box, markup.line(text, letters), 'type="title"')
        tree.insert(2, _parsed(shape))
        return
    body = markup.line(text, letters if letters != field.size or not field.is_sized else None)
    _fill(placeholder, f"<p:txBody {_SPACES}><a:bodyPr/><a:lstStyle/>{body}</p:txBody>")
    if layout.title and box != layout.title.box:
        placeholder.left, placeholder.top, placeholder.width, placeholder.height = map(markup.emu, box)
    tree.remove(placeholder.element)
    tree.insert(2, placeholder.element)


_SPACES = f'xmlns:a="{markup.MAIN}" xmlns:p="{markup.SLIDE}"'


def plain_ending(ending: str) -> str:
    return f" {plain(ending)}" if ending else ""


def _fill(placeholder: Any, body: str) -> None:
    old = placeholder.element.txBody
    placeholder.element.replace(old, _parsed(body))


def _parsed(text: str) -> Any:
    from pptx.oxml import parse_xml

    return parse_xml(text)


def _subtitle(made: Any, placeholder: Any, layout: Layout, words: Words, paper: Paper) -> None:
    """The lines below the title of a report, or of a plan."""
    field = layout.content
    if placeholder is None or field is None:
        box = title_box(layout, paper.size)
        below = Box(box.x, box.y + box.height, box.width, max(paper.size.height * 0.9 - box.y - box.height, 40))
        shown = words_in(words.paragraphs, _narrow(below, paper.breadth), words.size, _LEAST_LINES)
        made.shapes._spTree.append(_parsed(_box(90, shown, below)))  # noqa: SLF001  # as above
        return
    shown = words_in(words.paragraphs, _narrow(field.box, paper.breadth), field.size, min(_LEAST_LINES, field.size))
    letters = None if field.is_sized and shown.size == field.size else shown.size
    lines = "".join(markup.line(each, letters) for each in shown.paragraphs)
    _fill(placeholder, f"<p:txBody {_SPACES}><a:bodyPr/><a:lstStyle/>{lines}</p:txBody>")


def _narrow(box: Box, breadth: float) -> Box:
    """*box* as letters of that breadth find it."""
    return box._replace(width=box.width / breadth)


def _box(number: int, words: Words, box: Box) -> str:
    """Text that begins where tables beside it do."""
    return markup.text_box(number, f"Text {number}", box, markup.lines(words), on_paper=True)


def _part(made: Any, number: int, content: Any, mark: str, placed: tuple[Box, Part], on: date) -> None:
    """One part of a slide: in the place for content where that is given and may hold it, else on its own."""
    tree = made.shapes._spTree  # noqa: SLF001  # its order is the order of reading
    place, part = placed
    match part:
        case Words() if content is not None:
            _fill(content, markup.text_body(markup.lines(part)))
            content.left, content.top, content.width, content.height = map(markup.emu, place)
            return
        case Words():
            tree.append(_parsed(_box(number, part, place)))
        case Grid():
            tree.append(_parsed(markup.table(number, part, place, _told(part), mark)))
        case Bars():
            _describe(put_bars(made, part, _sized(part, place), on), part, mark)
        case Path():
            _describe(put_path(made, part, place, on), part, mark)
        case _:
            assert_never(part)
    if content is not None:
        tree.remove(content.element)


def _mark(layout: Layout) -> str:
    """What says that a table or chart stands in the layout's own place, where one may."""
    if layout.content is None or layout.content.kind != "OBJECT":
        return ""
    return f'<p:ph idx="{layout.content.number}"/>'


def _sized(picture: Bars, place: Box) -> Box:
    """Room for the bars, and no more: few bars are not blown up."""
    if picture.id == "by_period":
        return place
    return place._replace(height=min(place.height, 60 + 60 * max(len(picture.rows), 2)))


def _told(grid: Grid) -> str:
    rows = said_number(len(grid.rows), "row")
    return plain(f"{grid.caption}. {rows}: {', '.join(grid.headings)}.")


def _describe(frame: Any, picture: Bars | Path, mark: str) -> None:
    """What is told who cannot see the chart; its figures are in the notes."""
    properties = frame._element.nvGraphicFramePr  # noqa: SLF001  # the library has no name for alternative text
    properties.cNvPr.set("descr", plain(f"{picture.caption}. {picture.description}"))
    if mark:
        properties.nvPr.append(_parsed(mark.replace("<p:ph", f"<p:ph {_SPACES}")))


def _foot(made: Any, layout: Layout, foot: Foot, size: Box, ids: Any) -> None:
    """The foot and the number, in the layout's places for them, else in places of ours."""
    tree = made.shapes._spTree  # noqa: SLF001  # its order is the order of reading
    bottom = Box(size.width * 0.04, size.height * 0.935, size.width * 0.75, size.height * 0.055)
    for kind, field, paragraphs in (
        ("FOOTER", layout.footer, _foot_line(foot.text, layout.footer, bottom)),
        ("SLIDE_NUMBER", layout.number, markup.number_line(None if layout.number and _takes(layout.number) else _FOOT)),
    ):
        name, type_ = _LATENT[kind]
        number = next(ids)
        if field is not None and _takes(field):
            mark = f'type="{type_}" sz="quarter" idx="{field.number}"'
            tree.append(_parsed(markup.field(number, name, mark, paragraphs).replace("<p:sp>", f"<p:sp {_SPACES}>")))
        else:
            place = bottom if kind == "FOOTER" else bottom._replace(x=size.width * 0.88, width=size.width * 0.08)
            tree.append(_parsed(markup.text_box(number, name, place, paragraphs)))


def _foot_line(text: str, field: Field | None, bottom: Box) -> str:
    inner = field.inner if field and _takes(field) else bottom
    size = field.size if field and _takes(field) else _FOOT
    shown, letters = fitted(text, "", inner, size, min(_LEAST_FOOT, size))
    return markup.foot_line(shown, letters, field.align if field else "l")


def _logo(made: Any, logo: Logo, size: Box) -> None:
    """The organisation's picture on the first slide, on white; nothing where it is none."""
    from io import BytesIO

    height = markup.emu(size.height * _LOGO)
    left, top = markup.emu(size.width * _LOGO_LEFT), markup.emu(size.height * _LOGO / 2)
    try:
        picture = made.shapes.add_picture(BytesIO(logo.data), left, top, height=height)
    except (ValueError, OSError, SyntaxError, ZeroDivisionError):  # what its reader raises on what is no picture
        return
    properties = picture._element  # noqa: SLF001  # the library has no name for alternative text
    properties.nvPicPr.cNvPr.set("descr", plain(logo.text))
    properties.nvPicPr.cNvPr.set("name", "Logo")
    properties.spPr.append(_parsed(markup.white()))


def _notes(made: Any, notes: tuple[str, ...]) -> None:
    from pptx.enum.shapes import PP_PLACEHOLDER

    page = made.notes_slide
    lines = "".join(markup.line(each, _NOTES) for each in notes)
    body = [each for each in page.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.BODY]
    if body:
        _fill(body[0], f"<p:txBody {_SPACES}><a:bodyPr/><a:lstStyle/>{lines}</p:txBody>")
        return
    box = Box(36, 400, 468, 280)
    page.shapes._spTree.append(_parsed(markup.text_box(90, "Notes", box, lines, 'type="body" idx="1"')))  # noqa: SLF001  # a notes master without a place for notes
