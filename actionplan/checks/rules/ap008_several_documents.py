"""The file holds a second YAML document.

What it checks: no line “---” stands below the first key. At the very top it does no harm.

Why it matters: most programs read the first document and ignore the rest without a word. Half of a partner's
commitments could be missing, and nobody would notice.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
---
note: Agreed by the board in June.
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
note: Agreed by the board in June.
```
"""

from __future__ import annotations

CODE = "AP008"
SEVERITY = "error"
SINCE = "0.1.0"
