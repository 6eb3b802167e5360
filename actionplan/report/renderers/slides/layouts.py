"""Where a template wants what: its layouts, by the kinds of their placeholders and never by their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from actionplan.report.renderers.slides.measure import SIDE, Box

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout

EMU = 12_700  # to the point
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LEAST = 0.4  # of a slide's width and height: a smaller place is none for a table
_INSET = 3.6  # points above text
_EDGE, _FOOT = 0.05, 0.08  # of a slide, where nothing says how far its edge and its foot reach
_TITLE_SIZE, _TEXT_SIZE, _FOOT_SIZE = 28.0, 18.0, 12.0
_UNKNOWN = 1.1
_BREADTHS = {
    **dict.fromkeys(
        ("arial", "liberation sans", "helvetica", "calibri", "carlito", "aptos", "segoe ui", "tahoma"), 1.0
    ),
    **dict.fromkeys(
        ("times new roman", "cambria", "garamond", "gill sans mt", "arial narrow", "candara", "corbel"), 1.0
    ),
    **dict.fromkeys(("verdana", "dejavu sans", "bitstream vera sans", "montserrat", "poppins", "arial black"), 1.25),
}
_LATENT = ("FOOTER", "DATE", "SLIDE_NUMBER")  # what a slide has only where somebody asks for it


class Field(NamedTuple):
    """A placeholder of a layout: its number and kind, its place, and the size of its letters in points.

    *is_sized* is False where the template does not say that size, so that each slide has to.
    """

    number: int
    kind: str
    box: Box
    size: float
    is_upper: bool = False
    align: str = "l"
    is_sized: bool = False

    @property
    def inner(self) -> Box:
        """Where its text stands."""
        x, y, width, height = self.box
        return Box(x + SIDE, y + _INSET, max(width - 2 * SIDE, 1), max(height - 2 * _INSET, 1))


class Layout(NamedTuple):
    """A layout and what can be filled in; *title* or *content* is None where it has none."""

    layout: SlideLayout
    title: Field | None
    content: Field | None
    footer: Field | None
    number: Field | None


class Paper(NamedTuple):
    """The layouts that a report needs, the size of a slide, and inside the places of the title and of all else.

    *breadth* is how much broader than Arial's the letters are taken to be.
    """

    opening: Layout
    inside: Layout
    size: Box
    breadth: float
    title: Box
    room: Box


def paper_of(presentation: Presentation) -> Paper:
    """What *presentation* offers; where it has no layout of a kind, the nearest."""
    size = Box(0, 0, int(presentation.slide_width or 0) / EMU, int(presentation.slide_height or 0) / EMU)
    layouts = [_layout(each) for master in presentation.slide_masters for each in master.slide_layouts]
    opening = max(layouts, key=_as_opening)
    inside = max(layouts, key=lambda each: _as_inside(each, size))
    return Paper(opening, inside, size, _breadth(inside.layout), *_within(inside, size))


def _breadth(layout: SlideLayout) -> float:
    """How broad the letters of the template's headings and text are, held against Arial's."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    master: Any = layout.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode("utf-8", "replace")
    names = re.findall(r"<a:m(?:aj|in)orFont>\s*<a:latin typeface=\"([^\"]*)\"", theme)
    return max([_BREADTHS.get(each.casefold(), _UNKNOWN) for each in names], default=_UNKNOWN)


def _as_opening(layout: Layout) -> tuple[bool, bool, bool]:
    kind = layout.content.kind if layout.content else ""
    return layout.title is not None, kind == "SUBTITLE", bool(layout.title and layout.title.kind == "CENTER_TITLE")


def _as_inside(layout: Layout, size: Box) -> tuple[bool, bool, int, float]:
    """A title above one large place for anything; fewer other places to fill are better."""
    others = sum(1 for each in _kinds(layout.layout) if each not in _LATENT)
    kind = layout.content.kind if layout.content else ""
    area = layout.content.box.width * layout.content.box.height if layout.content else 0
    has_title = layout.title is not None and layout.title.kind == "TITLE"
    is_roomy = kind == "OBJECT" and layout.content is not None and _is_roomy(layout.content.box, size)
    return has_title, is_roomy, -others, area


def _is_roomy(box: Box, size: Box) -> bool:
    """Whether a place is on the slide, and large enough for a table."""
    right, bottom = box.x + box.width, box.y + box.height
    is_on = box.x >= 0 and box.y >= 0 and right <= size.width + 1 and bottom <= size.height + 1
    return is_on and box.width >= _LEAST * size.width and box.height >= _LEAST * size.height


def _kinds(layout: SlideLayout) -> Iterator[str]:
    for each in _placeholders(layout):
        yield kind_of(each)


