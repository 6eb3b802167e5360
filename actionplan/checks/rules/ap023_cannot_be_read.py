"""The file cannot be read.

What it checks: each file of the plan is an ordinary file in the plan's folder that may be read. A folder called
haven.yaml, a link to somewhere else, a file without permission, or one that turns out to hold no plan at all cannot be
judged, and this says so. In the example haven.yaml is a folder.

Why it matters: a check that passes because it could not read the file is worse than none. The partner's commitments
are missing from every report until it can be read.

Fails:

```yaml haven.yaml trouble=AP023
(a folder)
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

CODE = "AP023"
SEVERITY = "error"
SINCE = "0.1.0"
