"""What changed between two positions of the same plan, commitment by commitment."""

from __future__ import annotations

from decimal import Decimal

from tests.report.recount.days import Plain, said, window
from tests.report.recount.outcomes import counted
from tests.report.recount.standing import part_code, part_is_open
from tests.report.recount.view import View
from tests.report.recount.words import NO_STATUS, SILENT, label, small

TONES = {"red": 0, "amber": 1, "green": 3}


def new_of(now: list[Plain], before: list[Plain]) -> list[Plain]:
    """The entries of a log that were not there before. Nothing is ever taken out of one."""
    left = [id(each) for each in before]
    return [each for each in now if id(each) not in left]


def changed(view: View) -> dict[str, list[str]]:
    """What each clause of the news must have in it, of every commitment there is news of."""
    found = {}
    for stands in view.shown:
        key = stands["commitment"]["id"]
        clauses = _clauses(stands, view.before[key], view) if key in view.before else _new(stands, view)
        if clauses:
            found[key] = clauses
    return found


def _new(stands: Plain, view: View) -> list[str]:
    due = f"due {said(stands['due'])}" if stands["due"] else "no date agreed"
    commitment = stands["commitment"]
    heard = [_both(stands)] if commitment["updates"] else []
    instead = [f"takes the place of {commitment['replaces']}"] if "replaces" in commitment else []
    return ["new", due, *heard, *instead]


def _both(stands: Plain) -> str:
    confidence = f", {label(stands['confidence']).lower()}" if stands["confidence"] else ""
    return small(stands["label"]) + confidence


def updates_since(stands: Plain, before: Plain) -> list[Plain]:
    return new_of(stands["commitment"]["updates"], before["commitment"]["updates"])


def _clauses(stands: Plain, before: Plain, view: View) -> list[str]:
    return [
        *_standing(stands, before, view),
        *_dates(stands, before, view),
        *_parts(stands, before, view),
        *_condition(stands, before),
    ]


def _standing(stands: Plain, before: Plain, view: View) -> list[str]:
    updates = updates_since(stands, before)
    clauses = []
    if stands["code"] != before["code"] and stands["code"] not in (NO_STATUS, SILENT):
        clauses.append(small(stands["label"]))
    elif stands["confidence"] not in (None, before["confidence"]):
        clauses.append(label(stands["confidence"]).lower())
    elif updates:
        words = "has nothing to report" if all("return" in each for each in updates) else "was reported on"
        clauses.append(f"{words} ({said(window(updates[-1]['date'], view.plan['starts']))})")
    evidence = _new_evidence(updates, before["commitment"]["updates"])
    if evidence:
        clauses.append(evidence[-1])
    elif stands["code"] != before["code"] and stands["is_done"] and not _has_evidence(stands):
        clauses.append("no evidence")
    return clauses


def _has_evidence(stands: Plain) -> bool:
    return any(each.get("evidence") for each in stands["commitment"]["updates"])


def _new_evidence(updates: list[Plain], before: list[Plain]) -> list[str]:
    known = [one for each in before for one in each.get("evidence", [])]
    return [one["title"] for each in updates for one in each.get("evidence", []) if one not in known]


def _dates(stands: Plain, before: Plain, view: View) -> list[str]:
    clauses = []
    was = {each["asked"] + each["to"]: each for each in before["commitment"]["extensions"]}
    for each in stands["commitment"]["extensions"]:
        earlier = was.get(each["asked"] + each["to"])
        if earlier is None or earlier.get("decision") != each.get("decision"):
            first = said(stands["due"]) if stands["due"] else "no date agreed"
            to = said(window(each["to"], view.plan["starts"]))
            due = f"due {first}" if stands["due"] else first
            is_decided = "decision" in each
            decided = f"extension to {to} {each.get('decision')}…(first due: {first})"
            clauses.append(decided if is_decided else f"{due}, extension to {to} asked")
    return clauses


def _parts(stands: Plain, before: Plain, view: View) -> list[str]:
    clauses = []
    for part in stands["commitment"].get("parts", []):
        logs = [each["commitment"]["updates"] for each in (before, stands)]
        was, now = (part_is_open(part["id"], log, view.plan) for log in logs)
        if was is not now:
            word = small(view.plan["statuses"][part_code(part["id"], logs[1])]["label"])
            clauses.append(f"part {part['id']} ({part['title']}) is {'open again: ' if now else ''}{word}")
    return clauses


def _condition(stands: Plain, before: Plain) -> list[str]:
    was, now = (each["commitment"].get("condition") for each in (before, stands))
    return [f"“{now['text']}”"] if now and was != now else []


def news_of_outcomes(view: View) -> list[tuple[str, str]]:
    """Each reading and each judgement that came: the outcome's id, and what the line must have in it."""
    assert view.baseline
    pairs = zip(view.plan["outcomes"], view.baseline["plan"]["outcomes"], strict=True)
    return [
        (outcome["id"], text)
        for outcome, was in pairs
        for after, before in zip(outcome["indicators"], was["indicators"], strict=True)
        for text in _news_of(after, before, view)
    ]


def _news_of(after: Plain, before: Plain, view: View) -> list[str]:
    judged = new_of(after["judged"], before["judged"])
    return [
        *[_reading(each, after, view) for each in new_of(after["readings"], before["readings"])],
        *[
            f"{after['title']}, judged {label(each['status']).lower()} by {each['by']}: {each['reason']}"
            for each in judged
        ],
    ]


def _reading(reading: Plain, indicator: Plain, view: View) -> str:
    text = f"{indicator['title']}, {reading['value']} {indicator['unit']} in {said(window(reading['date'], view.plan['starts']))}"
    keys = ("value", "date", "released", "source")
    for each in counted(indicator, view.plan):
        is_it = [each.get(key) for key in keys] == [reading.get(key) for key in keys]
        before = each["earlier"][-1]["value"] if each["earlier"] else each["value"]
        if is_it and Decimal(before) != Decimal(each["value"]):
            return f"{text}, revised from {before}"
    return text


def movement(view: View) -> dict[str, int]:
    """How many commitments moved since the baseline, and how; and how many updates came in."""
    pairs = [(each, view.before.get(each["commitment"]["id"])) for each in view.shown]
    old = [(now, was) for now, was in pairs if was]
    steps = [
        TONES[now["confidence"]] - TONES[was["confidence"]]
        for now, was in old
        if now["confidence"] and was["confidence"]
    ]
    counted = {
        "updates": sum(
            len(updates_since(now, was)) if was else len(now["commitment"]["updates"]) for now, was in pairs
        ),
        "added": len(pairs) - len(old),
        "completed": sum(now["is_done"] and not (was and was["is_done"]) for now, was in pairs),
        "dropped": sum(now["is_dropped"] and not (was and was["is_dropped"]) for now, was in pairs),
        "reopened": sum(now["is_open"] and not was["is_open"] for now, was in old),
        "moved": sum(not _same_days(now["revised"], was["revised"] if was else None) for now, was in pairs),
        "asked": sum(_asks(now, was) for now, was in pairs),
        "rose": sum(each > 0 for each in steps),
        "fell": sum(each < 0 for each in steps),
    }
    return {key: count for key, count in counted.items() if count}


def _same_days(now: Plain | None, was: Plain | None) -> bool:
    first, second = (each and (each["first"], each["last"]) for each in (now, was))
    return first == second


def _asks(now: Plain, was: Plain | None) -> bool:
    known = [(each["asked"], each["to"]) for each in was["commitment"]["extensions"]] if was else []
    return any((each["asked"], each["to"]) not in known for each in now["commitment"]["extensions"])
