"""What tables hold, for programs: a Data Package (https://datapackage.org/standard/) beside their files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from actionplan.tables.layout import Column, Holds, Shape
from actionplan.tables.lending import Lent, Table
from actionplan.tables.standing import STANDING
from actionplan.tables.writers import EXPORT, FORM, ONE_EACH, SHEETS, About

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_TYPES = {
    Holds.DAY: "date",
    Holds.NUMBER: "number",
    Holds.COUNT: "integer",
    Holds.YES: "boolean",
}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
}
_SEVERAL = "Several texts have semicolons between them, and are a JSON list where one of them has a semicolon."
_MARKED = "A text that a spreadsheet would take for a formula has one more apostrophe in front."


class Lying(NamedTuple):
    """Where a table lies: the file's name and bytes."""

    path: str
    data: bytes


def describe(lent: Lent, about: About, format_: str, where: Mapping[str, Lying]) -> bytes:
    """The descriptor of the tables in *where*, by their names, whose files are in *format_*."""
    import json

    tables = [each for each in lent.tables if each.name in where]
    described = {each.name for each in tables}
    document = {
        "$schema": _PROFILE.format("datapackage"),
        "name": _plain("-".join(each.id for each in lent.plans))[:100],
        "title": about.title,
        "description": f"{_held(format_)} Positions are worked out as at {lent.on.isoformat()}; all else is written.",
        EXPORT: {"form": FORM, "version": about.version, "as_at": lent.on.isoformat()},
        "resources": [_resource(each, format_, where[each.name], described) for each in tables],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _plain(text: str) -> str:
    return re.sub("[^a-z0-9._-]+", "-", text.lower()) or "plans"


def _held(format_: str) -> str:
    held = "All that the files of the plan hold, as it is written there, but their comments."
    if format_ in ("json", "sqlite"):
        return held
    return f"{held} {_SEVERAL} {_MARKED}" if format_ == ONE_EACH else f"{held} {_SEVERAL}"


def _resource(table: Table, format_: str, lying: Lying, described: set[str]) -> dict[str, Any]:
    from hashlib import sha256

    encoding = {"encoding": "utf-8"} if format_ in ("csv", "json") else {}
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": table.name,
        "type": "table",
        "title": table.shape.title,
        "path": lying.path,
        "format": format_,
        "mediatype": _MEDIA_TYPES[format_],
        **encoding,
        "bytes": len(lying.data),
        "hash": f"sha256:{sha256(lying.data).hexdigest()}",
        "dialect": {"$schema": _PROFILE.format("tabledialect"), **_dialect(table.name, format_)},
        "schema": _schema(table.shape, format_, described),
    }


def _dialect(name: str, format_: str) -> dict[str, Any]:
    if format_ == ONE_EACH:
        return {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
    if format_ in SHEETS:
        return {"sheetName": name, "header": True}
    return {"property": name, "itemType": "object"} if format_ == "json" else {"table": name}


def _schema(shape: Shape, format_: str, described: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": _PROFILE.format("tableschema"),
        "fields": [_field(each, format_) for each in _columns(shape, format_)],
        "primaryKey": list(shape.key),
    }
    above = _above(shape)
    if above is not None and above.name in described:
        reference = {"resource": above.name, "fields": list(above.key)}
        schema["foreignKeys"] = [{"fields": list(shape.up), "reference": reference}]
    return schema


def _columns(shape: Shape, format_: str) -> Sequence[Column]:
    if format_ != "sqlite" or shape is STANDING:
        return shape.columns
    from actionplan.tables.writers.sqlite import columns_in

    return tuple(columns_in(shape))


def _above(shape: Shape) -> Shape | None:
    from actionplan.tables.layout import shapes

    return shapes().get(shape.above)


def _field(column: Column, format_: str) -> dict[str, Any]:
    kind = _TYPES.get(column.holds, "string")
    if column.holds is Holds.WORDS and format_ == "json":
        kind = "array"
    if column.holds is Holds.YES and format_ == "sqlite":
        kind = "integer"
    words = {"trueValues": ["yes"], "falseValues": ["no"]} if column.holds is Holds.YES and format_ in SHEETS else {}
    about = {"description": column.about} if column.about else {}
    needed = {"constraints": {"required": True}} if column.is_needed else {}
    return {"name": column.name, "type": kind, **words, **about, **needed}
