"""A setting in plan.yaml names no rule, or asks what cannot be.

What it checks: under `rules` in plan.yaml each key is the code of a rule, and each value is off, advice, warning or
error. Rules that find errors cannot be switched off or made less.

Why it matters: a setting with a slip does nothing, and nobody notices. An error that could be switched off would be no
error.

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
  AP999: off
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
  AP402: off
```
"""

from __future__ import annotations

CODE = "AP901"
SEVERITY = "error"
SINCE = "0.1.0"
