"""The tables of a report's JSON as a spreadsheet should have them, worked out from the JSON alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from actionplan.domain.dates import Window
from actionplan.domain.said import said_window
from actionplan.report.model import Report
from tests.report.plans import rendered

# The names of tables whose own id is taken or says too little.
NAMES = {
    ("annex", "commitments"): "commitments",
    ("partners", "commitments"): "partners",
    ("decisions", "extensions"): "decisions",
    ("exceptions", "confidence"): "red_and_amber",
    ("coming", "due"): "due_next",
}
ENDINGS = ("_last_day", "_per_cent", "_of", "_date")

Line = dict[str, Any]


def tables(report: Report) -> dict[str, list[Line]]:
    """Each table's rows, each a cell of JSON under the id of its column; the same table of several plans as one."""
    document = json.loads(rendered(report, "json"))
    found: dict[str, list[Line]] = {}
    several = len(document["plans"]) > 1
    for section in document["sections"]:
        if several and section["id"] in document["plans"]:
            for inner in section["sections"]:
                _gather(found, inner, inner["id"], {"plan": section["id"]})
        else:
            _gather(found, section, section["id"], {})
    return found


def _gather(found: dict[str, list[Line]], section: Any, top: str, front: Line) -> None:
    for block in section["blocks"]:
        if block["type"] == "table":
            name = NAMES.get((top, block["id"]), block["id"])
            found.setdefault(name, []).extend({**front, **row["cells"]} for row in block["rows"])
    for inner in section["sections"]:
        _gather(found, inner, top, {**front, "lead": inner["title"]} if top == "partners" else front)


def value(line: Line, field: str) -> str | int | Decimal | date:
    """What stands in the plain column *field* of *line*."""
    plain = {key.replace("-", "_"): cell for key, cell in line.items()}
    if field in plain:
        return _value(plain[field])
    (ending,) = [each for each in ENDINGS if field.endswith(each) and field.removesuffix(each) in plain]
    return _part(plain[field.removesuffix(ending)], ending)


def _value(cell: Any) -> str | int | Decimal | date:
    match cell:
        case {"count": count}:
            return int(count)
        case {"value": number}:
            return Decimal(number)
        case int():
            return cell
        case _:
            return words(cell)


def _part(cell: Any, ending: str) -> str | int | date:  # noqa: PLR0911  # one for each kind of part
    match cell, ending:
        case {"missing": text}, _:
            return str(text)
        case {"last": last}, "_last_day":
            return date.fromisoformat(last)
        case {"inferred": inner}, "_last_day":
            return _part(inner, ending)
        case str(), "_last_day":
            return "no date agreed"
        case {"of": of}, "_of":
            return int(of)
        case {"percent": percent}, "_per_cent":
            return "not applicable" if percent is None else int(percent)
        case {"date": day}, "_date":
            return words(day)
    raise AssertionError(cell, ending)


def words(cell: Any) -> str:  # noqa: C901, PLR0911  # one for each kind of cell
    """The cell as a sentence would have it."""
    match cell:
        case str():
            return cell
        case {"missing": text}:
            return str(text)
        case {"label": label}:
            return str(label)
        case {"first": first, "last": last, "written": written, "precision": precision}:
            return said_window(Window(date.fromisoformat(first), date.fromisoformat(last), written, precision))
        case {"inferred": inner}:
            return f"{words(inner)} (inferred)"
        case {"values": values}:
            return "; ".join(map(words, values))
        case {"file": file, "line": line}:
            return f"{file}:{line}"
        case {"title": title, "url": url, "date": day}:
            return ", ".join(each for each in (title, words(day) if day else None, url) if each)
        case {"value": number, "date": day}:
            return f"{Decimal(number):,f} ({words(day)})"
        case {"periods": steps}:
            runs = [(label, len(list(run))) for label, run in groupby(each["word"]["label"] for each in steps)]
            return ", ".join(f"{label} ({length})" for label, length in runs)
    raise AssertionError(cell)


def figures(report: Report) -> Iterator[tuple[str, str, int, int, int | None]]:
    """Each count of the JSON: under which caption, for which word, how many, of how many, in per cent."""
    yield from _figures(json.loads(rendered(report, "json"))["sections"])


def _figures(sections: Any) -> Iterator[tuple[str, str, int, int, int | None]]:
    for section in sections:
        for block in section["blocks"]:
            if block["type"] == "figures":
                for row in block["rows"]:
                    share = row["share"]
                    yield block["caption"], row["word"]["label"], share["count"], share["of"], share["percent"]
        yield from _figures(section["sections"])
