"""A commitment is completed in the same change that loosens a check.

What it checks: a change that completes a commitment leaves the settings of rules, the vocabulary and the allowances as
they are.

Why it matters: whoever can change what counts as complete can complete anything. Two changes, one after the other, can
be judged each by itself.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
rules:
  AP309: warning
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - date: 2025-12-10
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-09}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
rules:
  AP309: off
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
      - date: 2025-12-10
        status: complete
        evidence:
          - {title: Opening of the third hub, url: 'https://haven.example/hubs', date: 2025-12-09}
```

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
rules:
  AP309: warning
```

See also: AP517, which says what was loosened.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Kept, Turn
from actionplan.checks.diagnostic import Hit
from actionplan.checks.loosening import loosened
from actionplan.domain import change as c

CODE = "AP514"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = "Make two changes of it: first what is to be allowed, agreed by itself; then the completion."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each commitment that a new update completes, where the same change loosens a check."""
    completed = [(kept, number) for kept in turn.kept if (number := _completing(turn, kept)) is not None]
    loose = _loose(turn) if completed else ""
    for kept, number in completed if loose else ():
        message = f"{kept.id} is completed in the same change in which {loose}"
        yield Hit(turn.at(kept.after, "updates", number, "status"), message, FIX)


def _loose(turn: Turn) -> str:
    if "vocabulary" in turn.head_changes():
        return "the status words are changed"
    return next((each.what for each in loosened(turn)), "")


def _completing(turn: Turn, kept: Kept) -> int | None:
    """The number of the new update that completes the commitment; None where none does."""
    if not any(each.after.is_done and not each.before.is_done for each in kept.of(c.StatusChanged)):
        return None
    words = turn.places.words
    return next((each.number for each in kept.of(c.UpdateAdded) if words.status(each.update.status).is_done), None)
