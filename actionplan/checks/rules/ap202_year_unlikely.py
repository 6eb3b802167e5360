"""A year cannot be meant.

What it checks: years have four digits and lie between 1990 and 2100.

Why it matters: 2062 for 2026 is found by nobody: the commitment is never late. With two digits not even the century is
certain.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 1926-03
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

CODE = "AP202"
SEVERITY = "error"
SINCE = "0.1.0"
