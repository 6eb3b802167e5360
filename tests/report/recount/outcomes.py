"""Indicators against their paths, with fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

from tests.report.recount.days import Plain, days, said, said_day, window
from tests.report.recount.files import counts_from
from tests.report.recount.words import label

Counted = dict[str, object]


def measure(value: str, date: Plain) -> Plain:
    return {"value": f"{Decimal(value):f}", "date": date}


def point(written: Plain | None, plan: Plain) -> Plain | None:
    return measure(written["value"], window(written["date"], plan["starts"])) if written else None


def counted(indicator: Plain, plan: Plain) -> list[Plain]:
    """The readings that count, oldest first, each with those of the same date before it."""
    found: dict[tuple[str, str], list[tuple[str, int, Plain]]] = {}
    for place, each in enumerate(indicator["readings"]):
        date = window(each["date"], plan["starts"])
        found.setdefault((date["last"], date["first"]), []).append((counts_from(each, plan), place, each))
    rows = []
    for _, same in sorted(found.items()):
        *earlier, (_, _, newest) = sorted(same, key=lambda each: each[:2])
        rows.append(
            {**newest, "window": window(newest["date"], plan["starts"]), "earlier": [one for _, _, one in earlier]}
        )
    return rows


def better(indicator: Plain, plan: Plain) -> str | None:
    if "better" in indicator:
        return str(indicator["better"])
    if not has_path(indicator, plan):
        return None
    way = Decimal(indicator["target"]["value"]) - Decimal(indicator["baseline"]["value"])
    return None if not way else "higher" if way > 0 else "lower"


def has_path(indicator: Plain, plan: Plain) -> bool:
    if "baseline" not in indicator or "target" not in indicator:
        return False
    begin, end = (window(indicator[key]["date"], plan["starts"])["last"] for key in ("baseline", "target"))
    return bool(begin < end)


def decimals(indicator: Plain) -> int:
    values = [indicator[key]["value"] for key in ("baseline", "target")]
    values += [each["value"] for each in indicator["readings"]]
    return max(len(each.partition(".")[2]) for each in values)


def on_path(indicator: Plain, plan: Plain, day: str) -> str | None:
    """The value of the path on *day*, rounded half away from nothing; None before it begins or where there is none."""
    if not has_path(indicator, plan):
        return None
    begin, end = (window(indicator[key]["date"], plan["starts"])["last"] for key in ("baseline", "target"))
    if day < begin:
        return None
    first, last = (Fraction(indicator[key]["value"]) for key in ("baseline", "target"))
    if day >= end:
        return str(indicator["target"]["value"])
    exact = first + (last - first) * days(begin, day) / days(begin, end)
    places = decimals(indicator)
    whole = floor(abs(exact) * 10**places + Fraction(1, 2))
    return f"{Decimal(whole if exact >= 0 else -whole).scaleb(-places):.{places}f}"


def is_as_good(value: str, wanted: str, direction: str) -> bool:
    step = Decimal(value) - Decimal(wanted)
    return step >= 0 if direction == "higher" else step <= 0


def status(indicator: Plain, plan: Plain, day: str) -> str:
    """The first row of the table on the page about outcomes that fits."""
    readings, target = counted(indicator, plan), indicator.get("target")
    if target is None:
        return "no-target"
    begin = window(indicator["baseline"]["date"], plan["starts"])["last"] if has_path(indicator, plan) else ""
    if not readings or readings[-1]["window"]["last"] < begin:
        return "no-reading"
    direction = better(indicator, plan)
    if direction is None:
        return "cannot-be-told"
    return _against(indicator, plan, day, readings[-1], direction)


def _against(indicator: Plain, plan: Plain, day: str, latest: Plain, direction: str) -> str:
    target, seen = indicator["target"], latest["window"]["last"]
    end = window(target["date"], plan["starts"])["last"]
    is_kept = has_path(indicator, plan) and is_as_good(indicator["baseline"]["value"], target["value"], direction)
    if is_as_good(latest["value"], target["value"], direction) and (not is_kept or seen >= end):
        return "reached"
    if seen >= end:
        return "off-path"
    if day > end:
        return "no-reading"
    wanted = on_path(indicator, plan, seen)
    if wanted is None:
        return "cannot-be-told"
    return "on-path" if is_as_good(latest["value"], wanted, direction) else "off-path"


def judged(indicator: Plain, plan: Plain) -> Plain | None:
    """What people say of it, while no later reading has come."""
    if not indicator["judged"]:
        return None
    newest = max(each["date"] for each in indicator["judged"])
    found: Plain = next(each for each in indicator["judged"] if each["date"] == newest)
    return None if any(counts_from(each, plan) > newest for each in indicator["readings"]) else found


def said_status(indicator: Plain, plan: Plain, day: str) -> Plain:
    code, people = status(indicator, plan, day), judged(indicator, plan)
    if people is None:
        return {"code": code, "label": said_code(indicator, plan, code)}
    who = (
        f"judged by {people['by']} on {said_day(people['date'])}; computed: {said_code(indicator, plan, code).lower()}"
    )
    return {"code": people["status"], "label": f"{label(people['status'])} ({who})"}


def said_code(indicator: Plain, plan: Plain, code: str) -> str:
    """The status in words. Readings that come too early for the target are there, and are said to be too early."""
    readings = counted(indicator, plan)
    begin = window(indicator["baseline"]["date"], plan["starts"])["last"] if has_path(indicator, plan) else ""
    is_early = code == "no-reading" and bool(readings) and readings[-1]["window"]["last"] >= begin
    return "No reading for the target's date" if is_early else label(code)


def trend(indicator: Plain, plan: Plain) -> str | None:
    """The step between the last two readings that count; None where there is no step."""
    readings = counted(indicator, plan)
    if len(readings) < 2:
        return None
    before, latest = readings[-2:]
    step = Decimal(latest["value"]) - Decimal(before["value"])
    since = f"since {said(before['window'])}"
    if not step:
        return f"no change {since}"
    direction = better(indicator, plan)
    way = "cannot be told" if direction is None else "better" if (step > 0) is (direction == "higher") else "worse"
    return f"{way} ({'rose' if step > 0 else 'fell'} by {abs(step):,f} {since})"


def spoken(value: str) -> str:
    return f"{Decimal(value):,f}"


def revised_from(reading: Plain) -> str | None:
    """The value before the last revision, where that was another one."""
    if not reading["earlier"] or Decimal(reading["earlier"][-1]["value"]) == Decimal(reading["value"]):
        return None
    return spoken(reading["earlier"][-1]["value"])


def why(indicator: Plain, plan: Plain, day: str) -> set[str]:
    """The figures and dates that have to be in what explains the status."""
    code, people = status(indicator, plan, day), judged(indicator, plan)
    told = {people["reason"].rstrip(". ")} if people else set()
    readings = counted(indicator, plan)
    if code not in ("reached", "on-path", "off-path"):
        return told
    latest, target = readings[-1], indicator["target"]
    told.add(_when(latest["value"], latest["window"]))
    seen, end = latest["window"]["last"], window(target["date"], plan["starts"])["last"]
    if code == "reached":
        return told | {f"target of {spoken(target['value'])}"}
    if seen >= end:
        return told | {f"target of {spoken(target['value'])} for {said(window(target['date'], plan['starts']))}"}
    wanted = on_path(indicator, plan, seen)
    assert wanted is not None
    return told | {f"against {spoken(wanted)} on the path on {said_day(seen)}"}


def _when(value: str, date: Plain) -> str:
    return f"{spoken(value)} {'on' if date['precision'] == 'day' else 'in'} {said(date)}"
