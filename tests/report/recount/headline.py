"""The head and the headline: what the report is about, and how many stand where."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.report.recount import changes, words
from tests.report.recount.blocks import ABSENT, Block, share, together
from tests.report.recount.days import Plain, day, said_months, span
from tests.report.recount.files import left_out
from tests.report.recount.returns import is_heard_of, silent_for
from tests.report.recount.view import View


def head(view: View) -> Plain:
    """The facts that have figures."""
    period, plan = view.period, view.plan
    facts: Plain = {
        "plan_period": span(plan["from"], plan["to"], f"{plan['from']}/{plan['to']}", "span")
        if plan["from"]
        else ABSENT,
        "period": period,
        "as_at": day(view.day),
        "compared_with": view.named or ABSENT,
        "returns": _received(view),
    }
    if view.asked.is_public:
        facts["public"] = left_out(view.whole)
    return facts


def _received(view: View) -> Plain | None:
    rows = view.register["rows"] if view.register else {}
    return share(sum(each["first"] is not None for each in rows.values()), len(rows)) if rows else ABSENT


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
        ("prose", {"moved": moved, **silence(view)}),
        ("figures", ("status", figures(view, list(view.plan["statuses"]), view.shown, before, _code))),
    ]
    if any(each["is_open"] for each in view.shown):
        codes = [*words.confidences(), words.NO_CONFIDENCE]
        open_, was = ([each for each in some or [] if each["is_open"]] for some in (view.shown, before))
        rows = figures(view, codes, open_, None if before is None else was, _confidence)
        blocks.append(("figures", ("confidence", rows)))
    return blocks


def _code(stands: Plain) -> str:
    return str(stands["code"])


def _confidence(stands: Plain) -> str:
    return stands["confidence"] or words.NO_CONFIDENCE


def figures(view: View, codes: list[str], now: list[Plain], before: list[Plain] | None, key: Any) -> list[Plain]:
    counts = Counter(map(key, now))
    was = Counter(map(key, before or []))
    percents = together([counts[code] for code in codes])
    return [
        {**view.word(code), **share(counts[code], len(now), percent), "before": None if before is None else was[code]}
        for code, percent in zip(codes, percents, strict=True)
    ]


def silence(view: View) -> Plain:
    """How many of the open ones had no news for the period; nothing where none is asked for."""
    open_ = [each for each in view.shown if each["is_open"]]
    if view.period is None or not view.plan["has_cycle"] or not open_:
        return {}
    silent = sum(silent_for(view.plan, each, view.period) > 0 for each in open_)
    if not silent and not all(is_heard_of(view.plan, each, view.period) for each in open_):
        return {}  # nobody owes news of what was agreed after the period, and there is none
    of = {"of": len(open_)} if silent else {}
    return {"silent": silent, **of, "for": said_months(view.period["first"], view.period["last"])}
