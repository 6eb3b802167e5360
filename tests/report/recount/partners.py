"""Partner by partner: side by side, and what each leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.report.recount import words
from tests.report.recount.blocks import ABSENT, Block, Sections, row, table
from tests.report.recount.days import Plain, number_of, period_number, said_months
from tests.report.recount.files import answers, last_of
from tests.report.recount.returns import EVERYBODY, NOBODY
from tests.report.recount.standing import confidence as last_confidence
from tests.report.recount.standing import is_closed
from tests.report.recount.view import View


def partners(view: View) -> Sections:
    leads = {each["commitment"]["lead"] for each in view.shown}
    if not leads:
        return {"partners": [("none", "")]}
    known = list(view.plan["head"].get("partners", {}))
    keys = [key for key in (*known, EVERYBODY, NOBODY) if key in leads]
    idle = [view.partner(key) for key in known if key not in leads]
    blocks: list[Block] = []
    if idle and not view.asked.partner:
        blocks.append(("prose", {"idle": len(idle), "names": words.listed(idle)}))
    periods = strip_periods(view)
    if len(keys) > 1:
        led = {view.partner(key): _led(view, key) for key in keys}
        counts = {name: Counter(each["code"] for each in theirs) for name, theirs in led.items()}
        blocks += _side_by_side(view, "by_partner", "partner", list(view.plan["statuses"]), counts)
    if len(periods) > 1:
        stood = {each["written"]: _stood(view, number_of(each["last"], view.plan)) for each in periods}
        codes = [*words.confidences(), *view.plan["statuses"]]
        blocks += _side_by_side(view, "by_period", "period", codes, stood)
    return {"partners": blocks, **{f"partners/{key}": _partner(view, key, periods) for key in keys}}


def _led(view: View, key: str) -> list[Plain]:
    return [each for each in view.shown if each["commitment"]["lead"] == key]


def _side_by_side(
    view: View, id_: str, about: str, codes: list[str], groups: Mapping[str, Counter[str]]
) -> list[Block]:
    used = [code for code in codes if any(counts[code] for counts in groups.values())]
    rows = [
        {"@": ABSENT, about: name, "commitments": sum(counts.values()), **{code: counts[code] for code in used}}
        for name, counts in groups.items()
    ]
    return [("words", {code: view.word(code)["label"] for code in used}), *table(id_, rows)]


def strip_periods(view: View) -> list[Plain]:
    """Up to six review periods that the plan has run through, the one reported on last."""
    if view.period is None or not view.plan["has_cycle"]:
        return []
    last = number_of(view.period["last"], view.plan)
    first = max(last - 5, number_of(view.plan["from"], view.plan) if view.plan["from"] else last - 5)
    return [period_number(number, view.plan) for number in range(first, last + 1)]


def _stood(view: View, number: int) -> Counter[str]:
    """How many commitments stood where at the review of that period; those agreed later did not stand anywhere."""
    found = [step_of(view, each["commitment"], number) for each in view.shown]
    return Counter(code for code in found if code)


def step_of(view: View, commitment: Plain, number: int) -> str | None:
    plan = view.plan
    if "agreed" in commitment and last_of(commitment["agreed"], plan) > period_number(number, plan)["last"]:
        return None
    log = [each for each in commitment["updates"] if answers(each, plan) <= number]
    said = [each["status"] for each in log if "status" in each]
    code = said[-1] if said else words.NO_STATUS if log else words.SILENT
    return (None if is_closed(code, plan) else last_confidence(log, plan)) or code


def _partner(view: View, key: str, periods: list[Plain]) -> list[Block]:
    rows = [_position(view, each, periods) for each in _led(view, key)]
    length = f"Last {len(periods)} period{'s' * (len(periods) > 1)}"
    heading: list[Block] = [("heading", length)] if periods else []
    return [("prose", _summary(view, key)), *heading, *table("commitments", rows)]


def _position(view: View, stands: Plain, periods: list[Plain]) -> Plain:
    commitment = stands["commitment"]
    last = commitment["updates"][-1] if commitment["updates"] else None
    steps = [(each["written"], step_of(view, commitment, number_of(each["last"], view.plan))) for each in periods]
    strip = {"strip": [{"period": name, **view.word(code)} for name, code in steps if code]} if periods else {}
    nil = ["Nil return."] if last and "return" in last else []
    return row(
        stands,
        status=view.status(stands["code"]),
        confidence=view.confidence(stands["confidence"]),
        due=view.due(stands),
        revised_due=stands["revised"],
        days_late=stands["late"] or ABSENT,
        last_update=view.updated(last),
        **strip,
        note=" ".join([*nil, *([last["note"]] if last and "note" in last else [])]) or ABSENT,
        next=(last or {}).get("next"),
    )


def _summary(view: View, key: str) -> Plain:
    theirs = _led(view, key)
    counted = {
        "commitments": len(theirs),
        "complete": sum(each["is_done"] for each in theirs),
        "dropped": sum(each["is_dropped"] for each in theirs),
        "open": sum(each["is_open"] for each in theirs),
        "overdue": sum(each["is_open"] and each["late"] > 0 for each in theirs),
    }
    said: Plain = {name: count for name, count in counted.items() if count}
    answer = view.register["rows"].get(key) if view.register else None
    if answer and view.period:
        said["return"] = {
            "for": said_months(view.period["first"], view.period["last"]),
            "state": "received" if answer["state"].startswith("received") else answer["state"],
            "late": answer["late"] if answer["first"] else 0,
            "answered": (answer["answered"], answer["asked"]) if 0 < answer["answered"] < answer["asked"] else ABSENT,
            "missed": answer["missed"] if answer["missed"] > 1 else 0,
        }
    return said
