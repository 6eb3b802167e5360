"""A merge key brings in the keys of another place.

What it checks: no key is “<<”.

Why it matters: merged keys are in the record and not in its lines. Editors, git and other YAML programs do not agree
on what they mean, and a file of 400 bytes with merge keys takes some programs a minute.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    <<: {kind: deliverable}
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
    kind: deliverable
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP017"
SEVERITY = "error"
SINCE = "0.1.0"
