"""The calendar: one event for each date, whose name stays, and which says when it no longer holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from actionplan.report.model import CannotRender, RenderOptions, Report
from actionplan.report.renderers.calendar import render, seal_of
from tests.report.hostile import TITLES
from tests.report.plans import END_OF_2015, EVERYTHING, REAL, real, report_on, subject_of

DATED = """\
partner: haven
commitments:
  - id: haven-1
    title: {title}
    due: 2025-09
    updates: [{{date: 2025-07-10, status: {status}}}]
    extensions: [{{asked: 2025-08-01, to: {to}, decision: granted, decided: 2025-08-20}}]
  - {{id: haven-2, title: Undated}}
"""


def events(report: Report) -> dict[str, Any]:
    found = Calendar.from_ical(render(report, RenderOptions())).walk("VEVENT")
    return {str(each["SUMMARY"]).partition(":")[0]: each for each in found}


def dated(title: str = "Open 3 advice hubs", status: str = "in-progress", to: str = "2025-11", **more: Any) -> Report:
    return report_on(subject_of({"haven.yaml": DATED.format(title=title, status=status, to=to)}), **more)


def test_the_date_in_force_is_a_whole_day() -> None:
    (event,) = events(dated()).values()

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2025, 11, 30), date(2025, 12, 1))
    assert str(event["SUMMARY"]) == "haven-1: due: Open 3 advice hubs"
    assert "First agreed: September 2025.\nMoved to: November 2025.\nStatus: In progress." in str(event["DESCRIPTION"])
    assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-14)


def test_an_event_that_moves_is_the_same_event_said_later() -> None:
    (first,) = events(dated()).values()
    (second,) = events(dated(to="2026-02-28", on=date(2026, 1, 31))).values()

    assert first["UID"] == second["UID"]
    assert first["DTSTART"].dt < second["DTSTART"].dt
    assert first["SEQUENCE"] < second["SEQUENCE"]


@pytest.mark.parametrize(
    ("status", "said", "state"),
    [
        ("withdrawn", "Withdrawn", "CANCELLED"),
        ("superseded", "Superseded", "CANCELLED"),
        ("complete", "Complete", "CONFIRMED"),
    ],
)
def test_what_is_closed_says_so_and_sounds_no_alarm(status: str, said: str, state: str) -> None:
    (event,) = events(dated(status=status)).values()

    assert (str(event["SUMMARY"]), event["STATUS"]) == (f"haven-1: {said}: Open 3 advice hubs", state)
    assert event.walk("VALARM") == []


def test_the_names_of_two_plans_never_meet() -> None:
    report = report_on(*[real(each) for each in REAL], on=END_OF_2015)
    names = [str(each["UID"]) for each in Calendar.from_ical(render(report, RenderOptions())).walk("VEVENT")]
    alone = [
        str(each["UID"])
        for name in REAL
        for each in Calendar.from_ical(render(report_on(real(name), on=END_OF_2015), RenderOptions())).walk("VEVENT")
    ]

    assert names == alone
    assert len(set(names)) == len(names) > 0


def test_every_commitment_with_a_date_is_there_and_no_other() -> None:
    assert set(events(report_on(subject_of(EVERYTHING)))) == {
        "haven-1",
        "haven-2",
        "haven-3",
        "elm-1",
        "elm-2",
        "all-1",
    }


@pytest.mark.parametrize("text", TITLES.values(), ids=TITLES)
def test_no_text_becomes_a_line_of_its_own(text: str) -> None:
    report = dated()
    (annex,) = [each for each in report.sections if each.id == "annex"]
    data = render(replace(report, title=text), RenderOptions())

    assert len(Calendar.from_ical(data).walk("VEVENT")) == 1
    assert annex.sections
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_same_bytes_and_the_seal_comes_back() -> None:
    report = replace(report_on(subject_of(EVERYTHING)), seal='{"seal":1,"voice":"calendar","a":"b, c; \\n"}')

    assert render(report, RenderOptions()) == render(report, RenderOptions())
    assert seal_of(render(report, RenderOptions())) == report.seal
    assert seal_of(b"BEGIN:VCALENDAR") is seal_of(b"") is seal_of(b"\xff\x00") is None


def test_without_its_annex_there_is_nothing_to_make_it_of() -> None:
    with pytest.raises(CannotRender, match="annex"):
        render(report_on(subject_of(EVERYTHING), without=frozenset({"annex"})), RenderOptions())
