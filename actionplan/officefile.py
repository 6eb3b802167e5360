"""Office files that stay the same, what they keep unseen, and text that no spreadsheet reckons with.

Word and Excel files are zip archives. Whatever is read here may come from anybody: it is bounded, and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of the zip format: a date that says nothing
CONTENT_TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
CUSTOM_PROPERTIES = "docProps/custom.xml"
MEDIA_TYPE = "mimetype"  # of OpenDocument: it stands first and as it is, so that the file is known by its first bytes
_FIRST = (CONTENT_TYPES, MEDIA_TYPE)

LARGEST = 1_073_741_824  # bytes of all that is unpacked
LONGEST_PART = 1_048_576  # bytes of custom properties that are read
LONGEST_PROPERTY = 255  # of Excel, in UTF-16 units
MOST_PIECES = 100

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"

# What a spreadsheet takes for a formula, after blanks too: some drop them. The full-width signs count in Japanese ones.
_FORMULA = r"(?:[\t\r\n\0]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])"
_READ_AS_FORMULA = re.compile(f"'*{_FORMULA}")
_MARKED = re.compile(f"'+{_FORMULA}")


def rezip(data: bytes) -> bytes:
    """The archive *data* with one date for all members, in one order: content types, relations, then by name."""
    return zipped(members_of(data))


def members_of(data: bytes) -> dict[str, bytes]:
    """What is in the archive *data*, by name."""
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist() if not each.endswith("/")}


def contents(data: bytes) -> dict[str, bytes] | None:
    """What is in the archive *data*, however hard it was pressed; None where it cannot be read. Never raises.

    Two machines may press the same content into different bytes.
    """
    from io import BytesIO
    from zipfile import ZipFile

    try:
        with ZipFile(BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        return members_of(data) if size <= LARGEST else None
    except Exception:  # noqa: BLE001  # whatever is wrong with it, it cannot be read
        return None


def zipped(members: Mapping[str, bytes], level: int = 6) -> bytes:
    """An archive of *members*, the same for the same members; *level* is how hard it is pressed, 1 to 9."""
    from io import BytesIO
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(members, key=lambda each: (each not in _FIRST, each != RELATIONS, each)):
            member = ZipInfo(name, FIRST_DAY)
            member.create_system = 0  # else it tells which kind of machine wrote it
            archive.writestr(member, members[name], ZIP_STORED if name == MEDIA_TYPE else ZIP_DEFLATED, level)
    return out.getvalue()


def property_pieces(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Names and values under which an office file keeps *value*: `name`, `name.2`, … each as long as Excel allows."""
    for number, piece in enumerate(cut(value, LONGEST_PROPERTY), 1):
        yield (name if number == 1 else f"{name}.{number}"), piece


def custom_property(data: bytes, name: str) -> str | None:
    """The text that the office file *data* keeps under *name*, its pieces joined; None where there is none.

    Never raises, whatever *data* is: the file may be damaged, made to harm, or no office file.
    """
    try:
        kept = _custom_properties(data)
    except Exception:  # noqa: BLE001  # damaged archives raise a dozen kinds, and all mean that nothing can be read
        return None
    if name not in kept:
        return None
    pieces = [kept[name]]
    while len(pieces) < MOST_PIECES and (following := kept.get(f"{name}.{len(pieces) + 1}")) is not None:
        pieces.append(following)
    return "".join(pieces)


def _custom_properties(data: bytes) -> dict[str, str]:
    """The texts among the custom properties by their names."""
    from io import BytesIO
    from xml.etree.ElementTree import fromstring  # what reaches it declares no entities
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        part = archive.getinfo(CUSTOM_PROPERTIES)
        # No more is unpacked than the archive says there is, so a part cannot be longer than it claims.
        text = archive.read(part) if part.file_size <= LONGEST_PART else b""
    if not text or b"<!" in text or b"\0" in text:  # NUL: an encoding in which "<!" looks different
        return {}
    root = fromstring(text.decode("utf-8-sig"))  # noqa: S314  # as above
    found = {}
    for each in root.iter(f"{_PROPERTIES}property"):
        value = each.find(_VALUE)
        if value is not None:
            found[each.get("name", "")] = value.text or ""
    return found


