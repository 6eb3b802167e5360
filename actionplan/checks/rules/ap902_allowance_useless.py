"""An allowance allows nothing.

What it checks: each `# actionplan: allow` stands on a line where the rule it names finds something.

Why it matters: an allowance that is left behind would allow the next mistake, which nobody has looked at.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03  # actionplan: allow AP402 - closed until May
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

See also: AP903 for allowances that are not written right.
"""

from __future__ import annotations

CODE = "AP902"
SEVERITY = "warning"
SINCE = "0.1.0"
