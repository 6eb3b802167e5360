"""Bad news without a reason.

What it checks: an update gives a reason where its status stands still or gives up (waiting, withdrawn, superseded,
and the like), and where its confidence is not good (amber or red).

Why it matters: a board can help with a reason and can do nothing with a colour. Reasons are codes, so that a report can
say what holds the plan up most; the note tells the story.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: amber, note: The lease of the third hub is not signed.}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - date: 2025-12-05
        status: in-progress
        confidence: amber
        reason: partner
        note: The lease of the third hub is not signed.
```

See also: AP310 for a reason that is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.domain.model import Commitment, Update
from actionplan.domain.vocabulary import Vocabulary

CODE = "AP305"
SEVERITY = "error"
SINCE = "0.1.0"

SUGGESTED = 5


def check(context: Context) -> Iterator[Hit]:
    """A hit for each update with a word that needs a reason and none given."""
    words = context.words
    statuses = {code for code, word in words.statuses.items() if word.needs_reason}
    confidences = {code for code, word in words.confidences.items() if word.needs_reason}
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.reason is None and (update.status in statuses or update.confidence in confidences):
                named = _named(commitment, number, statuses, words)
                if named:
                    # A place in what is missing: a reason that is there and cannot be read is a finding already.
                    place = context.at(commitment, "updates", number, "reason")
                    yield Hit(place, f"{commitment.id} is {named}, and no reason is given", _fix(context))


def _named(commitment: Commitment, number: int, needing: set[str], words: Vocabulary) -> str:
    """The labels of the words that need a reason; the confidence of what is closed asks for none (AP306)."""
    update = commitment.updates[number]
    labels = [words.status(update.status).label] if update.status in needing else []
    confidence = words.confidences.get(update.confidence or "")
    if confidence is not None and confidence.needs_reason and _in_force(commitment.updates[: number + 1], words):
        labels.append(confidence.label)
    return " and ".join(labels).lower()


def _in_force(updates: tuple[Update, ...], words: Vocabulary) -> bool:
    """Whether the last status of *updates* is an open one."""
    last = next((each.status for each in reversed(updates) if each.status), None)
    return words.status(last).is_open


def _fix(context: Context) -> str:
    # A plan's own reasons are what its partners know best.
    codes = list(dict.fromkeys((*context.plan.head.reasons, *context.words.reasons)))[:SUGGESTED]
    return f"Add a reason to this update, such as {', '.join(codes[:-1])} or {codes[-1]}."
