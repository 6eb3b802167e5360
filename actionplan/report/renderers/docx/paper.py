"""A document to write on: a template's styles, headers, footers and pages, without its text; and how it is saved."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from actionplan.officefile import rezip, with_property
from actionplan.plaintext import shortened, visible
from actionplan.report.model import Report
from actionplan.report.renderers.docx.markup import MAIN, RELATIONSHIPS, Links, escaped, w
from actionplan.report.words import said

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element

SEAL = "actionplan.seal"
LANGUAGE = "en-GB"
_LONGEST = 255  # of a property

# What belongs to the paper and not to the text that was on it.
_KEPT = (
    *("styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering"),
    *("footnotes", "endnotes", "header", "footer", "customXml"),
)
# A picture of the template's first page, and properties under an old name, which the document has anew.
_NOT_OURS = ("/thumbnail", "/core-properties")
_CUSTOM = f"{RELATIONSHIPS}/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_PLACE = "/docProps/custom.xml"


def without_text(document: Document) -> None:
    """Takes away what only the template's own text needs: its pictures, comments, links, drafts."""
    rels = document.part.rels
    for id_, rel in list(rels.items()):
        if rel.reltype.rsplit("/", 1)[-1] not in _KEPT:
            del rels[id_]


def saved(document: Document, body: str) -> bytes:
    """The document with *body*, the inner XML of its body, as its text."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.part import Part

    old, package = document.part, document.part.package
    assert package is not None  # noqa: S101  # python-docx's types allow for parts without one
    text = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}">{_ground(document)}'
        f"<w:body>{body}</w:body></w:document>"
    )
    main = Part(old.partname, CONTENT_TYPE.WML_DOCUMENT_MAIN, text.encode("utf-8"), package)
    for rel in old.rels.values():
        main.load_rel(rel.reltype, rel.target_ref if rel.is_external else rel.target_part, rel.rId, rel.is_external)
    for id_, rel in list(package.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            package.load_rel(rel.reltype, main, id_)
    return packed(document)


def packed(document: Document) -> bytes:
    """The document's bytes: the same for the same document, whenever it is made."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    made = io.BytesIO()
    package = document.part.package
    assert package is not None  # noqa: S101  # as above
    for id_, rel in list(package.rels.items()):
        if rel.reltype.endswith(_NOT_OURS) and rel.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del package.rels[id_]
    names = [part.partname for part in package.iter_parts()]
    if len(names) != len(set(names)):
        raise ValueError("two parts of one name")
    package.save(made)
    return rezip(made.getvalue())


def _ground(document: Document) -> str:
    """The template's page colour, as it has it."""
    found: _Element | None = document.element.find(f"{{{MAIN}}}background")
    colour = found.get(f"{{{MAIN}}}color", "auto") if found is not None else ""
    return f'<w:background w:color="{escaped(colour)}"/>' if colour else ""


def describe(document: Document, report: Report) -> None:
    """Writes into the document what it is: title, organisation, plans, day, language and seal."""
    properties, on = document.core_properties, datetime.combine(report.on, time(), UTC)
    about = [said(each.cell) for each in report.provenance.rows[:1]]
    properties.title = _short(report.title)
    properties.subject = _short("".join(about))
    properties.author = properties.last_modified_by = _short(report.letterhead.organisation)
    properties.keywords = _short(", ".join(report.plans))
    properties.comments = properties.category = properties.content_status = properties.version = ""
    properties.identifier = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = on
    if report.seal:
        _seal(document, report.seal)
    _speak(document)
    _forget(document)


def _short(text: str) -> str:
    return shortened(" ".join(visible(text).split()), _LONGEST)


def _speak(document: Document) -> None:
    """Makes the document British English, whatever kind of English its template was."""
    from docx.oxml import OxmlElement

    styles = document.styles.element
    defaults = styles.get_or_add_docDefaults() if hasattr(styles, "get_or_add_docDefaults") else _defaults(styles)
    properties = _inside(_inside(defaults, "rPrDefault"), "rPr")
    if properties.find(w("lang")) is None:
        properties.append(OxmlElement("w:lang"))
    for each in styles.iter(w("lang")):
        if each.getparent() is properties or each.get(w("val"), "").lower().startswith("en"):
            each.set(w("val"), LANGUAGE)


def _defaults(styles: _Element) -> _Element:
    from docx.oxml import OxmlElement

    found: _Element | None = styles.find(w("docDefaults"))
    if found is None:
        found = OxmlElement("w:docDefaults")
        styles.insert(0, found)
    return found


def _inside(parent: _Element, name: str) -> _Element:
    from docx.oxml import OxmlElement

    found: _Element | None = parent.find(w(name))
    if found is None:
        found = OxmlElement(f"w:{name}")
        parent.insert(0, found)
    return found


def _forget(document: Document) -> None:
    """Takes out of the settings what would reach for another file, or knows when the template was edited."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    settings = document.settings.element
    for name in ("attachedTemplate", "mailMerge", "rsids", "documentProtection", "trackRevisions"):
        for each in settings.findall(w(name)):
            settings.remove(each)
    rels = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for id_, rel in list(rels.items()):
        if rel.is_external:
            del rels[id_]


def _seal(document: Document, seal: str) -> None:
    """Keeps *seal* among the document's custom properties, beside those of the template."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    assert package is not None  # noqa: S101  # as above
    kept = [rel.target_part for rel in package.rels.values() if rel.reltype == _CUSTOM and not rel.is_external]
    blob = with_property(kept[0].blob if kept else b"", SEAL, visible(seal))
    for id_, rel in list(package.rels.items()):
        if rel.reltype == _CUSTOM:
            del package.rels[id_]
    place_of = kept[0].partname if kept else PackURI(_CUSTOM_PLACE)
    package.relate_to(Part(place_of, _CUSTOM_TYPE, blob, package), _CUSTOM)


def relate(document: Document, links: Links) -> None:
    """Tells the document where its links lead."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for address, id_ in links.ids.items():
        document.part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, id_, is_external=True)


def part_of(document: Document, place: str, type_: str, blob: bytes) -> Part:
    """A new part of the document's package."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    assert package is not None  # noqa: S101  # as above
    return Part(PackURI(place), type_, blob, package)
