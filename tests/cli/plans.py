"""Invented plans on disk, for commands to run on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = """\
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement: {title: Northfield agreement on homes and health, date: 2025-03, signatories: [northfield, haven]}
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
themes: {homes: Warm and safe homes}
"""

HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: [northfield]
    theme: homes
    due: 2025-09
    updates:
      - {date: 2025-07-10, status: in-progress, confidence: green}
      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity, next: Open the third hub in May.}
  - id: haven-2
    title: Train 40 volunteers
    due: 2026-03
    updates:
      - date: 2025-11-20
        status: complete
        evidence: [{title: Register of volunteers, url: 'https://haven.example/register', date: 2025-11}]
  - id: haven-3
    title: Print 500 leaflets
    due: 2026-03
"""

AS_AT = ("--as-at", "2025-12-31")


def make_plan(folder: Path, files: Mapping[str, str | bytes] | None = None, name: str = "northfield") -> Path:
    """A workspace in *folder* with one plan; *files* come on top of plan.yaml and haven.yaml. Gives the plan's folder."""
    plan = folder / "commitments" / name
    plan.mkdir(parents=True)
    for file, content in {"plan.yaml": HEAD, "haven.yaml": HAVEN, **(files or {})}.items():
        (plan / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return plan
