"""The parts of a workbook that came from anybody: unpacked within bounds, and judged before a library reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from actionplan.tables.limits import MEBIBYTE, MOST_PARTS, MOST_UNPACKED

if TYPE_CHECKING:
    from zipfile import ZipFile

_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST, _WORKBOOK = "content.xml", "META-INF/manifest.xml", "[Content_Types].xml"
_ENCRYPTED = b"encryption-data"

SAVE_AGAIN = "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and read that."
ASK_AGAIN = "Ask for it again: it may have been cut short on its way."


class CannotTake(Exception):  # noqa: N818  # an answer about somebody's file
    """A file that is not read: what is wrong, to stand behind its name, and what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def damaged() -> CannotTake:
    return CannotTake("is damaged, or is no workbook", f"{ASK_AGAIN} Or: {SAVE_AGAIN[:1].lower()}{SAVE_AGAIN[1:]}")


def protected() -> CannotTake:
    return CannotTake(
        "is protected by a password, so it cannot be opened", "Ask for it without one, or save it without one."
    )


def too_large(what: str) -> CannotTake:
    return CannotTake(
        f"is too large to be a tracker or a return: {what}",
        "Copy the table alone into a new workbook, save that, and read it.",
    )


class Archive(NamedTuple):
    """What is in a workbook, by name."""

    parts: Mapping[str, bytes]

    @property
    def is_open_document(self) -> bool:
        return self.parts.get("mimetype", b"").strip().startswith(_OPEN_DOCUMENT)


def opened(data: bytes) -> Archive:
    """The parts of the workbook *data*. Raises CannotTake where there is more than can be, or what must not be."""
    from io import BytesIO
    from zipfile import BadZipFile, ZipFile
    from zlib import error as ZlibError  # noqa: N812  # as all exceptions are written

    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _unpacked(archive)
    except (BadZipFile, EOFError, ValueError, OSError, RuntimeError, LookupError, NotImplementedError, ZlibError):
        raise damaged() from None
    _judge(parts)
    return Archive(parts)


def _unpacked(archive: ZipFile) -> dict[str, bytes]:
    """Each part. No more is unpacked than the archive says there is, so none can be longer than it claims."""
    infos = archive.infolist()
    size = sum([each.file_size for each in infos])
    if len(infos) > MOST_PARTS or size > MOST_UNPACKED:
        raise too_large(f"unpacked it has {size // MEBIBYTE:,} MiB in {len(infos):,} parts")
    if len({each.filename.lower() for each in infos}) < len(infos):
        raise CannotTake("holds two parts of one name, which programs read in two ways", SAVE_AGAIN)
    if any(each.flag_bits & 1 for each in infos):
        raise protected()
    return {each.filename: archive.read(each) for each in infos if not each.is_dir()}


def _judge(parts: Mapping[str, bytes]) -> None:
    if _ENCRYPTED in parts.get(_MANIFEST, b""):
        raise protected()
    if _CONTENT not in parts and _WORKBOOK not in parts:
        raise CannotTake("is a packed folder, and no workbook", "Unpack it, and name the workbook in it.")
    for name, content in parts.items():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        if _DECLARED.search(content):
            raise CannotTake(f"declares entities, which no office program writes (in {name})", SAVE_AGAIN)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:4]:
            raise CannotTake(f"is written in an encoding that office programs do not use (in {name})", SAVE_AGAIN)


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """An archive of *parts*, not pressed: nobody keeps it."""
    from io import BytesIO
    from zipfile import ZIP_STORED, ZipFile

    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
