"""Files that are right and use every key there is. Northfield, Haven Trust and Elm Housing are invented."""

from __future__ import annotations

PLAN = """\
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
  note: Signed at the town hall.
  sources: ['Northfield Council, minutes of March 2025']
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April, returns_within: 21 days}
partners:
  northfield: {name: Northfield Council, short: Council, sector: local government, email: returns@northfield.example}
  haven:
    name: Haven Trust
    former:
      - {name: Haven Homes, until: 2019}
      - {name: Haven Society}
    joined: 2025-04-01
    left: 2026-03
    note: Merges with Elm Housing.
    sources: [Letter of the chair]
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
  advice: Advice
vocabulary:
  - {code: open, label: Open, meaning: not-started}
  - {code: moving, label: Moving, meaning: under-way, tone: neutral}
  - {code: stuck, label: Stuck, meaning: waiting, tone: bad}
  - {code: done, label: Done, meaning: done, tone: good}
reasons: {weather: Too wet to build}
rules: {AP403: off, AP601: warning}
report:
  organisation: Northfield Council
  logo: logo.png
  logo_text: A tree
  classification: OFFICIAL
  sections: [headline, decisions]
  titles: {headline: Where we stand}
strategies:
  - {title: Northfield health strategy, url: 'https://northfield.example/health', note: Its second aim.}
note: |
  Agreed in March.
  Reviewed each quarter.
sources: ['Northfield Council, plan as published']
"""

COMMITMENTS = """\
partner: haven
note: Haven Trust leads four.
sources: [Board paper 12]
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    lead: elm
    kind: deliverable
    with: [northfield, elm]
    theme: advice
    outcomes: [warm-homes]
    waits_on: [haven-2]
    replaces: haven-0
    agreed: 2025-04
    due: 2025-26 Q4
    due_as_printed: by March 2026
    condition: {text: subject to funding, state: met, date: 2025-06-01, note: Granted in June.}
    parts:
      - {id: a, title: Hub in East ward open, due: 2025-12, due_as_printed: before the winter}
      - {id: b, title: Hub in West ward open}
    updates:
      - date: 2025-10
        date_as_printed: October 2025
        period: 2025-26 Q2
        status: moving
        confidence: amber
        note: One hub is open.
        reason: weather
        next: Open the second by December.
        parts: {a: done, b: open}
        evidence:
          - title: Opening of the first hub
            url: https://haven.example/hub
            date: 2025-09-30
            kind: effect
            audience: internal
            basis: inferred
            note: The page names the ward.
        by: haven
        audience: internal
        date_basis: inferred
        basis: inferred
      - {date: 2025-12-05, status: stuck, reason: funding}
      - {date: 2025-12-30, return: nil}
    extensions:
      - {asked: 2025-12-01, to: 2026-06, reason: weather, note: Floods., decision: granted, decided: 2025-12-15, by: Board}
      - {asked: 2026-01-05, to: 2026-09-30}
    amendments:
      - date: 2025-06-10
        of: [title, parts]
        by: Board of the partnership
        was: Open 2 advice hubs
        note: The third was added.
    audience: internal
    note: Hubs need a room each.
    sources: ['Plan, page 4']
    source: {Budget code: H-17}
  - id: haven-2
    title: >-
      Train 9 advisers
      in damp and heating
    kind: recurring
    due: 2026
"""

OUTCOMES = """\
note: Measured by the council.
sources: [Council statistics]
outcomes:
  - id: warm-homes
    title: Fewer people live in cold homes
    theme: homes
    note: The first of three.
    sources: ['Plan, page 2']
    indicators:
      - id: cold
        title: Homes below 18 degrees
        unit: per cent of dwellings
        better: lower
        area: Northfield
        baseline: {date: 2024, value: 13.4}
        target: {date: 2026-03, value: 9}
        readings:
          - {date: 2025-26 H1, value: 12.9, released: 2025-11-01, source: House survey, note: Provisional.}
          - {date: 2025/26, value: '-0.5'}
        judged:
          - {status: on-path, reason: The survey came late., by: Board, date: 2025-12-15}
        value_of: {outcome: A warm home, group: Adults, region: North}
        note: Winter months only.
        sources: [House survey]
"""

WAIVERS = """\
note: Agreed at each board meeting.
waivers:
  - rule: AP401
    commitment: haven-1
    key: due
    reason: The third hub waits for the council's lease.
    approved_by: Board of the partnership
    until: 2026-02-28
"""

BASELINE = """\
date: 2025-12-31
at_first: 12
findings:
  - {rule: AP601, commitment: haven-1, key: title}
  - {rule: AP010, file: plan.yaml, key: contact}
"""
