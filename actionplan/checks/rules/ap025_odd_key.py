"""A key is not a plain word.

What it checks: each key is one word of at most 64 characters, not a list or a mapping.

Why it matters: such a key is nearly always a text that lacks its quotes: one that begins with “[”, “{” or “?”, or
holds a colon.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    ? [note]
    : The hubs
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
    note: The hubs
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP025"
SEVERITY = "error"
SINCE = "0.1.0"
