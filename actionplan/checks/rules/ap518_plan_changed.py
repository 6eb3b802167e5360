"""The plan's own id, period, review cycle, vocabulary or agreement was changed.

What it checks: these stay as they are: `plan`, `period`, `reviews`, `vocabulary`, the title and date of the agreement,
and who signed it. A partner may join the signatories.

Why it matters: everything else in the plan is counted by them. With another review cycle each past update answers for
another period; with another id no reference to the plan leads anywhere.

Before:

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
```

Fails:

```yaml plan.yaml
format: 1
plan: northfield
title: Northfield homes and health plan, 2025 to 2026
agreement:
  title: Northfield agreement on homes and health
  date: 2025-03
  signatories: [northfield, haven, elm]
period: {from: 2025-04-01, to: 2026-09-30}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
```

Mended:

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
```

See also: AP515, where a change of the vocabulary makes commitments look better.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules import ap515_better_without_update as ap515
from actionplan.domain.model import Agreement
from actionplan.domain.said import said_day
from actionplan.domain.sameness import is_same

CODE = "AP518"
SEVERITY = "warning"
SINCE = "0.1.0"

FIX = (
    "Put it back, or begin a plan of its own. Where the partners agreed to it, add: # actionplan: allow AP518 - who did"
)

WHY = {
    "plan": "the plan has another id, and what refers to its commitments leads nowhere",
    "period": "the plan runs for other days",
    "reviews": "the review cycle is another one, and past updates may answer for other periods than before",
    "vocabulary": "the status words are other ones",
}


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each key of plan.yaml that everything else is counted by and that is another one."""
    for key in turn.head_changes():
        if key == "agreement":
            yield from _agreement(turn, turn.was.head.agreement, turn.now.head.agreement)
        elif key in WHY and not (key == "vocabulary" and any(ap515.check(turn))):
            before = f" (before: {_said(turn, key)})" if key in ("plan", "period") else ""
            yield Hit(turn.places.at_head(key), f"{WHY[key]}{before}", FIX)


def _said(turn: Turn, key: str) -> str:
    head = turn.was.head
    if key == "plan":
        return head.plan
    return f"{said_day(head.period.from_)} to {said_day(head.period.to)}" if head.period else "none"


def _agreement(turn: Turn, was: Agreement, now: Agreement) -> Iterator[Hit]:
    names = [each for each in ("title", "date") if not is_same(getattr(was, each), getattr(now, each))]
    left = [turn.renamed.get(each, each) for each in was.signatories]
    if any(each not in now.signatories for each in left):
        names.append("signatories")
    for name in names:
        message = f"the agreement itself is changed: its {name}"
        yield Hit(turn.places.at_head("agreement", name), message, FIX)
