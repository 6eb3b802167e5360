"""Two commitments have the same id.

What it checks: no two commitments of a plan have the same id, whatever file they stand in. Capital and small letters
make no difference. The first one keeps the id.

Why it matters: an update, a decision or a link to the id would go to either of them.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
  - id: haven-1
    title: Train 12 advisers
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
  - id: haven-2
    title: Train 12 advisers
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP103 where the first of the two is closed.
"""

from __future__ import annotations

CODE = "AP102"
SEVERITY = "error"
SINCE = "0.1.0"
