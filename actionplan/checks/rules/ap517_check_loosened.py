"""A rule was switched off or weakened, or an allowance or waiver added.

What it checks: what a change allows that was not allowed before. It is never wrong by itself, and is always said; no
allowance on a line silences it.

Why it matters: a check that grows quieter with each change is not missed until it is needed. Whoever agrees to the
change should see it.

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
rules:
  AP402: warning
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
period: {from: 2025-04-01, to: 2026-03-31}
reviews: {every: quarter, year_starts: April}
partners:
  northfield: {name: Northfield Council}
  haven: {name: Haven Trust}
  elm: {name: Elm Housing}
themes:
  homes: Warm and safe homes
rules:
  AP402: off
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
rules:
  AP402: warning
```

See also: AP514, where a commitment is completed in the same change.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.change import Turn
from actionplan.checks.diagnostic import Hit
from actionplan.checks.loosening import loosened

CODE = "AP517"
SEVERITY = "advice"
SINCE = "0.1.0"

FIX = "Nothing to mend if that is meant. Say in the change why, so that whoever agrees to it knows."


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each thing that is allowed now and was not before."""
    for each in loosened(turn):
        yield Hit(each.place, f"since this change, {each.what}", FIX)
