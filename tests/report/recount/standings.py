"""What is asked of the meeting, what was completed, what does not go as agreed, and what comes next."""

from __future__ import annotations

from tests.report.recount import words
from tests.report.recount.blocks import ABSENT, Block, lead, row, table
from tests.report.recount.days import Plain, day, number_of, period_number, said_months
from tests.report.recount.returns import silent_for
from tests.report.recount.standing import decided_on, waits
from tests.report.recount.view import View


def decisions(view: View) -> list[Block]:
    asked = [_extension(view, stands, each) for stands in view.shown for each in stands["pending"]]
    failed = [
        row(
            each,
            lead=lead(view, each),
            condition=each["commitment"]["condition"]["text"],
            since=view.dates(each["commitment"]["condition"].get("date")),
            status=view.status(each["code"]),
        )
        for each in view.shown
        if _has_failed(each)
    ]
    tables = [*(table("extensions", asked) if asked else []), *(table("failed_conditions", failed) if failed else [])]
    return tables or [("none", "")]


def _has_failed(stands: Plain) -> bool:
    return stands["is_open"] and (stands["commitment"].get("condition") or {}).get("state") == "failed"


def _extension(view: View, stands: Plain, extension: Plain) -> Plain:
    granted = [
        each
        for each in stands["commitment"]["extensions"]
        if each.get("decision") == "granted" and decided_on(each) <= extension["asked"]
    ]
    newest = max((decided_on(each) for each in granted), default="")
    moved = [view.dates(each["to"]) for each in granted if decided_on(each) == newest]
    then = moved[-1] if moved else stands["due"]
    return row(
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
    return table("completed", rows)


def _evidence(view: View, stands: Plain) -> object:
    """What was given as evidence since it was said to be done; where nothing was, what came before."""
    log = stands["commitment"]["updates"]
    begin = next(number for number, each in enumerate(log) if each is stands["closing"])
    found = [one for each in log[begin:] for one in each.get("evidence", [])]
    found = found or [one for each in log[:begin] for one in each.get("evidence", [])]
    cells = [_one_evidence(view, one) for one in found]
    return {"values": cells} if len(cells) > 1 else cells[0] if cells else ABSENT


def _one_evidence(view: View, evidence: Plain) -> Plain:
    cell = {"title": evidence["title"], "url": evidence.get("url"), "date": view.dates(evidence.get("date"))}
    return {"inferred": cell} if evidence.get("basis") == "inferred" else cell


def exceptions(view: View) -> list[Block]:
    doubtful = [_doubt(view, each) for code in ("red", "amber") for each in view.shown if each["confidence"] == code]
    late = sorted((each for each in view.shown if each["is_open"] and each["late"]), key=lambda each: -each["late"])
    overdue = [
        row(
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
        row(each, lead=lead(view, each), contradiction=said) for each in view.shown for said in _contradicting(each)
    ]
    return [
        *table("confidence", doubtful, "Red and amber"),
        *table("overdue", overdue, "Overdue against the date first agreed"),
        *_silent(view),
        *table("contradictions", contradictions, "Statements that contradict each other"),
    ]


def _silent(view: View) -> list[Block]:
    """The open ones that nothing was said of for the period, the longest silent first."""
    period = view.period
    if period is None or not view.plan["has_cycle"]:
        return []
    silent = [(silent_for(view.plan, each, period), each) for each in view.shown]
    rows = [
        row(
            each,
            lead=lead(view, each),
            status=view.status(each["code"]),
            confidence=view.confidence(each["confidence"]),
            last_update=view.updated((each["commitment"]["updates"] or [None])[-1]),
            silent=count,
        )
        for count, each in sorted(silent, key=lambda pair: -pair[0])
        if count
    ]
    return table("silent", rows, f"No update for {said_months(period['first'], period['last'])}")


def _doubt(view: View, stands: Plain) -> Plain:
    """Reason, note and next step are the last ones given since the update that gave the confidence."""
    log = stands["commitment"]["updates"]
    begin = max(number for number, each in enumerate(log) if "confidence" in each)
    said = {key: [each[key] for each in log[begin:] if each.get(key)] for key in ("reason", "note", "next")}
    last = {key: values[-1] if values else None for key, values in said.items()}
    return row(
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


def coming(view: View) -> list[Block]:
    period = _upcoming(view)
    due = [each for stands in view.shown if stands["is_open"] for each in _due(view, stands, period)]
    waiting = [
        row(stands, lead=lead(view, stands), waits_on=what, whom=whom, state=state)
        for stands in view.shown
        if stands["is_open"]
        for what, whom, state in _waits(view, stands)
    ]
    caption = f"Due in {said_months(period['first'], period['last'])}"
    return [*table("due", due, caption), *table("waiting", waiting, "Waiting")]


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
        rows.append(row(stands, part=ABSENT, due=view.due(stands), **cells))
    for part in stands["open_parts"]:
        date = view.dates(part.get("due"))
        if date and period["first"] <= date["last"] <= period["last"]:
            rows.append(row(stands, part=f"{part['id']}, {part['title']}", due=date, **cells))
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
