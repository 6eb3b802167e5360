"""One table of the report as a csv file (RFC 4180, UTF-8), and what is in it for programs (CSV on the Web).

Both are for spreadsheets too, where text that begins like a formula would be reckoned with: an apostrophe stands in
front of it. Who takes away one apostrophe before such a beginning has the text as it was (`officefile.as_it_was`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from actionplan.officefile import as_text
from actionplan.plaintext import visible
from actionplan.report.flat import FlatTable, facts_table
from actionplan.report.model import CannotRender, Cell, RenderOptions, Report
from actionplan.report.tabular import EVERY_COMMITMENT, table_named, table_names
from actionplan.report.typed import Kind, Type, Value, values_of, width_of
from actionplan.report.words import listed, said
from actionplan.report.written import Written, columns_of

_DATATYPES: dict[Type, Any] = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.DECIMAL: "decimal",
    Type.DATE: {"base": "date", "format": "yyyy-MM-dd"},
}
_MARK = (
    "Text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line break, perhaps after "
    "spaces or apostrophes) has one more apostrophe in front. Take away that one for the text as it was."
)


def render(report: Report, options: RenderOptions) -> bytes:
    """The table `options.table`, by default every commitment on one row. A name there is not raises CannotRender."""
    table = _asked_for(report, options.table or EVERY_COMMITMENT)
    lines = [",".join([_quoted(each.heading) for each in table.fields]), *_lines(table)]
    return "".join([f"{line}\r\n" for line in lines]).encode("utf-8", "replace")


def csvw(report: Report, table: str | None, url: str) -> bytes:
    """What the columns of the file named *url* hold, and where it comes from: JSON to stand beside it.

    *table* is the name it was asked for by. The file's own name with `-metadata.json` after it is where programs look.
    """
    import json
    from urllib.parse import quote

    found = _asked_for(report, table or EVERY_COMMITMENT)
    letterhead = report.letterhead
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": quote(url),
        "dc:title": f"{report.title}: {found.caption}",
        **({"dc:publisher": letterhead.organisation} if letterhead.organisation else {}),
        **({"dc:accessRights": letterhead.classification} if letterhead.classification else {}),
        "dc:date": {"@value": report.on.isoformat(), "@type": "xsd:date"},
        "dc:language": "en-GB",
        "dc:description": _MARK,
        "dc:provenance": [": ".join(map(said, each.cells)) for each in facts_table(report).rows],
        "notes": [{"table": found.name, "seal": report.seal}],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": [_column(found, place) for place in range(len(found.fields))]},
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def seal_of(data: bytes) -> str | None:
    """The seal in what `csvw` made; None for anything else. Never raises."""
    import json

    try:
        (note,) = json.loads(data)["notes"]
        seal = note["seal"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return seal if isinstance(seal, str) else None


def _asked_for(report: Report, name: str) -> FlatTable:
    table = table_named(report, name.strip().lower().replace("-", "_").replace(" ", "_"))
    if table is None:
        names = listed(table_names(report))
        raise CannotRender(f"There is no table “{visible(name[:60])}” in this report. There are: {names}.")
    return table


def _lines(table: FlatTable) -> Iterator[str]:
    written = {kind: Written(partial(_cells, kind)) for kind in Kind}
    columns = zip(table.kinds, columns_of(table.rows), strict=True) if table.rows else ()
    return map(",".join, zip(*[written[kind].column(cells) for kind, cells in columns], strict=True))


def _cells(kind: Kind, cell: Cell) -> str:
    return ",".join([_shown(each) for each in values_of(kind, cell)])


def _shown(value: Value) -> str:
    """One cell; dates and numbers in the way of programs."""
    match value:
        case str():
            return _quoted(as_text(visible(value)))
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _quoted(text: str) -> str:
    """*text* in quotation marks where it needs them."""
    if text.isalnum():
        return text
    if '"' in text or "," in text or "\n" in text or text[:1] == " " or text[-1:] == " ":
        return '"' + text.replace('"', '""') + '"'
    return text or '""'


def _column(table: FlatTable, place: int) -> dict[str, Any]:
    """What one column holds; words that stand where there is no value are named, for those who want values alone."""
    field = table.fields[place]
    column = {"name": field.id, "titles": field.heading, "datatype": _DATATYPES[field.type]}
    words = _words_among(table, place) if field.type is not Type.TEXT else []
    return {**column, **({"null": words} if words else {})}


def _words_among(table: FlatTable, place: int) -> list[str]:
    """The words that stand in a column of values."""
    parts = [(column, part) for column, kind in enumerate(table.kinds) for part in range(width_of(kind))]
    column, part = parts[place]
    kind = table.kinds[column]
    cells = {id(row.cells[column]): row.cells[column] for row in table.rows}
    found = (values_of(kind, each)[part] for each in cells.values())
    return sorted({as_text(visible(each)) for each in found if isinstance(each, str)})
