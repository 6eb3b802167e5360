"""The outcomes: who serves them, and each indicator with its readings."""

from __future__ import annotations

from tests.report.recount import outcomes, words
from tests.report.recount.blocks import ABSENT, Block, lead, row, table
from tests.report.recount.days import Plain, day
from tests.report.recount.view import View


def measures(view: View) -> list[Block]:
    plan = view.plan
    if not plan["outcomes"]:
        return [("none", "")]
    serving = {each["id"]: _serving(view, each["id"]) for each in plan["outcomes"]}
    unserved = [key for key, ids in serving.items() if not ids]
    rows = [
        {
            "@": ABSENT,
            "id": each["id"],
            "title": each["title"],
            "indicators": ", ".join(one["id"] for one in each["indicators"]) or ABSENT,
            "commitments": ", ".join(serving[each["id"]]) or ABSENT,
        }
        for each in plan["outcomes"]
    ]
    idle = [
        row(each, lead=lead(view, each))
        for each in view.shown
        if not each["is_dropped"] and not set(serving) & set(each["commitment"].get("outcomes", []))
    ]
    return [
        (
            "prose",
            {"unserved": len(unserved), "of": len(rows), "names": words.listed(unserved)}
            if unserved
            else {"unserved": 0},
        ),
        *table("outcomes", rows),
        *table("serving_none", idle, "Commitments that serve no outcome"),
        *_indicators(view),
    ]


def _serving(view: View, outcome: str) -> list[str]:
    return [
        key
        for key, each in view.everything.items()
        if not each["is_dropped"] and outcome in each["commitment"].get("outcomes", [])
    ]


def _indicators(view: View) -> list[Block]:
    found = [(each, one) for each in view.plan["outcomes"] for one in each["indicators"]]
    if not found:
        return [("none", "Indicators")]
    rows = [_indicator(view, outcome, each) for outcome, each in found]
    readings = [_reading(view, each, one) for _, each in found for one in outcomes.counted(each, view.plan)]
    return [("prose", {"method": True}), *table("indicators", rows), *table("readings", readings, "Readings")]


def _indicator(view: View, outcome: Plain, indicator: Plain) -> Plain:
    plan = view.plan
    readings = outcomes.counted(indicator, plan)
    now = outcomes.on_path(indicator, plan, view.day)
    return {
        "@": ABSENT,
        "id": indicator["id"],
        "title": indicator["title"],
        "outcome": outcome["id"],
        "unit": indicator["unit"],
        "area": indicator.get("area"),
        "baseline": outcomes.point(indicator.get("baseline"), plan),
        "path": outcomes.measure(now, day(view.day)) if now is not None else ABSENT,
        "previous": _value(readings[-2]) if len(readings) > 1 else ABSENT,
        "latest": _value(readings[-1]) if readings else ABSENT,
        "target": outcomes.point(indicator.get("target"), plan),
        "trend": outcomes.trend(indicator, plan),
        "status": outcomes.said_status(indicator, plan, view.day),
        "method": outcomes.why(indicator, plan, view.day),
    }


def _value(reading: Plain) -> Plain:
    value = outcomes.measure(reading["value"], reading["window"])
    before = outcomes.revised_from(reading)
    return {"values": [value, f"revised from {before}"]} if before else value


def _reading(view: View, indicator: Plain, reading: Plain) -> Plain:
    return {
        "@": ABSENT,
        "indicator": indicator["id"],
        "reading": outcomes.measure(reading["value"], reading["window"]),
        "released": view.dates(reading.get("released")),
        "source": reading.get("source"),
        "revised": ", ".join(outcomes.spoken(each["value"]) for each in reading["earlier"]) or ABSENT,
    }
