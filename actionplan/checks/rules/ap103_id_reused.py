"""An id that belonged to a closed commitment is used again.

What it checks: the id of a commitment that is complete, withdrawn or superseded is not given to another.

Why it matters: minutes, emails and last year's reports still mean the old one. Ids are never used again and never
renumbered.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: withdrawn, reason: funding}
  - id: haven-1
    title: Train 12 advisers
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
      - {date: 2025-12-05, status: withdrawn, reason: funding}
  - id: haven-2
    title: Train 12 advisers
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP103"
SEVERITY = "error"
SINCE = "0.1.0"
