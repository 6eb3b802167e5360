"""How a value of a report's JSON may be written in words. Nothing of the report's own wording helps here."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from tests.report.recount.days import said, said_months, said_period
from tests.report.recount.words import listed

NOUNS = ("day", "time", "period")
# What is missing and may go unsaid, because nothing is amiss where it is.
UNSAID = {
    "all of it",
    "in time",
    "no day set",
    "no path",
    "nobody else",
    "none",
    "none decided",
    "not applicable",
    "not given",
    "not late",
    "not moved",
    "not revised",
    "not said",
    "nothing printed",
    "nothing yet",
    "no update received",
    "the same date",
    "the whole plan",
}
_BLANK = re.compile(r"[\s\ufe0f]")
PLURALS = ("partners", "commitments")


@lru_cache(maxsize=65_536)
def bare(text: str) -> str:
    """*text* without blanks and without the sign that asks for a coloured picture: lines may break anywhere."""
    return _BLANK.sub("", text)


def may_go_unsaid(value: Any) -> bool:
    """Whether a page may leave *value* out."""
    return (isinstance(value, dict) and value.get("missing", "") in UNSAID) or _begins_later(value)


def _begins_later(value: Any) -> bool:
    return isinstance(value, dict) and value.get("missing", "").startswith("the path begins on ")


def ways(value: Any, between: str = "; ") -> list[str]:
    """All that may stand for *value*; *between* parts several values of one cell."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, int):
        return [f"{value:,}", *(f"{value:,} {noun}{'s' * (value != 1)}" for noun in NOUNS)]
    key = next(each for each in _WRITTEN if each in value)
    return _WRITTEN[key](value, between)


def _dates(value: Any, _: str) -> list[str]:
    if value["precision"] == "span":
        return [_span(value)]
    spoken = [said(value)]
    return spoken if value["precision"] == "day" else [*spoken, said_period(value)]


def _span(value: Any) -> str:
    """`1 April 2015 to 31 March 2016`, or whole months as such."""
    first, last = ({"first": value[key], "last": value[key]} for key in ("first", "last"))
    is_whole = value["first"].endswith("-01") and re.search(r"-(28|29|30|31)$", value["last"])
    return said_months(value["first"], value["last"]) if is_whole else f"{said(first)} to {said(last)}"


def _share(value: Any, _: str) -> list[str]:
    start = f"{value['count']:,} of {value['of']:,}"
    percent = {0: "under 1%", 100: "over 99%"}.get(value["percent"]) if 0 < value["count"] < value["of"] else None
    if value["percent"] is not None and value["of"]:
        return [f"{start}, {percent or str(value['percent']) + '%'}"]
    return [start, *(f"{start} {noun}" for noun in PLURALS)]


def _link(value: Any, _: str) -> list[str]:
    date = [said(value["date"])] if value["date"] else []
    shown = ", ".join([value["title"], *date])
    return [shown, *([f"{shown}, {value['url']}"] if value["url"] else [])]


def _strip(value: Any, _: str) -> list[str]:
    runs = [(label, len(list(run))) for label, run in groupby(each["word"]["label"] for each in value["periods"])]
    return [", ".join(f"{label} ({length})" for label, length in runs)]


def _counts(value: Any, _: str) -> list[str]:
    singular = {"errors": "error", "warnings": "warning", "advice": "piece of advice"}
    plural = {"errors": "errors", "warnings": "warnings", "advice": "pieces of advice"}
    found = [
        f"{count:,} {(singular if count == 1 else plural)[key]}" for key, count in value["counts"].items() if count
    ]
    return [listed(found) or "none"]


def _several(value: Any, between: str) -> list[str]:
    whole = [""]
    for place, each in enumerate(value["values"]):
        whole = [f"{start}{between if place else ''}{way}" for start in whole for way in ways(each, between)]
    return whole


# By a key that only this kind of value has.
_WRITTEN: dict[str, Callable[[Any, str], list[str]]] = {
    "label": lambda value, _: [value["label"]],
    "missing": lambda value, _: [value["missing"]],
    "inferred": lambda value, between: [f"{each} (inferred)" for each in ways(value["inferred"], between)],
    "values": _several,
    "written": _dates,
    "file": lambda value, _: [f"{value['file']}:{value['line']}"],
    "title": _link,
    "value": lambda value, _: [f"{Decimal(value['value']):,f} ({said(value['date'])})"],
    "periods": _strip,
    "count": _share,
    "counts": _counts,
}
