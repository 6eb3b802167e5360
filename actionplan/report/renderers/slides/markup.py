"""Slides' markup, written out: every text in it is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import count

from actionplan.report.charts.ink import INKS
from actionplan.report.renderers.slides.grids import PAD, RISE
from actionplan.report.renderers.slides.layouts import EMU
from actionplan.report.renderers.slides.measure import LINE, Box
from actionplan.report.renderers.slides.prose import AFTER
from actionplan.report.renderers.slides.script import Entry, Grid, Words

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
LANGUAGE = "en-GB"

_NAMESPACES = f'xmlns:a="{MAIN}" xmlns:p="{SLIDE}"'
_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"  # of a field, the same in every file
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's style without lines and colours
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_BODY = '<a:bodyPr wrap="square" lIns="91440" tIns="0" rIns="91440" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr>'
_INK = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
_PAPER = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
_FONT = '<a:latin typeface="+mn-lt"/>'
_FAINT = '<a:solidFill><a:srgbClr val="8A9399"/></a:solidFill>'


def emu(points: float) -> int:
    return round(points * EMU)


def run(text: str, size: float | None = None, properties: str = "", inside: str = "") -> str:
    """*text* of that size in points, else as its place has it."""
    letters = f' sz="{round(size * 100)}"' if size else ""
    return (
        f'<a:r><a:rPr lang="{LANGUAGE}"{letters}{properties} dirty="0">{inside}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
    )


def line(text: str, size: float | None = None) -> str:
    """A paragraph of its place's own look."""
    return f"<a:p>{run(text, size)}</a:p>"


def foot_line(text: str, size: float, align: str) -> str:
    """A paragraph for a foot, which says itself how it looks: not every program takes that from the layout."""
    return f'<a:p><a:pPr algn="{align}"/>{run(text, size, "", _FONT)}</a:p>'


def lines(words: Words) -> str:
    """Paragraphs without bullets, as high as they are measured."""
    after = round(words.size * LINE * AFTER * 100)
    space = f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{after}"/></a:spcAft>'
    look = f'<a:pPr marL="0" indent="0"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{space}<a:buNone/></a:pPr>'
    return "".join(f"<a:p>{look}{run(each, words.size)}</a:p>" for each in words.paragraphs)


def text_body(paragraphs: str) -> str:
    """The text of a shape, from its top, as it is measured."""
    return f"<p:txBody {_NAMESPACES}>{_BODY}<a:lstStyle/>{paragraphs}</p:txBody>"


def number_line(size: float | None) -> str:
    """A paragraph that holds the slide's number; of that size in points, else as its place has it."""
    letters = f' sz="{round(size * 100)}"' if size else ""
    return (
        f'<a:p><a:fld id="{_NUMBER}" type="slidenum"><a:rPr lang="{LANGUAGE}"{letters}/><a:t>‹#›</a:t></a:fld>'
        f'<a:endParaRPr lang="{LANGUAGE}"/></a:p>'
    )


def field(id_: int, name: str, placeholder: str, paragraphs: str) -> str:
    """A shape that fills a placeholder of its layout and takes all of its look."""
    body = f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody>"
    return _shape(id_, name, f"<p:ph {placeholder}/>", '<a:spLocks noGrp="1"/>', "", body)


def text_box(id_: int, name: str, box: Box, paragraphs: str, placeholder: str = "", *, on_paper: bool = False) -> str:
    """A shape with a place of its own; on the template's paper where it has to be read beside pictures."""
    where = f'{_place(box, "a")}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_PAPER if on_paper else ""}'
    mark = f"<p:ph {placeholder}/>" if placeholder else ""
    return _shape(id_, name, mark, "", where, text_body(paragraphs))


def _shape(id_: int, name: str, mark: str, locks: str, where: str, body: str) -> str:
    kind = "" if mark else ' txBox="1"'
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{id_}" name="{escape(name)}"/>'
        f"<p:cNvSpPr{kind}>{locks}</p:cNvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>"
        f"<p:spPr>{where}</p:spPr>{body}</p:sp>"
    )


def _place(box: Box, space: str) -> str:
    off = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
    return f'<{space}:xfrm>{off}<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{space}:xfrm>'


def table(id_: int, grid: Grid, box: Box, said: str, mark: str = "") -> str:
    """A table as PowerPoint's own, its first row marked as headings; *said* is what is told who cannot see it."""
    columns = "".join(f'<a:gridCol w="{emu(each)}"/>' for each in grid.widths)
    head = _row([Entry(each) for each in grid.headings], grid.heights[0], grid.size, is_head=True)
    rows = [_row(each, height, grid.size) for each, height in zip(grid.rows, grid.heights[1:], strict=True)]
    return (
        f'<p:graphicFrame {_NAMESPACES}><p:nvGraphicFramePr><p:cNvPr id="{id_}" name="Table {id_ - 1}" '
        f'descr="{escape(said)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f'<p:nvPr>{mark}</p:nvPr></p:nvGraphicFramePr>{_place(box, "p")}<a:graphic><a:graphicData uri="{_TABLE}">'
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{_PLAIN_TABLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{head}{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(entries: Sequence[Entry], height: float, size: float, *, is_head: bool = False) -> str:
    cells = "".join(_cell(each, size, is_head=is_head) for each in entries)
    return f'<a:tr h="{emu(height)}">{cells}</a:tr>'


def _cell(entry: Entry, size: float, *, is_head: bool) -> str:
    """A cell over a line; what has a tone stands in its colour, in letters that can be read on it.

    The others have the template's own paper, else they could not be read where it has a picture behind them.
    """
    ink = INKS[entry.tone][0] if entry.tone in INKS and entry.tone != "neutral" else None
    letters = f'<a:solidFill><a:srgbClr val="{ink.letters[1:]}"/></a:solidFill>' if ink else _INK
    fill = f'<a:solidFill><a:srgbClr val="{ink.fill[1:]}"/></a:solidFill>' if ink else _PAPER
    bold = ' b="1"' if is_head or entry.tone else ' b="0"'
    none = "".join(f'<a:{each} w="0"><a:noFill/></a:{each}>' for each in ("lnL", "lnR", "lnT"))
    under = f'<a:lnB w="{15875 if is_head else 6350}">{_INK if is_head else _FAINT}</a:lnB>'
    insets = f'marL="{emu(PAD)}" marR="{emu(PAD)}" marT="{emu(RISE)}" marB="{emu(RISE)}"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{run(entry.text, size, bold, letters)}</a:p></a:txBody>"
        f'<a:tcPr {insets} anchor="{"b" if is_head else "t"}">{none}{under}{fill}</a:tcPr></a:tc>'
    )


def white() -> str:
    """The ground of a picture that may let light through."""
    return f'<a:solidFill xmlns:a="{MAIN}"><a:srgbClr val="FFFFFF"/></a:solidFill>'


def ids() -> count[int]:
    """Numbers for the shapes that are added to a slide, above any that its layout gives."""
    return count(100)
