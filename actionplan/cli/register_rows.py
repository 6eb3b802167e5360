"""A register of returns in its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.cli.output import as_json
from actionplan.cli.printers import counted
from actionplan.cli.registers import Registered, said_received
from actionplan.cli.rows import due_of, lead_name, separated
from actionplan.columns import lay_out, wrap
from actionplan.domain.dates import Window
from actionplan.domain.model import Plan
from actionplan.domain.returns import (
    AGREED_LATER,
    CLOSED_BEFORE,
    LATE,
    LED_BY_ALL,
    LED_BY_NONE,
    MISSING,
    NIL,
    RECEIVED,
    Answer,
    Register,
    Return,
)
from actionplan.domain.said import listed, said_window
from actionplan.plaintext import one_line

RETURNS = {RECEIVED: "Received", LATE: "Received late", NIL: "Nil return", MISSING: "Not received"}
_NOT_ASKED = {
    AGREED_LATER: "agreed later",
    CLOSED_BEFORE: "closed before",
    LED_BY_ALL: "led by all partners",
    LED_BY_NONE: "without a named lead",
}
COLUMNS = (
    "plan",
    "period",
    "returns_due",
    "partner",
    "return",
    "received",
    "days_late",
    "periods_missed",
    "id",
    "title",
    "answer",
    "why",
    "answered_first",
    "answered_last",
)


def render(found: Sequence[Registered], format_: str, width: int, on: date) -> str:
    """The registers in *format_*; tables are at most *width* columns wide."""
    formats: dict[str, Callable[[], str]] = {
        "table": lambda: _tables(found, width),
        "json": lambda: _json(found, on),
        "csv": lambda: separated(COLUMNS, list(_records(found)), ","),
        "tsv": lambda: separated(COLUMNS, list(_records(found)), "\t"),
        "markdown": lambda: _markdown(found),
    }
    return formats[format_]()


class _Table(NamedTuple):
    """One table in words; *flexible* is the column that gives way where it is too wide."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    flexible: int


def _returns(found: Registered) -> _Table:
    rows = [
        (
            lead_name(each.partner, found.plan),
            RETURNS[each.state],
            said_window(each.first) if each.first else "nothing yet",
            counted(each.days_late, "day") if each.days_late else "not late",
            f"{each.answered:,} of {each.asked:,}",
            f"{each.missed:,}",
        )
        for each in found.shown
    ]
    return _Table(("Partner", "Return", "Received on", "Late by", "Answered", "Missed"), tuple(rows), 0)


def _missing(found: Registered) -> _Table:
    rows = [
        (each.id, each.position.commitment.title, lead_name(returned.partner, found.plan), due_of(each.position))
        for returned in found.shown
        for each in returned.missing
    ]
    return _Table(("Id", "Commitment", "Lead", "Due"), tuple(rows), 1)


def _not_asked(register: Register) -> str:
    """What no return is asked for, by reason; nothing where there is none."""
    counts = {said: len(register.not_due_for(why)) for why, said in _NOT_ASKED.items()}
    parts = listed([f"{count:,} {said}" for said, count in counts.items() if count])
    return f"Not asked about: {counted(sum(counts.values()), 'commitment')} ({parts})." if parts else ""


def _tables(found: Sequence[Registered], width: int) -> str:
    parts = ["\n".join(_blocks(each, width)) for each in found]
    return "\n".join(parts)


def _blocks(found: Registered, width: int) -> Iterator[str]:
    title = one_line(found.plan.head.title)
    yield "\n".join([*wrap(f"{found.plan.id}: {title}", width), *wrap(said_received(found), width), ""])
    returns, missing = _returns(found), _missing(found)
    if returns.rows:
        yield lay_out(returns.headings, returns.rows, width, returns.flexible)
    if missing.rows:
        yield "No update received:\n"
        yield lay_out(missing.headings, missing.rows, width, missing.flexible)
    if found.register and (left_out := _not_asked(found.register)):
        yield "\n".join([*wrap(left_out, width), ""])


def _markdown(found: Sequence[Registered]) -> str:
    from actionplan.report.renderers.markdown import escape

    return "\n\n".join([each for one in found for each in _sections(one, escape)]) + "\n"


def _sections(found: Registered, escape: Callable[[str], str]) -> Iterator[str]:
    from tabulate import tabulate

    yield f"## {escape(found.plan.id)}: {escape(one_line(found.plan.head.title))}"
    yield escape(said_received(found))
    for said, table in (("", _returns(found)), ("No update received:", _missing(found))):
        if table.rows:
            rows = [[escape(one_line(cell)) for cell in row] for row in table.rows]
            if said:
                yield said
            yield tabulate(rows, table.headings, tablefmt="github", disable_numparse=True)
    if found.register and (left_out := _not_asked(found.register)):
        yield escape(left_out)


def _json(found: Sequence[Registered], on: date) -> str:
    """All that is known, as schema/returns-v1.json describes it."""
    plans = [_plan_record(each) for each in found]
    return as_json({"format": "actionplan.returns", "version": 1, "as_at": on.isoformat(), "plans": plans})


def _plan_record(found: Registered) -> dict[str, object]:
    register = found.register
    return {
        "plan": found.plan.id,
        "title": found.plan.head.title,
        "said": said_received(found),
        "period": register.period.text if register else None,
        "first_day": register.period.first.isoformat() if register else None,
        "last_day": register.period.last.isoformat() if register else None,
        "returns_due": register.due.isoformat() if register else None,
        "partners_asked": len(register.returns) if register else 0,
        "partners_answered": register.received if register else 0,
        "returns": [_return_record(each, found.plan) for each in found.shown],
        "not_due": [_answer_record(each) for each in register.not_due] if register else [],
    }


def _return_record(returned: Return, plan: Plan) -> dict[str, object]:
    return {
        "partner": returned.partner,
        "name": lead_name(returned.partner, plan),
        "return": returned.state,
        "received_first": _text(returned.first),
        "received_last": _text(returned.last),
        "days_late": returned.days_late,
        "commitments_asked": returned.asked,
        "commitments_answered": returned.answered,
        "periods_missed": returned.missed,
        "commitments": [_answer_record(each) for each in returned.answers],
    }


def _answer_record(answer: Answer) -> dict[str, object]:
    commitment = answer.position.commitment
    return {
        "id": answer.id,
        "title": commitment.title,
        "lead": commitment.lead,
        "answer": answer.state,
        "why": answer.why or None,
        "answered_first": _text(answer.first),
        "answered_last": _text(answer.last),
    }


def _records(found: Sequence[Registered]) -> Iterator[dict[str, object]]:
    """One row for each commitment: those that owe news with their partner's return, then those that owe none."""
    for one in found:
        if one.register is None:
            continue
        whole = {
            "plan": one.plan.id,
            "period": one.register.period.text,
            "returns_due": one.register.due.isoformat(),
        }
        for returned in one.shown:
            theirs = {
                "partner": returned.partner,
                "return": returned.state,
                "received": _text(returned.first),
                "days_late": returned.days_late,
                "periods_missed": returned.missed,
            }
            yield from ({**whole, **theirs, **_answer_record(each)} for each in returned.answers)
        none: dict[str, object] = dict.fromkeys(COLUMNS)
        for each in one.register.not_due:
            yield {**none, **whole, "partner": each.position.commitment.lead, **_answer_record(each)}


def _text(window: Window | None) -> str | None:
    return window.text if window else None
