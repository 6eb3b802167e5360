"""A presentation's bytes: what it says about itself, and the same whenever it is made."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from actionplan.officefile import CONTENT_TYPES, CUSTOM_PROPERTIES, RELATIONS, members_of, with_property, zipped
from actionplan.plaintext import shortened
from actionplan.report.model import Report
from actionplan.report.renderers.slides.markup import LANGUAGE
from actionplan.report.renderers.slides.measure import plain
from actionplan.report.words import said

if TYPE_CHECKING:
    from pptx.presentation import Presentation

SEAL = "actionplan.seal"
_LONGEST = 255  # of a property
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_LEFT_OUT = ("/thumbnail", "/extended-properties")  # what they say of the template is not so of the report


def saved(presentation: Presentation, report: Report) -> bytes:
    """The presentation as a .pptx file."""
    from io import BytesIO

    _describe(presentation, report)
    rels: Any = presentation.part.package._rels  # noqa: SLF001  # the only way to take one away unconditionally
    for id_, rel in list(rels.items()):
        if rel.reltype.endswith(_LEFT_OUT):
            rels.pop(id_)
    made = BytesIO()
    presentation.save(made)
    members = members_of(made.getvalue())
    return zipped(_sealed(members, report.seal) if report.seal else members)


def _describe(presentation: Presentation, report: Report) -> None:
    """Title, organisation, plans, day and language."""
    properties, on = presentation.core_properties, datetime.combine(report.on, time(), UTC)
    properties.title = _short(report.title)
    properties.subject = _short("".join([said(each.cell) for each in report.provenance.rows[:1]]))
    properties.author = properties.last_modified_by = _short(report.letterhead.organisation)
    properties.keywords = _short(", ".join(report.plans))
    properties.comments = properties.category = properties.content_status = properties.version = ""
    properties.identifier = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = properties.last_printed = on


def _short(text: str) -> str:
    return shortened(plain(text), _LONGEST)


def _sealed(members: dict[str, bytes], seal: str) -> dict[str, bytes]:
    """*members* with the seal among the custom properties, beside those of the template."""
    kept = members.get(CUSTOM_PROPERTIES, b"")
    made = {**members, CUSTOM_PROPERTIES: with_property(kept, SEAL, plain(seal))}
    if not kept:
        declared = f'<Override PartName="/{CUSTOM_PROPERTIES}" ContentType="{_CUSTOM_TYPE}"/></Types>'
        related = f'<Relationship Id="rIdSeal" Type="{_CUSTOM}" Target="{CUSTOM_PROPERTIES}"/></Relationships>'
        made[CONTENT_TYPES] = members[CONTENT_TYPES].replace(b"</Types>", declared.encode())
        made[RELATIONS] = members[RELATIONS].replace(b"</Relationships>", related.encode())
    return made
