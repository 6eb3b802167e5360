"""A text is longer than fits.

What it checks: titles and names have at most 300 characters, notes 20,000 and links 2,000.

Why it matters: a title stands in tables, headings and subject lines, and a spreadsheet cell holds 32,767 characters.
What is too long would be cut in one report and not in the next.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: >-
      Open 3 advice hubs at Alder Green, at Mill Lane and in the old library, where tenants of Northfield Council,
      Haven Trust and Elm Housing can ask about heating, damp, repairs, moving home, benefits and loans; on two days
      a week in summer and on four in winter, with a nurse of the health service on one of them and a telephone line
      on the others.
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
    note: >-
      Open 3 advice hubs at Alder Green, at Mill Lane and in the old library, where tenants of Northfield Council,
      Haven Trust and Elm Housing can ask about heating, damp, repairs, moving home, benefits and loans; on two days
      a week in summer and on four in winter, with a nurse of the health service on one of them and a telephone line
      on the others.
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP015"
SEVERITY = "error"
SINCE = "0.1.0"
