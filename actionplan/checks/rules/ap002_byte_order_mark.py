"""The file begins with a byte order mark.

What it checks: the file does not begin with the invisible character U+FEFF, which some Windows programs put there.
Reading passes over it, and writing keeps it.

Why it matters: nothing is lost by it. Other programs show it as “ï»¿” or count columns one too many, so a file does
better without.

Fails:

```yaml haven.yaml
⟨U+FEFF⟩partner: haven
commitments:
  - id: haven-1
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

CODE = "AP002"
SEVERITY = "advice"
SINCE = "0.1.0"
