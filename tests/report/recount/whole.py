"""A report's every section as it has to be: its figures, its rows and the figures in its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.report.recount import changes, outcomes, reviews, words
from tests.report.recount.days import (
    Plain,
    day,
    number_of,
    period_number,
    said_day,
    said_months,
    said_period,
    span,
    window,
)
from tests.report.recount.files import answers, last_of, left_out
from tests.report.recount.returns import EVERYBODY, NOBODY
from tests.report.recount.standing import is_closed, waits
from tests.report.recount.standing import confidence as last_confidence
from tests.report.recount.view import View

Block = tuple[str, Any]
Sections = dict[str, list[Block]]
Words = tuple[str, ...]

# What stands where no value is: it has no figures, so only that it is missing is held against the report.
ABSENT = None


def sections(view: View) -> Sections:
    """The blocks of each section by its route; each block with its kind."""
    return {
        "headline": headline(view),
        "decisions": decisions(view),
        "matters_arising": reviews.matters(view),
        "completed": completed(view),
        "exceptions": exceptions(view),
        "changes": [*news(view), *reviews.restated(view)],
        **partners(view),
        "outcomes": outcomes_(view),
        "coming": coming(view),
        "returns": returns(view),
        "annex": [],
        "annex/commitments": annex(view),
        "annex/vocabulary": vocabulary(view),
        "annex/method": [("bullets", 8)],
    }


def table(id_: str, rows: list[Plain], nothing: str | None = "") -> Block:
    """The table, or what is said where it has no row."""
    return ("table", (id_, rows)) if rows else ("none", nothing)


def row(view: View, stands: Plain, **cells: Any) -> Plain:
    commitment = stands["commitment"]
    return {"@": commitment["place"], "id": commitment["id"], "title": commitment["title"], **cells}


def lead(view: View, stands: Plain) -> str:
    return view.partner(stands["commitment"]["lead"])


# The head.


def head(view: View) -> Plain:
    """The facts that have figures."""
    period, plan = view.period, view.plan
    facts: Plain = {
        "plan_period": span(plan["from"], plan["to"], f"{plan['from']}/{plan['to']}", "span") if plan["from"] else ABSENT,
        "period": period,
        "as_at": day(view.day),
        "compared_with": view.named or ABSENT,
        "returns": _received(view),
    }
    if view.asked.is_public:
        hidden, updates = left_out(view.whole)
        facts["public"] = {"commitments": hidden, "updates": updates}
    return facts


def _received(view: View) -> Plain | None:
    rows = view.register["rows"] if view.register else {}
    return share(sum(each["first"] is not None for each in rows.values()), len(rows)) if rows else ABSENT


def share(count: int, of: int, percent: int | None = None) -> Plain:
    return {"count": count, "of": of, "percent": percent}


def alone(count: int, of: int) -> Plain:
    """A share with its own percentage, rounded half up."""
    return share(count, of, int(count * 100 / of + 0.5) if of else None)


def together(counts: list[int]) -> list[int]:
    """Percentages that add up to 100, by the largest remainder."""
    of = sum(counts)
    found = [each * 100 // of for each in counts] if of else [0] * len(counts)
    while of and sum(found) < 100:
        lost = [counts[number] * 100 - found[number] * of for number in range(len(counts))]
        found[lost.index(max(lost))] += 1
    return found


# The headline.


def tally(view: View) -> dict[str, int]:
    every = view.shown
    return {
        "commitments": len(every),
        "complete": sum(each["is_done"] for each in every),
        "dropped": sum(each["is_dropped"] for each in every),
        "open": sum(each["is_open"] for each in every),
        "overdue": sum(each["is_open"] and each["late"] > 0 for each in every),
        "silent": sum(not each["commitment"]["updates"] for each in every),
        "undated": sum(each["due"] is None for each in every),
    }


def headline(view: View) -> list[Block]:
    if not view.shown:
        return [("none", "Commitments")]
    moved = changes.movement(view) if view.baseline else None
    before = list(view.before.values()) if view.baseline else None
    blocks: list[Block] = [
        ("prose", tally(view)),
        ("prose", {"moved": moved}),
        ("figures", ("status", figures(list(view.plan["statuses"]), view.shown, before, _code))),
    ]
    if any(each["is_open"] for each in view.shown):
        codes = [*words.confidences(), words.NO_CONFIDENCE]
        open_, was = ([each for each in some or [] if each["is_open"]] for some in (view.shown, before))
        rows = figures(codes, open_, None if before is None else was, _confidence)
        blocks.append(("figures", ("confidence", rows)))
    return blocks


def _code(stands: Plain) -> str:
    return str(stands["code"])


def _confidence(stands: Plain) -> str:
    return stands["confidence"] or words.NO_CONFIDENCE


def figures(codes: list[str], now: list[Plain], before: list[Plain] | None, key: Any) -> list[Plain]:
    counts = Counter(map(key, now))
    was = Counter(map(key, before or []))
    percents = together([counts[code] for code in codes])
    return [
        {"code": code, **share(counts[code], len(now), percent), "before": None if before is None else was[code]}
        for code, percent in zip(codes, percents, strict=True)
    ]


# Decisions, completed, exceptions.


def decisions(view: View) -> list[Block]:
    asked = [_extension(view, stands, each) for stands in view.shown for each in stands["pending"]]
    failed = [
        row(
            view,
            each,
            lead=lead(view, each),
            condition=each["commitment"]["condition"]["text"],
            since=view.dates(each["commitment"]["condition"].get("date")),
            status=view.status(each["code"]),
        )
        for each in view.shown
        if _has_failed(each)
    ]
    blocks = [table(id_, rows) for id_, rows in (("extensions", asked), ("failed_conditions", failed)) if rows]
    return blocks or [("none", "")]


def _has_failed(stands: Plain) -> bool:
    return stands["is_open"] and (stands["commitment"].get("condition") or {}).get("state") == "failed"


def _extension(view: View, stands: Plain, extension: Plain) -> Plain:
    granted = [
        each
        for each in stands["commitment"]["extensions"]
        if each.get("decision") == "granted" and each.get("decided", each["asked"]) <= extension["asked"]
    ]
    newest = max((each.get("decided", each["asked"]) for each in granted), default="")
    moved = [view.dates(each["to"]) for each in granted if each.get("decided", each["asked"]) == newest]
    then = moved[-1] if moved else stands["due"]
    return row(
        view,
        stands,
        lead=lead(view, stands),
        due=view.due(stands),
        revised_due=stands["revised"],
        to=view.dates(extension["to"]),
        slips=stands["slips"],
        asked=day(extension["asked"]),
        asked_late="after the date" if then and then["last"] < extension["asked"] else ABSENT,
        reason=view.reason(extension.get("reason")),
        note=extension.get("note"),
    )


def completed(view: View) -> list[Block]:
    rows = [
        row(
            view,
            each,
            lead=lead(view, each),
            status=view.status(each["code"]),
            since=view.updated(each["closing"]),
            days_late=each["late"] or ABSENT,
            evidence=_evidence(view, each),
        )
        for each in view.shown
        if each["is_done"] and not view.before.get(each["commitment"]["id"], {"is_done": False})["is_done"]
    ]
    return [table("completed", rows)]


def _evidence(view: View, stands: Plain) -> object:
    """All that was given as evidence since it was said to be done."""
    log = stands["commitment"]["updates"]
    begin = next(number for number, each in enumerate(log) if each is stands["closing"])
    cells = [_one_evidence(view, one) for each in log[begin:] for one in each.get("evidence", [])]
    return {"values": cells} if len(cells) > 1 else cells[0] if cells else ABSENT


def _one_evidence(view: View, evidence: Plain) -> Plain:
    cell = {"title": evidence["title"], "url": evidence.get("url"), "date": view.dates(evidence.get("date"))}
    return {"inferred": cell} if evidence.get("basis") == "inferred" else cell


def exceptions(view: View) -> list[Block]:
    doubtful = [_doubt(view, each) for code in ("red", "amber") for each in view.shown if each["confidence"] == code]
    late = sorted((each for each in view.shown if each["is_open"] and each["late"]), key=lambda each: -each["late"])
    overdue = [
        row(
            view,
            each,
            lead=lead(view, each),
            status=view.status(each["code"]),
            due=view.due(each),
            days_late=each["late"],
            revised_due=each["revised"],
            days_late_revised=(each["late_revised"] or ABSENT) if each["revised"] else ABSENT,
        )
        for each in late
    ]
    contradictions = [
        row(view, each, lead=lead(view, each), contradiction=said) for each in view.shown for said in _contradicting(each)
    ]
    return [
        table("confidence", doubtful, "Red and amber"),
        table("overdue", overdue, "Overdue against the date first agreed"),
        table("contradictions", contradictions, "Statements that contradict each other"),
    ]


def _doubt(view: View, stands: Plain) -> Plain:
    """Reason, note and next step are the last ones given since the update that gave the confidence."""
    log = stands["commitment"]["updates"]
    begin = max(number for number, each in enumerate(log) if "confidence" in each)
    said = {key: [each[key] for each in log[begin:] if each.get(key)] for key in ("reason", "note", "next")}
    last = {key: values[-1] if values else None for key, values in said.items()}
    return row(
        view,
        stands,
        lead=lead(view, stands),
        confidence=view.confidence(stands["confidence"]),
        reason=view.reason(last["reason"]),
        note=last["note"],
        next=last["next"],
        last_update=view.updated(log[-1]),
    )


def _contradicting(stands: Plain) -> list[str]:
    said = []
    if stands["is_done"] and stands["open_parts"]:
        parts = [f"{each['id']} ({each['title']})" for each in stands["open_parts"]]
        said.append(f"{stands['label']}, but part{'s' * (len(parts) > 1)} not yet delivered: {words.listed(parts)}")
    if stands["late_revised"] and stands["confidence"] == "green":
        said.append("Green, but past its date")
    if _has_failed(stands):
        said.append(f"{stands['label']}, but its condition failed: {stands['commitment']['condition']['text']}")
    return said


# Changes.


def news(view: View) -> list[Block]:
    """Each commitment there is news of, under its lead; what has to be in its line is held against it word by word."""
    if view.baseline is None:
        return [("none", "")]
    changed = changes.changed(view)
    places = [*view.plan["head"].get("partners", {}), EVERYBODY, NOBODY]
    rows = [
        row(view, view.everything[key], lead=lead(view, view.everything[key]), change=_change(view, key, clauses))
        for key, clauses in changed.items()
    ]
    order = {key: places.index(view.everything[key]["commitment"]["lead"]) for key in changed}
    rows.sort(key=lambda each: (order[each["id"]], each["id"]))
    titles = {each["id"]: each["title"] for each in view.plan["outcomes"]}
    for id_, said in changes.news_of_outcomes(view):
        rows.append({"@": ABSENT, "id": id_, "title": titles[id_], "lead": ABSENT, "change": [said]})
    if not rows:
        return [("none", "")]
    return [("prose", {"news": len(changed), "of": len(view.shown)}), table("changes", rows)]


def _change(view: View, key: str, clauses: list[str]) -> object:
    before = view.before.get(key)
    updates = view.everything[key]["commitment"]["updates"]
    fresh = changes.new_of(updates, before["commitment"]["updates"]) if before else updates
    return {"inferred": clauses} if any(each.get("basis") == "inferred" for each in fresh) else clauses


# Partner by partner.


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
        blocks.append(_side_by_side("by_partner", "partner", list(view.plan["statuses"]), counts))
    if len(periods) > 1:
        stood = {each["written"]: _stood(view, number_of(each["last"], view.plan)) for each in periods}
        codes = [*words.confidences(), *view.plan["statuses"]]
        blocks.append(_side_by_side("by_period", "period", codes, stood))
    return {"partners": blocks, **{f"partners/{key}": _partner(view, key, periods) for key in keys}}


def _led(view: View, key: str) -> list[Plain]:
    return [each for each in view.shown if each["commitment"]["lead"] == key]


def _side_by_side(id_: str, about: str, codes: list[str], groups: Mapping[str, Counter[str]]) -> Block:
    used = [code for code in codes if any(counts[code] for counts in groups.values())]
    rows = [
        {"@": ABSENT, about: name, "commitments": sum(counts.values()), **{code: counts[code] for code in used}}
        for name, counts in groups.items()
    ]
    return table(id_, rows)


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
    return [("prose", _summary(view, key)), table("commitments", rows)]


def _position(view: View, stands: Plain, periods: list[Plain]) -> Plain:
    commitment = stands["commitment"]
    last = commitment["updates"][-1] if commitment["updates"] else None
    steps = [(each["written"], step_of(view, commitment, number_of(each["last"], view.plan))) for each in periods]
    strip = {"strip": [{"period": name, "code": code} for name, code in steps if code]} if periods else {}
    nil = ["Nil return."] if last and "return" in last else []
    return row(
        view,
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
            "answered": (answer["answered"], answer["asked"]) if answer["first"] else ABSENT,
            "missed": answer["missed"] if answer["missed"] > 1 else 0,
        }
    return said


# Outcomes.


def outcomes_(view: View) -> list[Block]:
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
        row(view, each, lead=lead(view, each))
        for each in view.shown
        if not each["is_dropped"] and not set(serving) & set(each["commitment"].get("outcomes", []))
    ]
    return [
        ("prose", {"unserved": len(unserved), "of": len(rows), "names": words.listed(unserved)}),
        table("outcomes", rows),
        table("serving_none", idle, "Commitments that serve no outcome"),
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
    return [("prose", {"method": True}), table("indicators", rows), table("readings", readings, "Readings")]


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


# What comes next.


def coming(view: View) -> list[Block]:
    period = _upcoming(view)
    due = [each for stands in view.shown if stands["is_open"] for each in _due(view, stands, period)]
    waiting = [
        row(view, stands, lead=lead(view, stands), waits_on=what, whom=whom, state=state)
        for stands in view.shown
        if stands["is_open"]
        for what, whom, state in _waits(view, stands)
    ]
    caption = f"Due in {said_months(period['first'], period['last'])}"
    return [("caption", caption), table("due", due, caption), table("waiting", waiting, "Waiting")]


def _upcoming(view: View) -> Plain:
    """The period after the one reported on; the one that runs, where that is over too."""
    running = number_of(view.day, view.plan)
    following = number_of(view.period["last"], view.plan) + 1 if view.period else running
    return period_number(max(following, running), view.plan)


def _due(view: View, stands: Plain, period: Plain) -> list[Plain]:
    cells = {
        "lead": lead(view, stands),
        "revised_due": stands["revised"],
        "status": view.status(stands["code"]),
        "confidence": view.confidence(stands["confidence"]),
    }
    rows = []
    date = stands["revised"] or stands["due"]
    if date and period["first"] <= date["last"] <= period["last"]:
        rows.append(row(view, stands, part=ABSENT, due=view.due(stands), **cells))
    for part in stands["open_parts"]:
        date = view.dates(part.get("due"))
        if date and period["first"] <= date["last"] <= period["last"]:
            rows.append(row(view, stands, part=f"{part['id']}, {part['title']}", due=date, **cells))
    return rows


def _waits(view: View, stands: Plain) -> list[tuple[object, object, object]]:
    commitment = stands["commitment"]
    found: list[tuple[object, object, object]] = []
    for key in commitment.get("waits_on", []):
        other = view.everything.get(key)
        if other is None:
            found.append((key, ABSENT, "not in this plan"))
        elif not other["is_done"]:
            found.append((f"{key}: {other['commitment']['title']}", lead(view, other), view.status(other["code"])))
    if waits(commitment):
        found.append((f"a condition, “{commitment['condition']['text']}”", ABSENT, "not yet met"))
    if stands["meaning"] == "waiting":
        found.append((_why(view, stands), ABSENT, view.status(stands["code"])))
    return found


def _why(view: View, stands: Plain) -> str:
    """The reason and the note of the last update that has one of them."""
    for update in reversed(stands["commitment"]["updates"]):
        said = [each for each in (view.reason(update.get("reason")), update.get("note")) if each]
        if said:
            return ". ".join(said)
    return "no reason given"


# Returns, data quality, annex.

STATES = {"received": "Received", "received-late": "Received late", "nil": "Nil return", "missing": "Not received"}


def returns(view: View) -> list[Block]:
    return [*_register(view), *_gaps(view), ("prose", {"checked": False})]


def _register(view: View) -> list[Block]:
    if not view.plan["has_cycle"]:
        return [("prose", {"cycle": False})]
    if view.register is None or view.period is None:
        return [("prose", {"ended": False})]
    found, caption = view.register, f"Returns for {said_period(view.period)}"
    rows = [
        {
            "@": ABSENT,
            "partner": view.partner(key),
            "return": {"code": each["state"], "label": STATES[each["state"]]},
            "received": each["first"],
            "days_late": each["late"] or ABSENT,
            "answered": share(each["answered"], each["asked"]),
            "periods_missed": each["missed"],
        }
        for key, each in found["rows"].items()
    ]
    came = sum(each["first"] is not None for each in found["rows"].values())
    told = {"came": came, "of": len(rows), "due": said_day(found["due"]), "is_over": found["is_over"]}
    blocks: list[Block] = [("prose", told), ("caption", caption)] if rows else [("caption", caption)]
    return [*blocks, table("returns", rows, caption), *_unowed(view)]


def _unowed(view: View) -> list[Block]:
    leads = Counter(each["commitment"]["lead"] for each in view.shown if each["is_open"])
    return [("prose", {"all": leads[EVERYBODY], "nobody": leads[NOBODY]})] if leads[EVERYBODY] + leads[NOBODY] else []


def _gaps(view: View) -> list[Block]:
    every = view.shown
    if not every:
        return [("none", "Gaps in the data")]
    updates = [one for each in every for one in each["commitment"]["updates"]]
    evidence = [one for each in updates for one in each.get("evidence", [])]
    ours = sum("inferred" in (each.get("basis"), each.get("date_basis")) for each in updates)
    ours += sum(each.get("basis") == "inferred" for each in evidence)
    shares = [
        alone(sum(each["due"] is None for each in every), len(every)),
        alone(sum(each["commitment"]["lead"] == NOBODY for each in every), len(every)),
        alone(sum(not each["commitment"]["updates"] for each in every), len(every)),
        alone(ours, len(updates) + len(evidence)),
    ]
    return [("table", ("gaps", shares))]


def annex(view: View) -> list[Block]:
    rows = [
        row(
            view,
            each,
            lead=lead(view, each),
            **{"with": _with(view, each["commitment"])},
            due_as_printed=each["commitment"].get("due_as_printed"),
            due=each["due"],
            revised_due=each["revised"],
            status=view.status(each["code"]),
            confidence=view.confidence(each["confidence"]),
            last_update=view.updated((each["commitment"]["updates"] or [None])[-1]),
            place=each["commitment"]["place"],
        )
        for each in view.shown
    ]
    return [table("commitments", rows)]


def _with(view: View, commitment: Plain) -> str | None:
    keys = commitment.get("with", [])
    if not keys:
        return ABSENT
    signed = view.plan["head"]["agreement"].get("signatories", [])
    together_ = {*keys, commitment["lead"]} - {NOBODY}
    if len(keys) > 1 and together_ == set(signed) and len(keys) >= len(signed) - 1:
        return "all other signatories" if commitment["lead"] in signed else "all signatories"
    return words.listed([view.partner(each) for each in keys])


def vocabulary(view: View) -> list[Block]:
    codes = [*view.plan["statuses"], *words.confidences(), words.NO_CONFIDENCE]
    return [("table", ("vocabulary", codes))]


__all__ = ["Sections", "head", "sections", "window"]
