"""A text is cut short by a “#”.

What it checks: no free text (title, note, next, …) without quotes is followed by a space and “#”. From there on it is
a comment to YAML, and is neither shown nor counted. A comment that is meant may stand on a line of its own.

Why it matters: “Item # 4 is done” becomes “Item”, and nobody is told.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    note: Item # 4 of the board's list
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    note: "Item # 4 of the board's list"
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP024"
SEVERITY = "warning"
SINCE = "0.1.0"
