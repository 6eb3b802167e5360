"""There is no such confidence.

What it checks: the confidence of each update is green, amber or red.

Why it matters: confidence answers one question, whether it will land, in the three words that UK major projects
use. A fourth word would be counted nowhere; and a board cannot act on a colour that everybody reads differently.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: yellow, reason: capacity}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: amber, reason: capacity}
```

See also: AP306 for confidence in what is closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.suggest import did_you_mean, offered
from actionplan.domain.written import echo, recognise

CODE = "AP302"
SEVERITY = "error"
SINCE = "0.1.0"


def check(context: Context) -> Iterator[Hit]:
    """A hit for each confidence that is not one of the vocabulary's."""
    confidences = context.words.confidences
    if not confidences:  # AP111 has said so
        return
    listed = ", ".join(confidences)
    labels = {code: word.label for code, word in confidences.items()}
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.confidence is not None and update.confidence not in confidences:
                place = context.at(commitment, "updates", number, "confidence")
                message = f"{commitment.id} has the confidence {echo(update.confidence)}, which does not exist"
                meant = recognise(update.confidence, confidences, labels)
                yield Hit(place, message, did_you_mean(meant, f"Write one of {listed}."), offered(meant))
