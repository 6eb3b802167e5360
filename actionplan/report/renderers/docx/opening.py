"""A template's bytes, judged before any library reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from actionplan.officefile import CONTENT_TYPES, Unfit, template_members, zipped
from actionplan.report.model import CannotRender, Template

if TYPE_CHECKING:
    from docx.document import Document

_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_SAVE_AS = "In Word, take off any password, use Save As and choose Word Document (.docx) or Word Template (.dotx)."


@contextmanager
def reading(name: str) -> Iterator[None]:
    """While the template called *name* is worked with: CannotRender for whatever goes wrong with it."""
    try:
        yield
    except CannotRender:
        raise
    except Exception as error:  # what a damaged template lacks is missed anywhere, in every way that a program can
        raise _refusal(name, "cannot be used; it may be damaged", f"Open it in Word. {_SAVE_AS}") from error


def document_of(data: bytes) -> Document:
    """*data* as a document of python-docx, with at least one section."""
    import docx

    document = docx.Document(io.BytesIO(data))
    document.element.body.get_or_add_sectPr()
    return document


def opened(template: Template) -> bytes:
    """The template as a document that python-docx opens: a .dotx is one but for its declared type."""
    try:
        members = template_members(template.data)
    except Unfit as error:
        raise _refusal(template.name, str(error), _SAVE_AS) from error
    types = members.get(CONTENT_TYPES, b"").replace(_TEMPLATE, _DOCUMENT)
    if _DOCUMENT not in types:
        raise _refusal(template.name, "is not a Word document", _SAVE_AS)
    return zipped({**members, CONTENT_TYPES: types}, 1)


def _refusal(name: str, what: str, remedy: str) -> CannotRender:
    return CannotRender(f"The template {name} {what}. {remedy}")
