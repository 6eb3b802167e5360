"""A place in the file is marked to be repeated elsewhere.

What it checks: no value begins with “&word” (an anchor) or “*word” (an alias).

Why it matters: with anchors one line changes several commitments, and nobody who reads one of them sees it. A text
such as “&more to come” loses its first word. A few hundred bytes of them can also stop a computer for minutes.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: &hubs Open 3 advice hubs
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

See also: AP017 for merge keys.
"""

from __future__ import annotations

CODE = "AP016"
SEVERITY = "error"
SINCE = "0.1.0"
