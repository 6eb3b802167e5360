"""The description beside an export: a Data Package by the rules of its standard, and true of the files it describes.

The rules are those of https://datapackage.org/standard/ (version 2.0), written out for what we use of it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from actionplan.officefile import as_it_was
from actionplan.tables.lending import Lent
from actionplan.tables.package import Lying, describe
from actionplan.tables.readers import read_book
from actionplan.tables.writers import FORMATS, ods, sqlite, xlsx
from actionplan.tables.writers import csv as csv_
from actionplan.tables.writers import json as json_
from tests.tables.lent_plans import ABOUT, REAL, everything, lent, real

NAME = re.compile(r"[-a-z0-9._/]+")
PATH = re.compile(r"(?!\.|/|~)(?!.*\.\.)[^\\]+")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
HASH = re.compile(r"[^:]+:[a-f0-9]+")
TYPES = ("string", "number", "integer", "boolean", "date", "array")
KEYS = {
    "package": {"$schema", "name", "title", "description", "resources", "actionplan.export"},
    "resource": {
        "$schema",
        "name",
        "type",
        "title",
        "path",
        "format",
        "mediatype",
        "encoding",
        "bytes",
        "hash",
        "dialect",
        "schema",
    },
    "schema": {"$schema", "fields", "primaryKey", "foreignKeys"},
    "field": {"name", "type", "description", "constraints", "trueValues", "falseValues"},
    "dialect": {
        "$schema",
        "delimiter",
        "lineTerminator",
        "quoteChar",
        "doubleQuote",
        "header",
        "sheetName",
        "property",
        "itemType",
        "table",
    },
}
WRITERS = {"xlsx": xlsx.write, "ods": ods.write, "json": json_.write, "sqlite": sqlite.write}


def plans() -> Lent:
    return lent(everything(), *[real(name) for name in REAL])


def files_of(given: Lent, format_: str) -> dict[str, Lying]:
    if format_ == "csv":
        return {each.name: Lying(f"{each.name}.csv", csv_.write_table(each)) for each in given.tables}
    lying = Lying(f"plans.{format_}", WRITERS[format_](given, ABOUT))
    tables = given.with_rows if format_ in ("xlsx", "ods") else given.tables
    return {each.name: lying for each in tables}


@pytest.fixture(scope="module", params=FORMATS)
def described(request: pytest.FixtureRequest) -> tuple[str, dict[str, Lying], dict[str, Any]]:
    files = files_of(plans(), request.param)
    return request.param, files, json.loads(describe(plans(), ABOUT, request.param, files))


def test_it_is_a_data_package(described: tuple[str, dict[str, Lying], dict[str, Any]]) -> None:
    _, files, package = described

    assert set(package) == KEYS["package"]
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert NAME.fullmatch(package["name"])
    assert [each["name"] for each in package["resources"]] == list(files)
    for resource in package["resources"]:
        assert set(resource) <= KEYS["resource"]
        assert NAME.fullmatch(resource["name"])
        assert PATH.fullmatch(resource["path"])
        assert MEDIA_TYPE.fullmatch(resource["mediatype"])
        assert HASH.fullmatch(resource["hash"])
        assert resource["type"] == "table"
        assert set(resource["dialect"]) <= KEYS["dialect"]


def test_its_schemas_are_table_schemas(described: tuple[str, dict[str, Lying], dict[str, Any]]) -> None:
    _, _, package = described
    fields = {each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]}
    keys = {each["name"]: each["schema"]["primaryKey"] for each in package["resources"]}

    for resource in package["resources"]:
        schema, own = resource["schema"], fields[resource["name"]]
        assert set(schema) <= KEYS["schema"]
        assert len(set(own)) == len(own) > 0
        assert set(schema["primaryKey"]) <= set(own)
        for field in schema["fields"]:
            assert set(field) <= KEYS["field"]
            assert field["type"] in TYPES
            assert field.get("constraints", {"required": True}) == {"required": True}
        for foreign in schema.get("foreignKeys", []):
            assert set(foreign) == {"fields", "reference"}
            assert set(foreign["fields"]) <= set(own)
            assert foreign["reference"]["fields"] == keys[foreign["reference"]["resource"]]
            assert len(foreign["fields"]) == len(foreign["reference"]["fields"])


def test_it_is_true_of_the_bytes(described: tuple[str, dict[str, Lying], dict[str, Any]]) -> None:
    _, files, package = described

    for resource in package["resources"]:
        data = files[resource["name"]].data
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")


def test_it_is_true_of_the_rows(described: tuple[str, dict[str, Lying], dict[str, Any]]) -> None:
    """What a program that goes by the description reads: every column, type, needed value and key."""
    format_, files, package = described
    seen: dict[str, set[tuple[Any, ...]]] = {}
    read = {
        each["name"]: list(rows_in(format_, files[each["name"]].data, each["dialect"])) for each in package["resources"]
    }
    assert {name: len(rows) - 1 for name, rows in read.items()} == {
        each.name: len(each.rows) for each in plans().tables if each.name in files
    }
    for resource in package["resources"]:
        header, *rows = read[resource["name"]]
        fields = resource["schema"]["fields"]
        assert header == [each["name"] for each in fields]
        for row in rows:
            for field, value in zip(fields, row, strict=True):
                check(field, value)
        places = [header.index(each) for each in resource["schema"]["primaryKey"]]
        seen[resource["name"]] = {tuple(row[place] for place in places) for row in rows}
        assert len(seen[resource["name"]]) == len(rows)
    for resource in package["resources"]:
        header, *rows = read[resource["name"]]
        for foreign in resource["schema"].get("foreignKeys", []):
            places = [header.index(each) for each in foreign["fields"]]
            assert {tuple(row[place] for place in places) for row in rows} <= seen[foreign["reference"]["resource"]]


def check(field: dict[str, Any], value: Any) -> None:
    if value is None:
        assert "constraints" not in field, field
        return
    match field["type"]:
        case "integer":
            assert re.fullmatch(r"-?\d+", str(value)), (field, value)
        case "number":
            assert re.fullmatch(r"[+-]?\d+(\.\d+)?", str(value)), (field, value)
        case "boolean":
            words = [*field.get("trueValues", ["true", True]), *field.get("falseValues", ["false", False])]
            assert value in words, (field, value)
        case "date":
            assert date.fromisoformat(str(value)), (field, value)
        case "array":
            assert isinstance(value, list), (field, value)
        case _:
            assert isinstance(value, str), (field, value)


def rows_in(format_: str, data: bytes, dialect: dict[str, Any]) -> Iterator[list[Any]]:
    """The header and the rows of a table, as the dialect says to read it."""
    if format_ == "csv":
        text = io.StringIO(data.decode("utf-8"), newline="")
        for line in csv.reader(text, delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"]):
            yield [as_it_was(each) or None for each in line]
    elif format_ == "json":
        listed = json.loads(data)[dialect["property"]]
        columns = list(listed[0]) if listed else columns_of(dialect["property"])
        yield columns
        yield from ([each[column] for column in columns] for each in listed)
    elif format_ == "sqlite":
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(data)
            cursor = database.execute(f'SELECT * FROM "{dialect["table"]}"')  # noqa: S608  # of our own
            yield [each[0] for each in cursor.description]
            yield from ([*each] for each in cursor)
    else:
        (sheet,) = (each for each in read_book("plans", data).sheets if each.name == dialect["sheetName"])
        width = len(sheet.rows[0])
        for row in sheet.rows:
            values = [f"{each.value:f}" if isinstance(each.value, Decimal) else each.value for each in row]
            yield [*values, *[None] * (width - len(values))]


def columns_of(table: str) -> list[str]:
    return [each.name for each in plans().named(table).columns]
