"""Where one commitment stands, read out of its log."""

from __future__ import annotations

from tests.report.recount.days import Plain, days, window
from tests.report.recount.words import NO_STATUS, OPEN, SILENT


def facts(commitment: Plain, plan: Plain, day: str) -> Plain:
    """All that a report says of where *commitment* stands on *day*; *plan* is cut to it."""
    log = commitment["updates"]
    codes = [each["status"] for each in log if "status" in each]
    code = codes[-1] if codes else NO_STATUS if log else SILENT
    meaning = plan["statuses"][code]["meaning"]
    is_open = meaning in OPEN
    closing = _first_of_last_run(log, plan) if codes else None
    due = window(commitment["due"], plan["starts"]) if "due" in commitment else None
    granted = [each for each in commitment["extensions"] if each.get("decision") == "granted"]
    revised = in_force(granted, plan)
    until = day if is_open or closing is None else window(closing["date"], plan["starts"])["first"]
    return {
        "commitment": commitment,
        "code": code,
        "label": plan["statuses"][code]["label"],
        "meaning": meaning,
        "is_open": is_open,
        "is_done": meaning == "done",
        "is_dropped": meaning == "dropped",
        "confidence": confidence(log, plan) if is_open else None,
        "closing": closing,
        "due": due,
        "revised": revised,
        "late": _late(commitment, due, until),
        "late_revised": _late(commitment, revised or due, until),
        "slips": len(granted),
        "pending": [each for each in commitment["extensions"] if "decision" not in each],
        "open_parts": [each for each in commitment.get("parts", []) if part_is_open(each["id"], log, plan)],
    }


def is_closed(code: str, plan: Plain) -> bool:
    return plan["statuses"][code]["meaning"] not in OPEN


def _first_of_last_run(log: list[Plain], plan: Plain) -> Plain:
    """The update since which it has been as far as it is, by whichever words."""
    said = [each for each in log if "status" in each]
    meanings = [plan["statuses"][each["status"]]["meaning"] for each in said]
    place = len(said) - 1
    while place and meanings[place - 1] == meanings[place]:
        place -= 1
    return said[place]


def confidence(log: list[Plain], plan: Plain) -> str | None:
    """The last one given; what was said before it was closed is gone once it is opened again."""
    begin, closed = 0, False
    for number, update in enumerate(log):
        closed = is_closed(update["status"], plan) if "status" in update else closed
        begin = number + 1 if closed else begin
    given = [each["confidence"] for each in log[begin:] if "confidence" in each]
    return given[-1] if given else None


def part_code(part: str, log: list[Plain]) -> str:
    given = [each["parts"][part] for each in log if part in each.get("parts", {})]
    return given[-1] if given else SILENT


def part_is_open(part: str, log: list[Plain], plan: Plain) -> bool:
    return not is_closed(part_code(part, log), plan)


def in_force(granted: list[Plain], plan: Plain) -> Plain | None:
    """The date last granted: by the day of the decision, and of two of one day the one that stands last."""
    if not granted:
        return None
    newest = max(decided_on(each) for each in granted)
    return window([each for each in granted if decided_on(each) == newest][-1]["to"], plan["starts"])


def decided_on(extension: Plain) -> str:
    return str(extension.get("decided") or extension["asked"])


def waits(commitment: Plain) -> bool:
    condition: Plain = commitment.get("condition") or {"state": "met"}
    return bool(condition.get("state", "not-yet-met") == "not-yet-met")


def _late(commitment: Plain, due: Plain | None, until: str) -> int:
    if due is None or commitment.get("kind") == "ongoing" or waits(commitment):
        return 0
    return max(0, days(due["last"], until))
