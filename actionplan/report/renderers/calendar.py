"""The report for calendars: the date in force of every commitment that has one, as an all-day event (RFC 5545).

An event keeps its name (UID) for ever, so that a calendar which is read again moves what has moved. A calendar forgets
nothing that it is not told to forget: what was dropped is there, as cancelled. What a later file says counts more than
what an earlier one said: SEQUENCE grows with the day the report is as at.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from actionplan.plaintext import one_line
from actionplan.report.model import CannotRender, Cell, Dates, RenderOptions, Report, Section, Status, Table
from actionplan.report.words import said

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

_BEFORE = timedelta(days=-14)  # when the alarm sounds
_FIRST_DAY = date(2000, 1, 1)
_SEAL = "X-ACTIONPLAN-REPORT"


def render(report: Report, options: RenderOptions) -> bytes:  # noqa: ARG001  # every renderer takes them
    """The dates as one iCalendar file. Raises CannotRender where the annex, which holds them, was left out."""
    calendar = _calendar(report)
    for plan, row in _commitments(report):
        event = _event(report, plan, row)
        if event is not None:
            calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def seal_of(data: bytes) -> str | None:
    """The seal that a report of this voice keeps; None where there is none."""
    try:
        from icalendar import Calendar

        found = Calendar.from_ical(data).get(_SEAL)
        return b64decode(str(found), validate=True).decode() if found else None
    except (ImportError, ValueError, IndexError, KeyError):
        return None


def _calendar(report: Report) -> Calendar:
    try:
        from icalendar import Calendar
    except ImportError:
        missing = 'Calendars need a library that is not installed. Install it: pip install "actionplan[calendar]"'
        raise CannotRender(missing) from None
    calendar = Calendar()
    calendar.add("prodid", "-//actionplan//actionplan report//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(report.title))
    if report.seal:
        # Versions of the library differ in what they make of a backslash.
        calendar.add(_SEAL, b64encode(report.seal.encode()).decode("ascii"))
    return calendar


def _commitments(report: Report) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    """Each commitment of the annexes under its plan, by the ids of the columns."""
    annexes = [
        (plan, each) for plan, section in _sections(report) if section.id == "annex" for each in section.sections
    ]
    if not annexes and report.plans:
        raise CannotRender("A calendar is made of the annex, which was left out. Ask for it with its annex.")
    for plan, section in annexes:
        for table in section.blocks:
            if isinstance(table, Table) and table.id == "commitments":
                for row in table.rows:
                    yield plan, dict(zip((each.id for each in table.columns), row.cells, strict=True))


def _sections(report: Report) -> Iterator[tuple[str, Section]]:
    for section in report.sections:
        if len(report.plans) > 1:
            yield from ((section.id, each) for each in section.sections)
        else:
            yield "".join(report.plans), section


def _event(report: Report, plan: str, row: Mapping[str, Cell]) -> Event | None:
    """The event of one commitment; None where it has no date."""
    from icalendar import Event

    due = row["revised_due"] if isinstance(row["revised_due"], Dates) else row["due"]
    status = row["status"]
    if not isinstance(due, Dates) or not isinstance(status, Status):
        return None
    id_ = said(row["id"])
    event = Event()
    event.add("uid", f"{_uid(plan, id_)}@actionplan")
    event.add("dtstamp", datetime(report.on.year, report.on.month, report.on.day, tzinfo=UTC))
    event.add("sequence", max(0, (report.on - _FIRST_DAY).days))
    event.add("dtstart", due.last)
    event.add("dtend", due.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", one_line(f"{id_}: {_opening(status)}{said(row['title'])}"))
    event.add("description", _description(plan, row))
    event.add("categories", [plan])
    event.add("status", "CANCELLED" if status.meaning == "dropped" else "CONFIRMED")
    if status.meaning not in ("done", "dropped"):
        event.add_component(_alarm(id_))
    return event


def _uid(plan: str, id_: str) -> UUID:
    """The name of a commitment's event: the same in every file, and no other's."""
    return uuid5(NAMESPACE_URL, f"actionplan:{plan}/{id_}")


def _opening(status: Status) -> str:
    return f"{status.label}: " if status.meaning in ("done", "dropped") else "due: "


def _description(plan: str, row: Mapping[str, Cell]) -> str:
    lines = [f"{plan}: led by {said(row['lead'])}.", f"First agreed: {said(row['due'])}."]
    if isinstance(row["revised_due"], Dates):
        lines.append(f"Moved to: {said(row['revised_due'])}.")
    confidence = f", {said(row['confidence'])}" if isinstance(row["confidence"], Status) else ""
    return "\n".join([*map(one_line, lines), one_line(f"Status: {said(row['status'])}{confidence}.")])


def _alarm(id_: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{id_} is due in two weeks")
    alarm.add("trigger", _BEFORE)
    return alarm
