"""A value is not of the kind that is needed.

What it checks: where a list is needed there is a list, where keys are needed there are keys, and where one value is
needed there is one. A text that begins with “[” or “{” is a list or has keys to YAML, unless it is in quotes.

Why it matters: one word is not a list of one word to every program, and a guess would be wrong for somebody.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    with: elm
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
    with: [elm]
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP012"
SEVERITY = "error"
SINCE = "0.1.0"
