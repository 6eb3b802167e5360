"""The pages of a template: their size, margins, headers and footers, upright and across."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from actionplan.report.renderers.docx.markup import MAIN, RELATIONSHIPS, w

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_A4 = {"w": "11906", "h": "16838"}
_MARGINS = {
    "top": "1134",
    "right": "1134",
    "bottom": "1134",
    "left": "1134",
    "header": "567",
    "footer": "567",
    "gutter": "0",
}
_NARROWEST = 2_000
_EMU = 635  # in a twentieth of a point


class Pages(NamedTuple):
    """Section properties as text: the first of the paper has the headers and footers, which the others take over.

    *upright* and *across* are the room for text, in twentieths of a point; they are equal where the template's pages
    lie across already.
    """

    first: tuple[str, str]
    further: tuple[str, str]
    upright: int
    across: int
    height: int

    def properties(self, *, is_first: bool, is_across: bool) -> str:
        return (self.first if is_first else self.further)[is_across]

    def room(self, *, is_across: bool) -> int:
        return self.across if is_across else self.upright


def pages_of(document: Document) -> Pages:
    """The pages as the last section of *document* has them, with the headers that it takes over from earlier ones."""
    section = _last_section(document)
    size, margins = _child(section, "pgSz", _A4), _child(section, "pgMar", _MARGINS)
    width, height = _number(size, "w"), _number(size, "h")
    sides = _number(margins, "left") + _number(margins, "right") + _number(margins, "gutter")
    ends = abs(_number(margins, "top")) + abs(_number(margins, "bottom"))
    turned = deepcopy(section)
    if height > width:
        _turn(turned)
    return Pages(
        (_text(section), _text(turned)),
        (_text(_further(section)), _text(_further(turned))),
        max(width - sides, _NARROWEST),
        max(max(width, height) - sides, _NARROWEST),
        max(min(width, height) - ends, _NARROWEST) if height > width else max(height - ends, _NARROWEST),
    )


def _last_section(document: Document) -> _Element:
    """A copy of the last section's properties, with nothing in it that a fresh document could not hold."""
    from docx.oxml import OxmlElement

    found: list[_Element] = document.element.body.findall(f".//{w('sectPr')}")
    last: _Element = deepcopy(found[-1]) if found else OxmlElement("w:sectPr")
    known = {(each.tag, each.get(w("type"))) for each in _references(last)}
    for section in reversed(found[:-1]):
        for each in _references(section):
            if (each.tag, each.get(w("type"))) not in known:
                known.add((each.tag, each.get(w("type"))))
                last.insert(0, deepcopy(each))
    for child in list(last):
        if not str(child.tag).startswith(f"{{{MAIN}}}") or child.tag in (w("cols"), w("sectPrChange"), w("type")):
            last.remove(child)
    for name in list(last.attrib):
        del last.attrib[name]
    return last


def _references(section: _Element) -> list[_Element]:
    return [each for each in section if each.tag in (w("headerReference"), w("footerReference"))]


def _further(section: _Element) -> _Element:
    """*section* for what follows: no first page of its own, numbers and headers go on."""
    further = deepcopy(section)
    for child in list(further):
        if child.tag == w("titlePg") or child in _references(further):
            further.remove(child)
        elif child.tag == w("pgNumType"):
            child.attrib.pop(w("start"), "")
    return further


def _turn(section: _Element) -> None:
    size = _child(section, "pgSz", _A4)
    width, height = size.get(w("w"), _A4["w"]), size.get(w("h"), _A4["h"])
    size.set(w("w"), height)
    size.set(w("h"), width)
    size.set(w("orient"), "landscape")


# In the order that the format asks for: what must stand before each.
_BEFORE_SIZE = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
_BEFORE = {"pgSz": _BEFORE_SIZE, "pgMar": (*_BEFORE_SIZE, "pgSz")}


def _child(section: _Element, name: str, values: dict[str, str]) -> _Element:
    """The child of that name, made with *values* where there is none."""
    from docx.oxml import OxmlElement

    found: _Element | None = section.find(w(name))
    if found is None:
        found = OxmlElement(f"w:{name}")
        for key, value in values.items():
            found.set(w(key), value)
        place = sum(1 for each in section if each.tag in {w(tag) for tag in _BEFORE[name]})
        section.insert(place, found)
    return found


def _number(element: _Element, name: str) -> int:
    """A measure, 0 where it is none; Word writes whole twentieths of a point."""
    text = element.get(w(name), "0")
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return 0


def _text(element: _Element) -> str:
    from lxml import etree

    copy = deepcopy(element)
    etree.cleanup_namespaces(copy, keep_ns_prefixes=["w", "r"], top_nsmap={"w": MAIN, "r": RELATIONSHIPS})
    return etree.tostring(copy, encoding="unicode")


def in_emu(twentieths: int) -> int:
    return twentieths * _EMU
