"""A list with bullets, for templates that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplan.report.renderers.docx.markup import MAIN, w
from actionplan.report.renderers.docx.paper import part_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_EMPTY = f'<w:numbering xmlns:w="{MAIN}"/>'
_LIST = (
    f'<w:abstractNum xmlns:w="{MAIN}" w:abstractNumId="{{id}}"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="357" w:hanging="357"/></w:pPr></w:lvl></w:abstractNum>'
)
_NUMBER = f'<w:num xmlns:w="{MAIN}" w:numId="{{id}}"><w:abstractNumId w:val="{{list}}"/></w:num>'


def bullets(document: Document) -> str:
    """The id of a list with bullets, new in *document*."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from lxml import etree

    rels = document.part.rels
    found = [each.rId for each in rels.values() if each.reltype == RELATIONSHIP_TYPE.NUMBERING and not each.is_external]
    old: Part | None = rels[found[0]].target_part if found else None
    root = etree.fromstring(
        old.blob if old else _EMPTY.encode(), etree.XMLParser(resolve_entities=False, no_network=True)
    )
    list_, number = _free(root, "abstractNum", "abstractNumId"), _free(root, "num", "numId")
    root.insert(_after(root, "numPicBullet", "abstractNum"), etree.fromstring(_LIST.format(id=list_)))
    root.insert(
        _after(root, "numPicBullet", "abstractNum", "num"), etree.fromstring(_NUMBER.format(id=number, list=list_))
    )
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = part_of(document, old.partname if old else "/word/numbering.xml", _TYPE, blob)
    for each in old.rels.values() if old else ():
        part.load_rel(
            each.reltype, each.target_ref if each.is_external else each.target_part, each.rId, each.is_external
        )
    if found:
        del rels[found[0]]
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return str(number)


def _free(root: _Element, name: str, id_: str) -> int:
    used = [each.get(w(id_), "") for each in root.findall(w(name))]
    return max([0, *[int(each) for each in used if each.isdecimal()]]) + 1


def _after(root: _Element, *names: str) -> int:
    """The place behind the last child of one of these names."""
    return max([0, *[root.index(each) + 1 for name in names for each in root.findall(w(name))]])
