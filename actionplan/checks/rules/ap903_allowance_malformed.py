"""An allowance is not written as it must be.

What it checks: an allowance is written `# actionplan: allow AP402 - why it is right here`: it names a rule that exists
and gives a reason. What a rule calls an error cannot be allowed.

Why it matters: without a reason the next reader cannot tell whether it still holds. An allowance with a slip allows
nothing.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs  # actionplan: allow AP601
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

CODE = "AP903"
SEVERITY = "error"
SINCE = "0.1.0"
