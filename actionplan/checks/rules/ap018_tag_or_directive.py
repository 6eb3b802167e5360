"""A sign gives YAML an instruction.

What it checks: no value has a tag (“!” or “!!” at its start), and no line begins with “%”.

Why it matters: tags and directives change what the text means, and can make other programs run code. A text such as
“!important” would lose its first word.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: !!str 2026-03
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

CODE = "AP018"
SEVERITY = "error"
SINCE = "0.1.0"
