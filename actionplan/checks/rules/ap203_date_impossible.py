"""There is no such day.

What it checks: the calendar has the day, the year has the month, and a year such as 2015/16 ends one after it begins.

Why it matters: other programs move 31 April to 1 May, or stop. What was meant is known only to whoever wrote it.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-11-31, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-11-30, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP203"
SEVERITY = "error"
SINCE = "0.1.0"