def units(text: str) -> int:
    """How long Word and Excel take *text* to be: signs beyond the first 65,536 count twice."""
    return len(text) if text.isascii() else len(text) + sum(1 for each in text if each > "\uffff")


def cut(text: str, most: int) -> Iterator[str]:
    """*text* in pieces of at most *most* UTF-16 units, no sign cut in two; one empty piece of empty text."""
    start, length = 0, 0
    for place, each in enumerate(text):
        size = 2 if each > "\uffff" else 1
        if length + size > most:
            yield text[start:place]
            start, length = place, 0
        length += size
    yield text[start:]


def as_text(text: str) -> str:
    """*text* for a cell of a csv file, marked with an apostrophe in front where a spreadsheet would reckon with it.

    So is text that already looks marked; `as_it_was` therefore gives back exactly what was written.
    """
    return f"'{text}" if _READ_AS_FORMULA.match(text) else text


def as_it_was(cell: str) -> str:
    """The text that `as_text` made *cell* from."""
    return cell[1:] if _MARKED.match(cell) else cell


class Unfit(Exception):  # noqa: N818  # a circumstance, not an error of ours
    """An office file that cannot be taken as a template: what is wrong, to stand behind its name."""


MOST_MEMBERS, MOST_BYTES = 2_000, 100 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_MACROS = (b"macroEnabled", b"vbaProject")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")  # how text of two bytes a character begins


def template_members(data: bytes) -> dict[str, bytes]:
    """What is in the office file *data*, by name, judged before any library reads it. Raises Unfit."""
    from zipfile import BadZipFile
    from zlib import error as ZlibError  # noqa: N812  # as all exceptions are written

    if data.startswith(_OLE):
        raise Unfit("is protected by a password, or is in the format of before 2007")
    try:
        members = _bounded(data)
    except (BadZipFile, EOFError, ValueError, OSError, RuntimeError, LookupError, ZlibError) as error:
        raise Unfit("is no office file, or is damaged") from error
    if any(each in members.get(CONTENT_TYPES, b"") for each in _MACROS):
        raise Unfit("holds macros, which a report must not carry")
    for member, content in members.items():
        if member.endswith((".xml", ".rels")) and (_DECLARED.search(content) or content.startswith(_WIDE)):
            raise Unfit(f"declares entities or an encoding that office programs do not write (in {member})")
    return members


def _bounded(data: bytes) -> dict[str, bytes]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS or sum(each.file_size for each in infos) > MOST_BYTES:
            raise Unfit("is larger unpacked than any template need be")
        return {each.filename: archive.read(each) for each in infos if not each.is_dir()}


def with_property(properties: bytes, name: str, value: str) -> bytes:
    """The part *properties*, or a new one where it is empty, with *value* kept under *name* in place of what was.

    It must come out of `template_members`: its text is parsed.
    """
    from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

    # What came out of `template_members` declares no entities.
    root = fromstring(properties) if properties else Element(f"{_PROPERTIES}Properties")  # noqa: S314
    for each in root.findall(f"{_PROPERTIES}property"):
        if re.fullmatch(rf"{re.escape(name)}(\.\d+)?", each.get("name", "")):
            root.remove(each)
    number = max([1, *[int(each.get("pid", "1")) for each in root if each.get("pid", "1").isdecimal()]])
    for place, (piece, text) in enumerate(property_pieces(name, value), number + 1):
        made = SubElement(root, f"{_PROPERTIES}property", fmtid=_PROPERTY_SET, pid=str(place), name=piece)
        SubElement(made, _VALUE).text = text
    made_part: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return made_part


_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of custom properties, the same in every file
