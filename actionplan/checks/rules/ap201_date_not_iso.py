"""A date is not written year first.

What it checks: dates are written 2016-03-31; where less is known 2016-03, 2015-16 Q3, 2015/16 or 2016. The day an
update was decided or asked for is a whole date. What can be told for certain is offered in the right form.

Why it matters: 03/04/2016 is April in Northfield and March elsewhere. Year first means the same to everybody, and
sorts.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 31/03/2026
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03-31
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP201"
SEVERITY = "error"
SINCE = "0.1.0"
