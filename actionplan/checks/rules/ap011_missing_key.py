"""A key that is needed is missing.

What it checks: every record has the keys it cannot be without, such as id and title for a commitment, date for an
update, title for evidence.

Why it matters: without them nobody can name the commitment, or say when the update was given. The record is left out
until then.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
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
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP011"
SEVERITY = "error"
SINCE = "0.1.0"
