"""The presentation that is used where an organisation gives none: wide, quiet, in Arial."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actionplan.report.renderers.slides.markup import LANGUAGE, MAIN, SLIDE, emu
from actionplan.report.renderers.slides.measure import Box

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_WIDTH, _HEIGHT, _EDGE = 960.0, 540.0, 40.0
_A, _P = f"{{{MAIN}}}", f"{{{SLIDE}}}"
_TITLE = Box(_EDGE, 26, _WIDTH - 2 * _EDGE, 70)
_BODY = Box(_EDGE, 108, _WIDTH - 2 * _EDGE, 380)
_FOOTER = Box(_EDGE, 502, 700, 24)
_NUMBER = Box(_WIDTH - _EDGE - 100, 502, 100, 24)
_OPENING_TITLE = Box(_EDGE + 20, 120, _WIDTH - 2 * _EDGE - 40, 170)
_SUBTITLE = Box(_EDGE + 20, 306, _WIDTH - 2 * _EDGE - 40, 150)
_TITLE_SIZE, _OPENING_SIZE, _FOOT_SIZE = 28, 40, 12

_COLOURS = {
    "dk2": "12324A",
    "lt2": "F3F5F6",
    "accent1": "1D70B8",
    "accent2": "00703C",
    "accent3": "B35C00",
    "accent4": "D4351C",
    "accent5": "4C2C92",
    "accent6": "505A5F",
    "hlink": "1D70B8",
    "folHlink": "4C2C92",
}
# What it has in the end: the layouts that a report uses, and a plain one for slides of one's own.
_LAYOUTS = (("CENTER_TITLE", "SUBTITLE"), ("TITLE", "OBJECT"), ("TITLE",))
_PLACES = {"TITLE": _TITLE, "BODY": _BODY, "FOOTER": _FOOTER, "SLIDE_NUMBER": _NUMBER}
_SIZES = {"FOOTER": _FOOT_SIZE, "SLIDE_NUMBER": _FOOT_SIZE}


def designed(presentation: Presentation) -> Presentation:
    """python-pptx's blank presentation, made our own."""
    presentation.slide_width, presentation.slide_height = emu(_WIDTH), emu(_HEIGHT)  # type: ignore[assignment]  # lengths are numbers
    presentation.element.sldSz.attrib.pop("type", None)
    for each in list(presentation.slide_layouts):
        if _kinds(each) not in _LAYOUTS:
            presentation.slide_layouts.remove(each)
    master: Any = presentation.slide_master
    _master(master)
    for layout in presentation.slide_layouts:
        _layout(layout)
    _theme(presentation)
    _forget(presentation)
    _speak(presentation.element, master.element, *(each.element for each in presentation.slide_layouts))
    return presentation


def _kinds(layout: Any) -> tuple[str, ...]:
    kinds = (each.placeholder_format.type.name for each in layout.placeholders)
    return tuple(each for each in kinds if each not in ("DATE", "FOOTER", "SLIDE_NUMBER"))


def _master(master: Any) -> None:
    for each in list(master.placeholders):
        kind = each.placeholder_format.type.name
        if kind == "DATE":
            each.element.getparent().remove(each.element)
        else:
            _put(each, _PLACES[kind])
    for each in master.element.iter(f"{_A}lvl1pPr"):
        each.set("algn", "r" if _is_number(each) else "l")
    for each in master.element.iterfind(f"{_P}txStyles/{_P}titleStyle/{_A}lvl1pPr/{_A}defRPr"):
        each.set("sz", str(_TITLE_SIZE * 100))
        each.set("b", "1")
        _colour(each, "tx2")
    for number, each in enumerate(master.element.iterfind(f"{_P}txStyles/{_P}bodyStyle/*/{_A}defRPr")):
        each.set("sz", str(max(20 - 2 * number, 14) * 100))
    for each in master.element.findall(f".//{_A}lstStyle//{_A}tint"):
        each.getparent().remove(each)  # a grey that is too pale to be read
    _band(master)


def _is_number(level: Any) -> bool:
    shape = next(level.iterancestors(f"{_P}sp"), None)
    return shape is not None and shape.ph is not None and shape.ph.get("type") == "sldNum"


def _band(master: Any) -> None:
    """A band of colour above everything, which says nothing and is told to nobody."""
    from pptx.oxml import parse_xml

    band = parse_xml(
        f'<p:sp xmlns:a="{MAIN}" xmlns:p="{SLIDE}"><p:nvSpPr><p:cNvPr id="20" name="Band"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{emu(_WIDTH)}" cy="{emu(10)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/></a:p></p:txBody></p:sp>'
    )
    master.shapes._spTree.insert(2, band)  # noqa: SLF001  # behind all others, which the library offers no way to do


def _layout(layout: Any) -> None:
    is_opening = "CENTER_TITLE" in _kinds(layout)
    for each in list(layout.placeholders):
        kind = each.placeholder_format.type.name
        if kind == "DATE":
            each.element.getparent().remove(each.element)
        elif is_opening:
            _opening_field(each, kind)
    if is_opening:
        _dark(layout)


def _opening_field(placeholder: Any, kind: str) -> None:
    """A placeholder of the first slide, whose letters are white on its dark ground."""
    from pptx.oxml import parse_xml

    if kind in ("CENTER_TITLE", "SUBTITLE"):
        _put(placeholder, _OPENING_TITLE if kind == "CENTER_TITLE" else _SUBTITLE)
    size = {"CENTER_TITLE": _OPENING_SIZE, "SUBTITLE": 20}.get(kind, _FOOT_SIZE)
    align, anchor = ("r" if kind == "SLIDE_NUMBER" else "l"), {"CENTER_TITLE": "b", "SUBTITLE": "t"}.get(kind, "ctr")
    body = placeholder.element.txBody
    body.remove(body.find(f"{_A}lstStyle"))
    style = (
        f'<a:lstStyle xmlns:a="{MAIN}"><a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{size * 100}"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr>'
        "</a:lvl1pPr></a:lstStyle>"
    )
    body.insert(1, parse_xml(style))
    body.find(f"{_A}bodyPr").set("anchor", anchor)


def _dark(layout: Any) -> None:
    from pptx.oxml import parse_xml

    ground = (
        f'<p:bg xmlns:a="{MAIN}" xmlns:p="{SLIDE}"><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
    )
    layout.element.cSld.insert(0, parse_xml(ground))
    layout.element.set("showMasterSp", "0")


def _put(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(emu, box)


def _colour(properties: Any, name: str) -> None:
    for each in properties.iterfind(f"{_A}solidFill/{_A}schemeClr"):
        each.set("val", name)


def _theme(presentation: Any) -> None:
    """Our colours, and Arial for headings and text."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8").replace('<a:latin typeface="Calibri"/>', '<a:latin typeface="Arial"/>')
    text = text.replace('name="Office Theme"', 'name="Action plan"', 1)
    for name, value in _COLOURS.items():
        text = re.sub(rf"(<a:{name}><a:srgbClr val=\")[0-9A-F]{{6}}", rf"\g<1>{value}", text, count=1)
    part.blob = text.encode("utf-8")


def _forget(presentation: Any) -> None:
    """Takes away the printer that the blank presentation was made for."""
    rels = presentation.part._rels  # noqa: SLF001  # the only way to take one away unconditionally
    for id_, rel in list(rels.items()):
        if rel.reltype.endswith(("/printerSettings", "/viewProps")):
            rels.pop(id_)


def _speak(*roots: Any) -> None:
    for root in roots:
        for each in root.iter():
            if each.get("lang"):
                each.set("lang", LANGUAGE)
