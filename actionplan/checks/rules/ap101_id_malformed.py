"""An id is not one word.

What it checks: ids and keys are one word of letters, digits, full stops, hyphens and underscores, at most 64 of them,
beginning with a letter or a digit.

Why it matters: ids stand in file names, links, commands and the minutes of meetings. A space or a letter of another
alphabet that looks alike makes one id two.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven 1
    title: Open 3 advice hubs
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

CODE = "AP101"
SEVERITY = "error"
SINCE = "0.1.0"
