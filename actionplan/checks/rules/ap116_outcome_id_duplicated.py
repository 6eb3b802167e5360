"""Two outcomes, or two indicators, have the same id.

What it checks: no two outcomes of a plan have the same id, and no two of its indicators, whatever outcome they belong
to. Capital and small letters make no difference. The first one keeps the id.

Why it matters: a commitment that serves the outcome, or a value that is recorded for the indicator, would go to either
of them; and what a board saw of one at a review would be held against the other.

Fails:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - {id: homes, title: Homes that tenants cannot keep warm, unit: per cent of homes}
  - id: dry
    title: Fewer people live in damp homes
    indicators:
      - {id: homes, title: Homes with damp, unit: per cent of homes}
```

Mended:

```yaml outcomes.yaml
outcomes:
  - id: warm
    title: Fewer people live in cold homes
    indicators:
      - {id: cold-homes, title: Homes that tenants cannot keep warm, unit: per cent of homes}
  - id: dry
    title: Fewer people live in damp homes
    indicators:
      - {id: damp-homes, title: Homes with damp, unit: per cent of homes}
```

See also: AP102 for two commitments.
"""

from __future__ import annotations

CODE = "AP116"
SEVERITY = "error"
SINCE = "0.1.0"
