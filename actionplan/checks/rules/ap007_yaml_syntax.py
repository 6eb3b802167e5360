"""The file is not YAML.

What it checks: the file can be read as YAML. The commonest mistakes are named, with the place and what to type: a
colon in a text without quotes, a text that begins with @, %, * or a backtick, a quotation mark or a bracket that is
not closed, text after either, a missing colon, comma or space, a line with a few spaces too many or too few, and the
marks that git leaves where two changes could not be merged.

Why it matters: reading stops there, so nothing below is checked, and the file's commitments are missing from every
report.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Advice: open 3 hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: "Advice: open 3 hubs"
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```
"""

from __future__ import annotations

CODE = "AP007"
SEVERITY = "error"
SINCE = "0.1.0"
