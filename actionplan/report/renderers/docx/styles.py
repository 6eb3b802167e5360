"""The styles of a template: its own where it has them, plain ones made where it has not."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from actionplan.report.renderers.docx.markup import MAIN, w

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

DEEPEST = 6
BULLET = "List Bullet"
_OURS = "Report "  # how the names begin that Word does not know

_BASED = '<w:basedOn w:val="{normal}"/>'
_HEADING = (
    "<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before='240' w:after='80'/><w:outlineLvl w:val='{level}'/></w:pPr>"
)
_CELL = "<w:pPr><w:spacing w:before='20' w:after='20' w:line='240' w:lineRule='auto'/></w:pPr>"
# What a style says where the template has none of that name: small differences from its normal text.
_PARAGRAPHS = {
    "Title": "<w:pPr><w:keepNext/><w:spacing w:after='160'/></w:pPr><w:rPr><w:b/><w:sz w:val='40'/></w:rPr>",
    **{
        f"Heading {level + 1}": _HEADING.format(level=level)
        + f"<w:rPr><w:b/><w:sz w:val='{max(32 - 4 * level, 22)}'/></w:rPr>"
        for level in range(DEEPEST)
    },
    "Caption": "<w:pPr><w:keepNext/><w:spacing w:before='160' w:after='60'/></w:pPr><w:rPr><w:b/></w:rPr>",
    BULLET: "<w:pPr><w:numPr><w:numId w:val='{bullet}'/></w:numPr><w:contextualSpacing/></w:pPr>",
    "Report Fact": "<w:pPr><w:tabs><w:tab w:val='left' w:pos='2552'/></w:tabs><w:spacing w:before='0' w:after='60'/>"
    "<w:ind w:left='2552' w:hanging='2552'/></w:pPr>",
    "Report Cell": f"{_CELL}<w:rPr><w:sz w:val='18'/></w:rPr>",
    "Report Column": f"{_CELL.replace('<w:pPr>', '<w:pPr><w:keepNext/>')}<w:rPr><w:b/><w:sz w:val='18'/></w:rPr>",
    # Word has to have a paragraph behind a table and at the end of pages of one kind.
    "Report Break": "<w:pPr><w:spacing w:before='0' w:after='100' w:line='20' w:lineRule='exact'/></w:pPr>"
    "<w:rPr><w:sz w:val='2'/></w:rPr>",
}
_LINK = "<w:rPr><w:color w:val='0B5394'/><w:u w:val='single'/></w:rPr>"
_LINE = "<w:{side} w:val='single' w:sz='4' w:space='0' w:color='8A9199'/>"
_GRID = (
    "<w:tblPr><w:tblBorders>"
    + "".join([_LINE.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV")])
    + "</w:tblBorders><w:tblCellMar><w:left w:w='85' w:type='dxa'/><w:right w:w='85' w:type='dxa'/></w:tblCellMar>"
    "</w:tblPr>"
)
OWN_TABLE, GRID_TABLE = "report table", "Table Grid"


class Styles(NamedTuple):
    """The ids of the styles that a report uses."""

    title: str
    headings: tuple[str, ...]
    caption: str
    bullet: str
    fact: str
    cell: str
    head: str
    gap: str
    link: str
    table: str


def styles_of(document: Document, bullet: str) -> Styles:
    """The styles of *document*; those it lacks are put into it. *bullet* is the id of a list with bullets."""
    sheet = _Sheet(document)
    ids = {name: sheet.paragraph(name, inner.replace("{bullet}", bullet)) for name, inner in _PARAGRAPHS.items()}
    headings = tuple(ids[f"Heading {level + 1}"] for level in range(DEEPEST))
    return Styles(
        ids["Title"],
        headings,
        ids["Caption"],
        ids[BULLET],
        ids["Report Fact"],
        ids["Report Cell"],
        ids["Report Column"],
        ids["Report Break"],
        sheet.character("Hyperlink", _LINK),
        sheet.table(),
    )


def has_style(document: Document, name: str) -> bool:
    return (name.lower(), "paragraph") in _Sheet(document).known


class _Sheet:
    """The style sheet of one document."""

    def __init__(self, document: Document) -> None:
        self.root: _Element = document.styles.element
        self.known: dict[tuple[str, str], _Element] = {}
        for style in self.root.findall(w("style")):
            name = style.find(w("name"))
            if name is not None and style.get(w("styleId")):
                self.known.setdefault((_value(name).lower(), style.get(w("type"), "paragraph")), style)
        self.ids = {style.get(w("styleId")) for style in self.root.findall(w("style"))}

    def paragraph(self, name: str, inner: str) -> str:
        normal = self.default("paragraph")
        based = _BASED.format(normal=normal) if normal else ""
        return self._id_of("paragraph", name, f"{based}<w:next w:val='{normal}'/>{inner}" if normal else inner)

    def character(self, name: str, inner: str) -> str:
        return self._id_of("character", name, inner)

    def table(self) -> str:
        """The template's own table style: one named for reports, its default, the first it made; else a plain grid."""
        if (OWN_TABLE, "table") in self.known:
            return self._id(self.known[OWN_TABLE, "table"])
        normal = self.default("table")
        plain = self.known.get(("normal table", "table"))
        if normal and (plain is None or normal != self._id(plain)):
            return normal
        made = [
            self._id(style)
            for (_, kind), style in self.known.items()
            if kind == "table" and style.get(w("customStyle")) in ("1", "true", "on")
        ]
        return made[0] if made else self._id_of("table", GRID_TABLE, _GRID)

    def default(self, kind: str) -> str | None:
        for style in self.root.findall(w("style")):
            if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true", "on"):
                return self._id(style)
        return None

    def _id(self, style: _Element) -> str:
        return escape(str(style.get(w("styleId"))))

    def _id_of(self, kind: str, name: str, inner: str) -> str:
        """The id of the style of that name, which is made where there is none."""
        found = self.known.get((name.lower(), kind))
        if found is not None:
            return self._id(found)
        id_ = self._free_id(name.replace(" ", ""))
        ours = " w:customStyle='1'" if name.startswith(_OURS) else ""
        start = f"<w:style xmlns:w='{MAIN}' w:type='{kind}'{ours} w:styleId='{id_}'>"
        self._add(f"{start}<w:name w:val='{name}'/>{inner}</w:style>")
        return id_

    def _free_id(self, wanted: str) -> str:
        id_, number = wanted, 1
        while id_ in self.ids:
            number += 1
            id_ = f"{wanted}{number}"
        self.ids.add(id_)
        return id_

    def _add(self, text: str) -> None:
        from docx.oxml import parse_xml

        style = parse_xml(text)
        self.root.append(style)
        name = style.find(w("name"))
        self.known[_value(name).lower(), str(style.get(w("type")))] = style


def _value(element: _Element | None) -> str:
    return "" if element is None else str(element.get(w("val"), ""))
