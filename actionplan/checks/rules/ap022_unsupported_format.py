"""The plan is written in a format that this version does not read.

What it checks: `format` in plan.yaml is 1. Where it is another number, nothing else of the plan is judged.

Why it matters: a newer version may have given keys another meaning. A report of a plan that is half understood would
be wrong and look right.

Fails:

```yaml plan.yaml
format: 2
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
"""

from __future__ import annotations

CODE = "AP022"
SEVERITY = "error"
SINCE = "0.1.0"
