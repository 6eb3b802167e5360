"""Excel workbooks (.xlsx, and .xlsm, whose macros are not looked at)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from actionplan.tables.limits import MOST_CELLS, MOST_TEXT
from actionplan.tables.readers.archive import SAVE_AGAIN, Archive, CannotTake, damaged, repacked
from actionplan.tables.readers.cells import NEVER_WORKED_OUT, Extent, refuse_vast, sheets_in
from actionplan.tables.table import DAY_ZERO, Book

_OTHER_ZERO = date(1904, 1, 1)  # of workbooks that an early Mac began

# Tags with their attributes; `text>` in an attribute's value does not end them. A cell's value follows where it can.
_ATTRIBUTES = rb"""((?:\s+[^\s<>="'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*"""
_PLACED = re.compile(
    rb"<(?:[\w.-]+:)?(c|row)" + _ATTRIBUTES + rb"(?:/>|>()(?:\s*<(?:[\w.-]+:)?(?:v>(\d+)<|(f)[\s/>]))?)"
)
_ANY_PLACED = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)[\s/>]")
_ATTRIBUTE = re.compile(rb"""\s(r|t)\s*=\s*["']([^"']*)["']""")
_REFERENCE = re.compile(rb"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.IGNORECASE)
# As all programs write them: `<c r="AB12"`, and none of the tags that matter with a prefix. And any tag of a cell.
_PLAIN = re.compile(rb'<c r="[A-Z]{1,2}([0-9]{1,6})"')
_PREFIXED = re.compile(rb":[cf][\s/>]")
_CELL = re.compile(rb"<c[\s/>]")
_SUSPICIOUS = re.compile(rb'<c r="[A-Z]{1,2}[0-9]{1,6}"[^<>]*(?: t="e"[^<>]*>|>\s*<f[\s/>])')
_BEYOND_Z = re.compile(rb'<c r="[A-Z]{2}')
_UP_TO_Z, _UP_TO_ZZ = 26, 702
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\b[^<>]*>([^<]*)<")
_NEXT = re.compile(rb"</?(?:[\w.-]+:)?c[\s/>]")  # the cell ends there, also one that is never closed
_STRING = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx(name: str, archive: Archive) -> Book:
    """The sheets of the workbook. Raises CannotTake."""
    parts = archive.parts
    if any(each.lower().endswith("workbook.bin") for each in parts):
        raise CannotTake("is a binary workbook (.xlsb)", SAVE_AGAIN)
    if not any(each.lower().endswith("workbook.xml") for each in parts):
        raise CannotTake("is an office file, but no workbook", "Name a workbook: .xlsx, .ods, .xls or .csv.")
    texts = _shared_texts(parts)
    extents = {each: _extent(content, texts) for each, content in parts.items() if b"sheetData" in content}
    names = dict(_sheets_of(parts))
    refuse_vast((names.get(part, part), extent) for part, extent in extents.items())
    troubles = {names[part]: extent.troubles for part, extent in extents.items() if part in names}
    return Book(name, sheets_in(repacked(parts), troubles), _day_zero(parts))


def _extent(sheet: bytes, texts: bytes) -> Extent:
    """How far the cells reach that hold something, of which some hold *texts*, and what is wrong in them."""
    return _quick_extent(sheet, texts) or _whole_extent(sheet, _lengths(texts))


def _quick_extent(sheet: bytes, texts: bytes) -> Extent | None:
    """No less than the sheet has, in a tenth of the time; None where it has more, or is not written as programs do."""
    rows = _PLAIN.findall(sheet)
    if not _are_all_plain(sheet, len(rows)):
        return None
    last = max(map(int, set(rows)), default=0)
    columns = _UP_TO_ZZ if _BEYOND_Z.search(sheet) else _UP_TO_Z
    text = len(rows) * max(map(len, texts.split(b"<si>"))) + len(sheet)
    if last * columns > MOST_CELLS or text > MOST_TEXT:
        return None
    return Extent(last, columns, text, dict(_troubles(sheet)))


def _are_all_plain(sheet: bytes, plain: int) -> bool:
    """Whether the *plain* tags of cells in *sheet* are all there are."""
    begins, ends = sheet.find(b"<sheetData"), sheet.rfind(b"</sheetData>")
    if sheet.count(b"<c", begins, ends) != plain:  # of all tags that stand there, those alone begin so
        return False
    return not (_CELL.search(sheet, 0, begins) or _CELL.search(sheet, ends) or _PREFIXED.search(sheet))


def _troubles(sheet: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """What is wrong in cells with a formula or an error, and where they are: their tags are plain."""
    if b"<f" not in sheet and b't="e"' not in sheet:  # a tenth of the time that looking at each cell takes
        return
    for cell in _SUSPICIOUS.finditer(sheet):
        if found := _PLACED.match(sheet, cell.start()):
            said = dict(_ATTRIBUTE.findall(found[2]))
            if trouble := _trouble(sheet, found.end(), said.get(b"t"), found[5]):
                yield _place(said.get(b"r"), 0, 0), trouble


def _whole_extent(sheet: bytes, lengths: list[int]) -> Extent:
    row = column = rows = columns = text = seen = 0
    longest = max(lengths, default=0)
    troubles: dict[tuple[int, int], str] = {}
    for found in _PLACED.finditer(sheet):
        seen += 1
        kind, attributes, is_full, index, formula = found.groups()
        said = dict(_ATTRIBUTE.findall(attributes))
        if kind == b"row":
            row, column = _row_number(said.get(b"r"), row), 0
            continue
        row, column = _place(said.get(b"r"), row, column)
        if is_full is None:
            continue
        rows, columns = max(rows, row), max(columns, column)
        if said.get(b"t") == b"s":
            at = int(index) if index else -1
            text += lengths[at] if 0 <= at < len(lengths) else longest
        elif (formula or said.get(b"t") == b"e") and (trouble := _trouble(sheet, found.end(), said.get(b"t"), formula)):
            troubles[row, column] = trouble
    if seen != len(_ANY_PLACED.findall(sheet)):  # a tag that is written so that we would not see where it is
        raise damaged()
    return Extent(rows, columns, text + len(sheet), troubles)


def _row_number(written: bytes | None, row: int) -> int:
    if written is None:
        return row + 1
    if not written.isdigit() or len(written) > 9:  # noqa: PLR2004  # digits
        raise damaged()
    return int(written)


def _place(written: bytes | None, row: int, column: int) -> tuple[int, int]:
    if written is None:
        return max(row, 1), column + 1
    found = _REFERENCE.fullmatch(written)
    if found is None:
        raise damaged()
    number = 0
    for letter in found[1].upper():
        number = number * 26 + letter - ord("A") + 1
    return int(found[2]), number


def _trouble(sheet: bytes, begins: int, kind: bytes | None, formula: bytes | None) -> str:
    """What the library would show as blank though it is not: an error, or a formula without its value."""
    ends = _NEXT.search(sheet, begins)
    found = _VALUE.search(sheet, begins - 2, ends.start() if ends else len(sheet))
    value = found[1].decode("utf-8", "replace").strip()[:20] if found else ""
    if kind == b"e":
        return f"an error: {value or 'without a name'}"
    return NEVER_WORKED_OUT if formula and not value and kind != b"str" else ""


def _shared_texts(parts: Mapping[str, bytes]) -> bytes:
    """The texts that stand in cells by their number, with their markup."""
    return next((content for name, content in parts.items() if name.lower().endswith("sharedstrings.xml")), b"")


def _lengths(texts: bytes) -> list[int]:
    """How long each of the shared *texts* is, with its markup."""
    starts = [*(each.start() for each in _STRING.finditer(texts)), len(texts)]
    return [after - before for before, after in pairwise(starts)]


def _sheets_of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each part that is a sheet, and the name that it has."""
    from xml.etree.ElementTree import ParseError, fromstring  # what reaches it declares no entities

    for name, content in parts.items():
        if not name.lower().endswith("workbook.xml"):
            continue
        folder, _, last = name.rpartition("/")
        relations = parts.get(f"{folder}/_rels/{last}.rels".lstrip("/"), b"<none/>")
        try:
            targets = {each.get("Id", ""): each.get("Target", "") for each in fromstring(relations)}  # noqa: S314  # as above
            sheets = [each for each in fromstring(content).iter() if each.tag.endswith("}sheet")]  # noqa: S314  # as above
        except ParseError:
            raise damaged() from None
        for each in sheets:
            target = targets.get(each.get(_RELATION) or each.get(_STRICT_RELATION) or "", "")
            yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"), each.get("name", "")


def _day_zero(parts: Mapping[str, bytes]) -> date:
    book = next((content for name, content in parts.items() if name.lower().endswith("workbook.xml")), b"")
    return _OTHER_ZERO if re.search(rb"""date1904\s*=\s*["'](?:1|true)["']""", book) else DAY_ZERO
