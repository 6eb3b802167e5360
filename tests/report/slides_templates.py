"""Templates of several designs, made here: as an organisation might have them, and as they should not be."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any
from zipfile import ZipFile

import docx
import pptx
from pptx.dml import color
from pptx.oxml import parse_xml
from pptx.util import Pt

from actionplan.report.model import Template

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PPTX = b"presentationml.presentation.main+xml"
_POTX = b"presentationml.template.main+xml"


def _saved(presentation: Any) -> bytes:
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """*data* with its members changed."""
    with ZipFile(io.BytesIO(data)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    change(members)
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def potx(template: Template | bytes, *, back: bool = False) -> bytes:
    """The presentation declared as a template; or back again."""
    old, new = (_POTX, _PPTX) if back else (_PPTX, _POTX)

    def declare(members: dict[str, bytes]) -> None:
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(old, new)

    return changed(template.data if isinstance(template, Template) else template, declare)


def _with_examples(presentation: Any) -> None:
    """Two slides of the designer's, in a named section, as templates have them."""
    for layout in list(presentation.slide_layouts)[:2]:
        slide = presentation.slides.add_slide(layout)
        for each in slide.placeholders:
            each.text_frame.text = "An example"
        slide.notes_slide.notes_text_frame.text = "An example"
    ids = "".join(f'<p14:sldId id="{each.id}"/>' for each in presentation.element.sldIdLst)
    section = (
        f'<p:extLst xmlns:p="{P}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        '<p14:section name="Examples" id="{6C8B6D9A-1111-4222-8333-944455556666}">'
        f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext></p:extLst>"
    )
    presentation.element.append(parse_xml(section))


@cache
def corporate() -> Template:
    """Wide and dark, titles on the right side of a column of colour, capitals, its layouts in another order."""
    presentation: Any = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    master = presentation.slide_master
    root = master.element
    for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        root.find(f"{{{P}}}clrMap").set(name, value)
    places = {
        "TITLE": (160, 20, 760, 90),
        "BODY": (160, 120, 760, 360),
        "DATE": (160, 500, 120, 25),
        "FOOTER": (300, 500, 360, 25),
        "SLIDE_NUMBER": (820, 500, 100, 25),
    }
    for each in master.placeholders:
        each.left, each.top, each.width, each.height = map(Pt, places[each.placeholder_format.type.name])
    look = root.find(f"{{{P}}}txStyles/{{{P}}}titleStyle/{{{A}}}lvl1pPr/{{{A}}}defRPr")
    look.set("cap", "all")
    look.set("sz", "3200")
    band = master.shapes._spTree
    bar = deepcopy(band.findall(f"{{{P}}}sp")[0])
    bar.find(f"{{{P}}}nvSpPr/{{{P}}}nvPr").clear()
    band.insert(2, bar)
    shape = master.shapes[0]
    shape.left, shape.top, shape.width, shape.height = 0, 0, Pt(120), Pt(540)
    shape.fill.solid()
    shape.fill.fore_color.rgb = color.RGBColor(0xC8, 0x10, 0x2E)  # type: ignore[no-untyped-call]  # the library's
    shape.text_frame.text = ""
    for layout in presentation.slide_layouts:
        for each in layout.placeholders:
            kind = each.placeholder_format.type.name
            if kind in ("CENTER_TITLE", "SUBTITLE"):
                top, height = (140, 170) if kind == "CENTER_TITLE" else (320, 120)
                each.left, each.top, each.width, each.height = Pt(160), Pt(top), Pt(760), Pt(height)
    order = root.find(f"{{{P}}}sldLayoutIdLst")
    for each in list(order):
        order.insert(0, each)
    _with_examples(presentation)
    return Template("corporate.potx", potx(_saved(presentation)))


@cache
def old() -> Template:
    """The library's own blank presentation: four to three, titles in the middle."""
    presentation: Any = pptx.Presentation()
    _with_examples(presentation)
    return Template("old.pptx", _saved(presentation))


@cache
def bare() -> Template:
    """Layouts without places for anything but a title, and none for foot and number."""
    presentation: Any = pptx.Presentation()
    for layout in list(presentation.slide_layouts):
        kinds = [each.placeholder_format.type.name for each in layout.placeholders]
        if kinds[:2] != ["TITLE", "DATE"]:
            presentation.slide_layouts.remove(layout)
    for owner in (presentation.slide_master, *presentation.slide_layouts):
        for each in list(owner.placeholders):
            if each.placeholder_format.type.name in ("DATE", "FOOTER", "SLIDE_NUMBER"):
                each.element.getparent().remove(each.element)
    return Template("bare.potx", potx(_saved(presentation)))


@cache
def blank() -> Template:
    """One layout, with nothing on it at all."""
    presentation: Any = pptx.Presentation()
    for layout in list(presentation.slide_layouts):
        if layout.name != "Blank":
            presentation.slide_layouts.remove(layout)
    for each in list(presentation.slide_layouts[0].placeholders):
        each.element.getparent().remove(each.element)
    return Template("blank.pptx", _saved(presentation))


@cache
def low() -> Template:
    """A title across the middle of the slide, which leaves no room below it."""
    presentation: Any = pptx.Presentation()
    for each in presentation.slide_master.placeholders:
        if each.placeholder_format.type.name == "TITLE":
            each.top = Pt(250)
    return Template("low.pptx", _saved(presentation))


@cache
def broad() -> Template:
    """In Verdana, whose letters are a quarter broader than Arial's."""

    def change(members: dict[str, bytes]) -> None:
        for name, content in list(members.items()):
            if "theme" in name:
                members[name] = content.replace(b'typeface="Calibri"', b'typeface="Verdana"')

    return Template("broad.pptx", changed(old().data, change))


TEMPLATES: dict[str, Callable[[], Template]] = {
    "corporate": corporate,
    "old": old,
    "bare": bare,
    "blank": blank,
    "low": low,
    "broad": broad,
}


def odd_template(what: str) -> bytes:
    """A file that is no good as a template."""
    return _ODD[what]()


def _replaced(name: str, old_: bytes, new: bytes) -> bytes:
    def change(members: dict[str, bytes]) -> None:
        members[name] = members[name].replace(old_, new)

    return changed(old().data, change)


def _word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def _without_layouts() -> bytes:
    presentation: Any = pptx.Presentation()
    for each in list(presentation.slide_layouts):
        presentation.slide_layouts.remove(each)
    return _saved(presentation)


def _without_master() -> bytes:
    def change(members: dict[str, bytes]) -> None:
        del members["ppt/slideMasters/slideMaster1.xml"]

    return changed(old().data, change)


_MAIN, _DECLARED = "ppt/presentation.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><p:presentation'
_ODD: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"not a presentation",
    "old": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "word": _word,
    "cut": lambda: old().data[: len(old().data) // 2],
    "macros": lambda: _replaced("[Content_Types].xml", _PPTX, b"presentation.macroEnabled.main+xml"),
    "entities": lambda: _replaced(_MAIN, b"<p:presentation", _DECLARED),
    "no layouts": _without_layouts,
    "no master": _without_master,
}
