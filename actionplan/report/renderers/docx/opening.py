"""A template's bytes, judged before any library reads them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # as all exceptions are written

from actionplan.report.model import CannotRender, Template

if TYPE_CHECKING:
    from docx.document import Document

MOST_MEMBERS = 2_000
MOST_BYTES = 100 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = (b"macroEnabled", b"vbaProject")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")  # how text of two bytes a character begins

# What damaged archives raise: cut short, an unknown packing, a password, an error in what is packed.
_DAMAGED = (BadZipFile, EOFError, ValueError, OSError, RuntimeError, LookupError, ZlibError)
_SAVE_AS = "In Word, use Save As and choose Word Document (.docx) or Word Template (.dotx)."


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
    name, data = template.name, template.data
    if data.startswith(_OLE):
        raise _refusal(
            name, "is protected by a password, or is in the old .doc format", f"Take the password off. {_SAVE_AS}"
        )
    try:
        members = _members(data)
    except _DAMAGED as error:
        raise _refusal(name, "is not a Word document", _SAVE_AS) from error
    except _TooLarge as error:
        raise _refusal(name, "is larger unpacked than any template need be", "Take pictures out of it.") from error
    _judge(name, members)
    members[_TYPES] = members[_TYPES].replace(_TEMPLATE, _DOCUMENT)
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return made.getvalue()


def members_within(data: bytes) -> dict[str, bytes] | None:
    """The parts of an office file by their names; None where it is none, or larger than any should be."""
    try:
        return _members(data)
    except (*_DAMAGED, _TooLarge):
        return None


class _TooLarge(Exception):  # noqa: N818  # a circumstance
    """More is packed into the file than should be."""


def _members(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS or sum(each.file_size for each in infos) > MOST_BYTES:
            raise _TooLarge
        return {each.filename: archive.read(each) for each in infos if not each.is_dir()}


def _judge(name: str, members: dict[str, bytes]) -> None:
    types = members.get(_TYPES)
    if types is None:
        raise _refusal(name, "is not a Word document", _SAVE_AS)
    if any(each in types for each in _MACROS):
        raise _refusal(name, "holds macros, which a report must not carry", _SAVE_AS)
    if _DOCUMENT not in types and _TEMPLATE not in types:
        raise _refusal(name, "is not a Word document", _SAVE_AS)
    for member, content in members.items():
        if member.endswith((".xml", ".rels")) and (_DECLARED.search(content) or content.startswith(_WIDE)):
            raise _refusal(name, f"declares entities or an encoding that Word does not write (in {member})", _SAVE_AS)


def _refusal(name: str, what: str, remedy: str) -> CannotRender:
    return CannotRender(f"The template {name} {what}. {remedy}")