def _placeholders(layout: Any) -> list[Any]:
    return list(layout.placeholders)


def kind_of(placeholder: Any) -> str:
    """`TITLE`, `BODY`, …; those written from top to bottom are kinds of their own."""
    name: str = placeholder.placeholder_format.type.name
    return f"VERTICAL_{name}" if placeholder.element.ph.get("orient") == "vert" else name


def _layout(layout: SlideLayout) -> Layout:
    fields = [_field(each, layout) for each in _placeholders(layout)]

    def first(*kinds: str) -> Field | None:
        found = [each for kind in kinds for each in fields if each.kind == kind]
        return max(found, key=lambda each: each.box.width * each.box.height, default=None)

    content = first("OBJECT") or first("SUBTITLE") or first("BODY")
    return Layout(layout, first("TITLE", "CENTER_TITLE"), content, first("FOOTER"), first("SLIDE_NUMBER"))


def _field(placeholder: Any, layout: SlideLayout) -> Field:
    place = (placeholder.left, placeholder.top, placeholder.width, placeholder.height)
    kind = kind_of(placeholder)
    looks = list(_looks(placeholder, layout))
    size = next((int(each.get("sz")) / 100 for each in looks if each.get("sz")), None)
    caps = next((each.get("cap") for each in looks if each.get("cap")), "none")
    align = next((each.getparent().get("algn") for each in looks if each.getparent().get("algn")), "l")
    number = placeholder.placeholder_format.idx
    default = _TITLE_SIZE if kind in ("TITLE", "CENTER_TITLE") else _FOOT_SIZE if kind in _LATENT else _TEXT_SIZE
    box = Box(*(int(each or 0) / EMU for each in place))
    return Field(number, kind, box, size or default, caps != "none", align, is_sized=size is not None)


def _looks(placeholder: Any, layout: SlideLayout) -> Iterator[Any]:
    """What says how the letters look, the nearest first: the layout, the master's placeholder, the master's styles."""
    kind = placeholder.placeholder_format.type.name
    master: Any = layout.slide_master
    is_title = kind in ("TITLE", "CENTER_TITLE")
    named = {"CENTER_TITLE": "TITLE", "SUBTITLE": "BODY", "OBJECT": "BODY"}.get(kind, kind)
    roots = [placeholder.element]
    roots += [each.element for each in master.placeholders if each.placeholder_format.type.name == named]
    for root in roots:
        yield from root.iterfind(f".//{_A}lstStyle/{_A}lvl1pPr/{_A}defRPr")
    style = "titleStyle" if is_title else "otherStyle" if kind in ("FOOTER", "SLIDE_NUMBER") else "bodyStyle"
    yield from master.element.iterfind(f"{_P}txStyles/{_P}{style}/{_A}lvl1pPr/{_A}defRPr")


def _within(layout: Layout, size: Box) -> tuple[Box, Box]:
    """Where the title and the content go: in the layout's own places, or what is free between the title and the foot.

    A title that leaves no room below it is put on top.
    """
    title, content = title_box(layout, size), layout.content
    if (
        content is not None
        and content.kind != "SUBTITLE"
        and _is_roomy(content.box, size)
        and not _meet(title, content.box)
    ):
        return title, content.box
    room = _below(title, layout, size)
    if not _is_roomy(room, size):
        title = _top(size)
        room = _below(title, layout, size)
    return title, room


def _meet(title: Box, content: Box) -> bool:
    """Whether the title's place reaches into the content's."""
    is_beside = title.x + title.width <= content.x + 1 or content.x + content.width <= title.x + 1
    is_above = title.y + title.height <= content.y + 1 or content.y + content.height <= title.y + 1
    return not (is_beside or is_above)


def _below(title: Box, layout: Layout, size: Box) -> Box:
    top, left = title.y + title.height, max(title.x, size.width * _EDGE)
    feet = [each.box.y for each in (layout.footer, layout.number) if each and each.box.y > top]
    bottom = min(*feet, size.height * (1 - _FOOT)) if feet else size.height * (1 - _FOOT)
    return Box(left, top, max(size.width - 2 * left, 1), max(bottom - top, 1))


def title_box(layout: Layout, size: Box) -> Box:
    """Where the title stands, or would."""
    box = layout.title.box if layout.title else Box(0, 0, 0, 0)
    is_on = box.x >= 0 and box.y >= 0 and box.x + box.width <= size.width + 1 and box.y + box.height <= size.height + 1
    return box if is_on and box.width > 0 and box.height > 0 else _top(size)


def _top(size: Box) -> Box:
    return Box(size.width * _EDGE, size.height * _EDGE, size.width * (1 - 2 * _EDGE), size.height * 0.14)
