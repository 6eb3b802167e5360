"""A key stands twice in the same place.

What it checks: within one mapping each key stands once. The message names the line of the other.

Why it matters: YAML programs keep the last of the two and say nothing. An update to the first then changes a line that
nobody reads.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    due: 2026-02
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

CODE = "AP009"
SEVERITY = "error"
SINCE = "0.1.0"
