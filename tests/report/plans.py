"""Plans to report on: the real ones, invented ones, and one that has everything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path

from actionplan.loaded import Loaded
from actionplan.report.build import Findings, Options, Subject, build
from actionplan.report.model import RenderOptions, Report, Row, Section, Table
from actionplan.report.renderers import RENDERERS
from tests.support import load_texts

COMMITMENTS = Path(__file__).parent.parent.parent / "commitments"
REAL = ("mou-2014-15", "mou-2015-16", "nenc-housing-health-care")
END_OF_2015, LATER = date(2015, 12, 31), date(2026, 11, 22)

HEAD = """\
format: 1
plan: northfield
title: Northfield homes and health plan
agreement: {title: Northfield agreement, date: 2025-03, signatories: [northfield, haven, elm]}
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust, short: Haven}
  elm: {name: Elm Housing}
themes: {homes: Warm and safe homes}
"""


def subject(loaded: Loaded, findings: Findings | None = None) -> Subject:
    """What a report needs of *loaded*."""
    assert loaded.plan is not None
    places = {key: (home.file, loaded.line_of(key)) for key, home in loaded.homes.items()}
    return Subject(loaded.plan, places, findings, loaded.unread)


def subject_of(files: Mapping[str, str], findings: Findings | None = None) -> Subject:
    return subject(load_texts({"plan.yaml": HEAD, **files}), findings)


def real(name: str, findings: Findings | None = None) -> Subject:
    """One of the plans of this repository."""
    files = {path.name: path.read_bytes() for path in (COMMITMENTS / name).glob("*.yaml")}
    return subject(load_texts(files, name), findings)


def options(on: date = date(2025, 12, 31), **others: object) -> Options:
    return Options(on=on, version="0.0.0", **others)  # type: ignore[arg-type]  # each by its name


def report_on(*subjects: Subject, on: date = date(2025, 12, 31), **others: object) -> Report:
    return build(subjects, options(on, **others))


def rendered(report: Report, voice: str, width: int = 80, *, colour: bool = False) -> str:
    module = import_module(RENDERERS[voice].module)
    made: bytes = module.render(report, RenderOptions(width, colour))
    return made.decode("utf-8")


def section(report: Report, *route: str) -> Section:
    """The section at *route*: `section(report, "partners", "haven")`."""
    sections = report.sections
    for step in route:
        (found,) = [each for each in sections if each.id == step]
        sections = found.sections
    return found


def table(report: Report, *route: str) -> Table:
    """The table whose id ends *route*, in the section before it."""
    (found,) = [
        each for each in section(report, *route[:-1]).blocks if isinstance(each, Table) and each.id == route[-1]
    ]
    return found


def cells(row: Row, table_: Table) -> dict[str, object]:
    return {column.id: cell for column, cell in zip(table_.columns, row.cells, strict=True)}


EVERYTHING = {
    "haven.yaml": """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [northfield]
    theme: homes
    outcomes: [warmth]
    due: 2025-09
    due_as_printed: by September 2025
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-10-05, period: 2025-26 Q2, confidence: amber, reason: capacity}
      - date: 2025-12-05
        confidence: red
        reason: funding
        note: The lease of the third hub fell through.
        next: Ask the council for rooms by 31 January 2026.
    extensions:
      - {asked: 2025-08-01, to: 2025-11, reason: capacity, decision: granted, decided: 2025-08-20}
      - {asked: 2025-12-06, to: 2026-03-31, reason: funding, note: New rooms are needed.}
  - id: haven-2
    title: Train 40 volunteers
    due: 2025-12
    updates:
      - date: 2025-11-20
        status: complete
        evidence:
          - {title: Register of volunteers, url: 'https://haven.example/register', date: 2025-11}
          - {title: Photograph of the last course, basis: inferred}
    parts:
      - {id: a, title: First course}
      - {id: b, title: Second course}
  - id: haven-3
    title: Print 500 leaflets
    due: 2025-10-31
    updates:
      - {date: 2025-10-02, status: in-progress, confidence: green}
  - id: haven-4
    title: Find a home for the archive
    updates:
      - {date: 2025-09-01, status: withdrawn, reason: priority}
""",
    "elm.yaml": """\
partner: elm
commitments:
  - id: elm-1
    title: Insulate 200 homes
    due: 2026-02
    waits_on: [haven-3, haven-2]
    condition: {text: subject to funding, state: not-yet-met}
  - id: elm-2
    title: Publish a guide
    kind: deliverable
    due: 2025-06-30
    condition: {text: subject to a publisher, state: failed, date: 2025-11-03}
    updates:
      - {date: 2025-05-30, status: waiting, reason: supplier, note: No publisher yet.}
  - id: elm-3
    title: Meet every month
    kind: recurring
    due_as_printed: monthly
    parts:
      - {id: a, title: Agree the dates, due: 2026-01-31}
    updates:
      - {date: 2025, status: in-progress, basis: inferred}
""",
    "all.yaml": """\
partner: all
commitments:
  - {id: all-1, title: Name a contact, with: [northfield], due: 2026-03-31, agreed: 2025-10-01}
""",
    "outcomes.yaml": """\
outcomes:
  - id: warmth
    title: Fewer cold homes
    indicators:
      - id: cold
        title: Homes below 18 degrees
        unit: per cent of homes
        better: lower
        area: Northfield
        baseline: {date: 2024, value: 24.0}
        target: {date: 2026-03-31, value: 20.0}
        readings:
          - {date: 2024-09, value: 22.8}
          - {date: 2025-09, value: 21.9, released: 2025-11-14}
      - {id: calls, title: Calls, unit: calls, readings: [{date: 2025-06, value: 1200}, {date: 2025-07, value: 1300}]}
  - {id: company, title: More people have somebody to call}
""",
}
