"""A template's bytes as a document that python-docx opens."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from actionplan.report.renderers.office import Kind

if TYPE_CHECKING:
    from docx.document import Document

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.%s.main+xml"
WORD = Kind(
    _MAIN % b"document",
    (_MAIN % b"template",),
    "Word document",
    "In Word, take off any password, use Save As and choose Word Document (.docx) or Word Template (.dotx).",
    "Open it in Word. ",
)


def document_of(data: bytes) -> Document:
    """*data* as a document of python-docx, with at least one section."""
    import docx

    document = docx.Document(io.BytesIO(data))
    document.element.body.get_or_add_sectPr()
    return document
