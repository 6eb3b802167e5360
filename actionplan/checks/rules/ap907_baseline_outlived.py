"""Findings of the baseline are gone.

What it checks: each entry of baseline.yaml is still found: its rule, about its commitment or in its file, at its key.

Why it matters: the baseline holds what was wrong when the plan was taken over, so that only what is new blocks. An
entry whose finding is gone would let the same mistake come back unseen. A baseline that is written again only gets
shorter.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

```yaml baseline.yaml
date: 2025-10-01
at_first: 3
findings:
  - {rule: AP303, commitment: haven-1, key: evidence}
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

```yaml baseline.yaml
date: 2025-10-01
at_first: 3
findings: []
```

See also: AP905 for waivers that nothing needs.
"""

from __future__ import annotations

CODE = "AP907"
SEVERITY = "advice"
SINCE = "0.1.0"
