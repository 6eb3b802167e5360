"""A value is not one of those that can stand here.

What it checks: words come from the list that belongs to their key (kind, decision, state, basis, …), numbers are
digits with at most one point, links begin with http:// or https://, and no text is empty. Where one word was probably
meant, it is offered.

Why it matters: what cannot be understood cannot be counted. It is left out until it is put right.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    kind: deliverible
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

See also: AP201 to AP203 for dates, AP301 for statuses.
"""

from __future__ import annotations

CODE = "AP014"
SEVERITY = "error"
SINCE = "0.1.0"
