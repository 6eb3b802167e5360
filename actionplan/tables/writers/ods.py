"""All tables in one OpenDocument spreadsheet, each on a sheet of its own.

It is written as elements and never as joined text, so no text of a plan can become markup; and its texts are texts to
every program, never formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from actionplan.officefile import zipped
from actionplan.plaintext import one_line
from actionplan.tables.layout import Holds
from actionplan.tables.lending import Item, Lent, Row, Table
from actionplan.tables.numbers import number_in
from actionplan.tables.writers import EXPORT, FORM, About
from actionplan.tables.writers.about import SHEET, lines
from actionplan.tables.writers.bounds import MOST_LINES, lines_in, refuse_what_does_not_fit, shown, widths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_VERSION = {"office:version": "1.3"}
HEADER, TEXT, DAY, PLAIN = "header", "text", "day", "plain"
PAGE = "wide"
_PER_CHARACTER, _PER_LINE = 0.22, 0.5  # centimetres


def write(lent: Lent, about: About) -> bytes:
    """The spreadsheet as bytes of an .ods file. Raises CannotLend where a sheet cannot hold a table."""
    refuse_what_does_not_fit(lent)
    members = {
        "content.xml": _content(lent, about),
        "styles.xml": _pages(),
        "meta.xml": _meta(lent, about),
        "settings.xml": _settings(lent),
    }
    parts = {name: _as_bytes(each) for name, each in {**members, "META-INF/manifest.xml": _manifest(members)}.items()}
    return zipped({"mimetype": MEDIA_TYPE.encode(), **parts})


def _node(name: str, said: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """An element; its own name and those of what is said of it with the short names of `_NAMES` before them."""
    from xml.etree.ElementTree import Element

    made = Element(_full(name), {_full(key): value for key, value in (said or {}).items()})
    made.text = text
    return made


def _below(parent: Element, name: str, said: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    made = _node(name, said, text)
    parent.append(made)
    return made


def _full(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_NAMES[space]}}}{local}"


def _as_bytes(root: Element) -> bytes:
    from xml.etree.ElementTree import register_namespace, tostring

    for space, address in _NAMES.items():
        register_namespace(space, address)
    made: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return made


def _content(lent: Lent, about: About) -> Element:
    root = _node("office:document-content", _VERSION)
    wanted = sorted({width for table in lent.with_rows for width in widths(table)} | {26, 90})
    root.append(_styles(wanted))
    book = _below(_below(root, "office:body"), "office:spreadsheet")
    for table in lent.with_rows:
        _put(book, table)
    _tell(book, lent, about)
    ranges = _below(book, "table:database-ranges")
    for table in lent.with_rows:
        area = f"'{table.name}'.A1:'{table.name}'.{_letters(len(table.columns))}{len(table.rows) + 1}"
        said = {"table:name": f"t_{table.name}", "table:target-range-address": area}
        _below(ranges, "table:database-range", {**said, "table:display-filter-buttons": "true"})
    return root


def _letters(column: int) -> str:
    from actionplan.tables.table import letters

    return letters(column)


def _styles(wanted: list[int]) -> Element:
    root = _node("office:automatic-styles")
    _below(_below(root, "number:text-style", {"style:name": "as-text"}), "number:text-content")
    days = _below(root, "number:date-style", {"style:name": "as-day"})
    for part, before in (("year", ""), ("month", "-"), ("day", "-")):
        if before:
            _below(days, "number:text", text=before)
        _below(days, f"number:{part}", {"number:style": "long"})
    sheet = {"style:name": PAGE, "style:family": "table", "style:master-page-name": PAGE}
    _below(_below(root, "style:style", sheet), "style:table-properties", {"table:display": "true"})
    for width in wanted:
        column = _below(root, "style:style", {"style:name": f"w{width}", "style:family": "table-column"})
        _below(column, "style:table-column-properties", {"style:column-width": f"{width * _PER_CHARACTER:.2f}cm"})
    _cell_style(root, TEXT, "as-text", {"fo:wrap-option": "wrap"}, {"fo:color": "#0b0c0c"})
    for number in range(1, MOST_LINES + 1):
        row = _below(root, "style:style", {"style:name": f"h{number}", "style:family": "table-row"})
        height = {"style:row-height": f"{number * _PER_LINE:.2f}cm", "style:use-optimal-row-height": "false"}
        _below(row, "style:table-row-properties", height)
    _cell_style(root, PLAIN, None, {"fo:padding-right": "0.2cm"}, {"fo:color": "#0b0c0c"})
    _cell_style(root, DAY, "as-day", {}, {"fo:color": "#0b0c0c"})
    header = {"fo:color": "#ffffff", "fo:font-weight": "bold"}
    _cell_style(root, HEADER, "as-text", {"fo:background-color": "#003078"}, header)
    return root


def _cell_style(root: Element, name: str, data: str | None, cell: Mapping[str, str], text: Mapping[str, str]) -> None:
    shown = {"style:data-style-name": data} if data else {}
    style = _below(root, "style:style", {"style:name": name, "style:family": "table-cell", **shown})
    _below(style, "style:table-cell-properties", {**cell, "style:vertical-align": "top"})
    _below(style, "style:text-properties", text)


def _pages() -> Element:
    """Pages on their side, as wide as a table."""
    root = _node("office:document-styles", _VERSION)
    layout = _below(_below(root, "office:automatic-styles"), "style:page-layout", {"style:name": "layout"})
    size = {"fo:page-width": "29.7cm", "fo:page-height": "21cm", "style:print-orientation": "landscape"}
    _below(layout, "style:page-layout-properties", {**size, "fo:margin": "1cm", "style:scale-to-X": "1"})
    said = {"style:name": PAGE, "style:page-layout-name": "layout"}
    _below(_below(root, "office:master-styles"), "style:master-page", said)
    return root


def _put(book: Element, table: Table) -> None:
    sheet = _below(book, "table:table", {"table:name": table.name, "table:style-name": PAGE})
    _below(sheet, "table:title", text=table.shape.title)
    across = tuple(widths(table))
    for width in across:
        _below(sheet, "table:table-column", {"table:style-name": f"w{width}"})
    head = _below(_below(sheet, "table:table-header-rows"), "table:table-row")
    for column in table.columns:
        _words(head, column.name, HEADER)
    numbers = [column.holds is Holds.NUMBER for column in table.columns]
    for row in table.rows:
        line = _below(sheet, "table:table-row", {"table:style-name": f"h{lines_in(row, across)}"})
        _fill(line, row, numbers)


def _fill(line: Element, row: Row, numbers: Sequence[bool]) -> None:
    """The cells of *row*: one element for all blanks beside each other, and none for those at its end."""
    blanks = 0
    for item, is_number in zip(row, numbers, strict=True):
        if item is None:
            blanks += 1
            continue
        if blanks:
            _below(line, "table:table-cell", {"table:number-columns-repeated": str(blanks)})
            blanks = 0
        _cell(line, item, is_number=is_number)


def _cell(line: Element, item: Item, *, is_number: bool) -> None:
    match item:
        case bool() | tuple():
            _words(line, shown(item), TEXT)
        case int():
            _value(line, "float", "value", str(item))
        case date():
            _value(line, "date", "date-value", item.isoformat(), DAY)
        case str():
            if is_number and number_in(item) is not None:
                _value(line, "float", "value", item)
            else:
                _words(line, item, TEXT)


def _value(line: Element, kind: str, key: str, written: str, look: str = PLAIN) -> None:
    said = {"office:value-type": kind, f"office:{key}": written, "table:style-name": look}
    _below(_below(line, "table:table-cell", said), "text:p", text=written)


def _words(line: Element, text: str, look: str) -> None:
    """A cell of text: a paragraph for each line, and blanks that would be taken for one written so that they stay."""
    cell = _below(line, "table:table-cell", {"office:value-type": "string", "table:style-name": look})
    for each in text.split("\n"):
        _paragraph(_below(cell, "text:p"), each)


def _paragraph(paragraph: Element, text: str) -> None:
    last: Element | None = None
    for is_blank, piece in _pieces(text):
        if is_blank:
            name, said = ("text:tab", {}) if piece == "\t" else ("text:s", {"text:c": str(len(piece))})
            last = _below(paragraph, name, said)
        elif last is None:
            paragraph.text = (paragraph.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """*text* in pieces: those that have to be elements (tabs, and blanks beside a blank or at an end), and the rest."""
    import re

    for found in re.finditer(r"\t|(?:^ +)|(?: +$)|(?:(?<= ) +)|(?:[^\t ]+ ?)+", text):
        piece = found[0]
        yield piece == "\t" or not piece.strip(" "), piece


def _tell(book: Element, lent: Lent, about: About) -> None:
    sheet = _below(book, "table:table", {"table:name": SHEET, "table:style-name": PAGE})
    for width in (26, 90):
        _below(sheet, "table:table-column", {"table:style-name": f"w{width}"})
    for what, said in lines(lent, about):
        line = _below(sheet, "table:table-row")
        _words(line, what, HEADER)
        _words(line, said, TEXT)


def _meta(lent: Lent, about: About) -> Element:
    root = _node("office:document-meta", _VERSION)
    inner = _below(root, "office:meta")
    _below(inner, "meta:generator", text=f"actionplan/{about.version}")
    _below(inner, "dc:title", text=one_line(about.title))
    _below(inner, "dc:language", text="en-GB")
    _below(inner, "dc:date", text=f"{lent.on.isoformat()}T00:00:00")
    _below(inner, "meta:user-defined", {"meta:name": EXPORT, "meta:value-type": "string"}, str(FORM))
    return root


def _settings(lent: Lent) -> Element:
    """The header of each sheet stays where it is."""
    root = _node("office:document-settings", _VERSION)
    names = _below(_below(root, "office:settings"), "config:config-item-set", {"config:name": "ooo:view-settings"})
    view = _below(
        _below(names, "config:config-item-map-indexed", {"config:name": "Views"}), "config:config-item-map-entry"
    )
    _setting(view, "ViewId", "string", "view1")
    sheets = _below(view, "config:config-item-map-named", {"config:name": "Tables"})
    for table in lent.with_rows:
        entry = _below(sheets, "config:config-item-map-entry", {"config:name": table.name})
        _setting(entry, "VerticalSplitMode", "short", "2")
        for name in ("VerticalSplitPosition", "PositionBottom"):
            _setting(entry, name, "int", "1")
        _setting(entry, "ActiveSplitRange", "short", "2")
    _setting(view, "ActiveTable", "string", lent.with_rows[0].name)
    return root


def _setting(parent: Element, name: str, kind: str, value: str) -> None:
    _below(parent, "config:config-item", {"config:name": name, "config:type": kind}, value)


def _manifest(members: Mapping[str, Element]) -> Element:
    root = _node("manifest:manifest", {"manifest:version": "1.3"})
    for path, kind in (("/", MEDIA_TYPE), *((name, "text/xml") for name in members)):
        said = {"manifest:full-path": path, "manifest:media-type": kind}
        _below(root, "manifest:file-entry", said)
    return root
