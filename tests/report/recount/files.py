"""The files of a plan as plain dicts; and the plan as it stood on a day, or at the review of a period."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from tests.report.recount import words
from tests.report.recount.days import Plain, later, number_of, period_number, window

BESIDE = ("plan.yaml", "outcomes.yaml", "waivers.yaml", "baseline.yaml")


def read(texts: Mapping[str, str], folder: str = "northfield") -> Plain:
    """The plan that these files (name to text) hold."""
    parsed = {name: _parsed(text) for name, text in texts.items()}
    head = parsed["plan.yaml"]
    cycle = head.get("reviews") or {}
    period = head.get("period") or {}
    plan = {
        "head": head,
        "has_cycle": "reviews" in head,
        "every": cycle.get("every", "quarter"),
        "starts": list(calendar.month_name).index(cycle.get("year_starts", "April")),
        "within": int(cycle.get("returns_within", "14 days").split()[0]),
        "from": period.get("from"),
        "to": period.get("to"),
        "statuses": words.statuses(head),
        "reasons": words.reasons(head),
        "outcomes": (parsed.get("outcomes.yaml") or {}).get("outcomes", []),
        "reviews": [each for name, each in sorted(parsed.items()) if name.startswith("reviews/")],
    }
    theirs = [each for each in sorted(texts) if each not in BESIDE and not each.startswith("reviews/")]
    plan["commitments"] = [
        each for name in theirs for each in _commitments(parsed[name], texts[name], f"{folder}/{name}")
    ]
    return plan


def _parsed(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  # it makes nothing but plain text, lists and dicts


def _commitments(content: Plain, text: str, file: str) -> Iterator[Plain]:
    lines = _lines(text)
    for each, line in zip(content.get("commitments") or [], lines, strict=True):
        yield {"lead": content["partner"], **each, "place": {"file": file, "line": line}}


def _lines(text: str) -> list[int]:
    """On which line each commitment begins."""
    node = yaml.compose(text, yaml.BaseLoader)
    assert node is not None
    for key, value in node.value:
        if key.value == "commitments" and isinstance(value, yaml.SequenceNode):
            return [item.start_mark.line + 1 for item in value.value]
    return []


def last_of(text: str, plan: Plain) -> str:
    """The last day of a written date."""
    return str(window(text, plan["starts"])["last"])


def answers(update: Plain, plan: Plain) -> int:
    """The number of the review period that an update answers: the one it names, else the one that holds its date."""
    return number_of(last_of(update.get("period") or update["date"], plan), plan)


def as_it_stood(plan: Plain, day: str, period: Plain | None = None, seen: str = "") -> Plain:
    """*plan* without what is dated after *day*; or, with *period*, as its review saw it, whose last day *day* is.

    *seen* is the day on which that review met, where it is known: requests made until then had come in.
    """
    if period is None:
        return _cut(plan, day, day, lambda update: last_of(update["date"], plan) <= day)
    number = number_of(day, plan)
    return _cut(plan, day, max(later(day, plan["within"]), seen), lambda update: answers(update, plan) <= number)


def _cut(plan: Plain, day: str, asked_by: str, is_known: Any) -> Plain:
    agreed = [each for each in plan["commitments"] if "agreed" not in each or last_of(each["agreed"], plan) <= day]
    return {
        **plan,
        "commitments": [_commitment(each, plan, day, asked_by, is_known) for each in agreed],
        "outcomes": [{**each, "indicators": _indicators(each, plan, day)} for each in plan["outcomes"]],
    }


def _commitment(commitment: Plain, plan: Plain, day: str, asked_by: str, is_known: Any) -> Plain:
    condition = commitment.get("condition")
    if condition and "date" in condition and last_of(condition["date"], plan) > day:
        condition = {"text": condition["text"]}
    return {
        **commitment,
        "updates": [each for each in commitment.get("updates", []) if is_known(each)],
        "extensions": [
            each if each.get("decided", "") <= day else {key: each[key] for key in each if key not in _DECIDED}
            for each in commitment.get("extensions", [])
            if each["asked"] <= asked_by
        ],
        **({"condition": condition} if condition else {}),
    }


_DECIDED = ("decision", "decided", "by")


def _indicators(outcome: Plain, plan: Plain, day: str) -> list[Plain]:
    return [
        {
            **each,
            "readings": [one for one in each.get("readings", []) if counts_from(one, plan) <= day],
            "judged": [one for one in each.get("judged", []) if one["date"] <= day],
        }
        for each in outcome.get("indicators", [])
    ]


def counts_from(reading: Plain, plan: Plain) -> str:
    """The day from which a reading counts."""
    return last_of(reading.get("released") or reading["date"], plan)


def public(plan: Plain) -> Plain:
    """*plan* as everybody may read it."""
    hidden = {each["id"] for each in plan["commitments"] if each.get("audience") == "internal"}
    shown = [each for each in plan["commitments"] if each["id"] not in hidden]
    return {**plan, "commitments": [_public(each, hidden) for each in shown]}


def _public(commitment: Plain, hidden: set[str]) -> Plain:
    kept = {key: value for key, value in commitment.items() if key != "replaces" or value not in hidden}
    return {
        **kept,
        "updates": [_without_words(each) for each in commitment.get("updates", [])],
        "waits_on": [each for each in commitment.get("waits_on", []) if each not in hidden],
    }


def _without_words(update: Plain) -> Plain:
    if update.get("audience") == "internal":
        shown = {key: update[key] for key in update if key not in ("note", "next", "reason", "by", "evidence")}
        return {**shown, "evidence": [dict(HIDDEN)] if update.get("evidence") else []}
    evidence = [each for each in update.get("evidence", []) if each.get("audience") != "internal"]
    hidden = [] if evidence == update.get("evidence", []) else [dict(HIDDEN)]
    return {**update, "evidence": [*evidence, *hidden]}


# What stands in the place of evidence that is left out; it is none, and no figure counts it.
HIDDEN = {"title": "not made public"}


def left_out(plan: Plain) -> Plain:
    """How many commitments are internal; the words of how many updates of the others; and how much evidence of these."""
    inside = [each for each in plan["commitments"] if each.get("audience") == "internal"]
    updates = [one for each in plan["commitments"] if each not in inside for one in each.get("updates", [])]
    evidence = [one for each in updates if each.get("audience") != "internal" for one in each.get("evidence", [])]
    return {
        "commitments": len(inside),
        "updates": sum(each.get("audience") == "internal" for each in updates),
        "evidence": sum(each.get("audience") == "internal" for each in evidence),
    }


def last_ended(plan: Plain, day: str) -> Plain | None:
    """The last review period that is over on *day*; the plan's own last day ends one too. None before the first."""
    until = min(day, plan["to"]) if plan["to"] else day
    number = number_of(until, plan)
    found = period_number(number, plan)
    if found["last"] > day and not (plan["to"] and plan["to"] <= day):
        found = period_number(number - 1, plan)
    return None if plan["from"] and found["last"] < plan["from"] else found
