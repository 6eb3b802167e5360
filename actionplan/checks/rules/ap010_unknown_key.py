"""A key is not one that belongs here.

What it checks: every key is one that plan files have in this place. If it looks like one of those, that one is
offered; letters of other alphabets that only look alike are named.

Why it matters: a misspelt key would be passed over, and what stands after it would be missing. A commitment with “deu”
has no date.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    deu: 2026-03
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

CODE = "AP010"
SEVERITY = "error"
SINCE = "0.1.0"
