"""The plan has no such status.

What it checks: the status of each update, and of each part in it, is one of the plan's vocabulary. The codes are
counted, not the labels: `in-progress`, not “In progress”.

Why it matters: every count in a report is made of these words. One that nobody knows would be counted nowhere, and
what it stands for would look as if nothing had been said.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: on-track, confidence: green}
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

See also: AP111 for a vocabulary that is not known, AP302 for confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit, Place
from actionplan.checks.suggest import did_you_mean, offered
from actionplan.domain.vocabulary import Word
from actionplan.domain.written import Meant, echo, nearest, recognise

CODE = "AP301"
SEVERITY = "error"
SINCE = "0.1.0"

# What partners write in its place, by the meaning of the word they want.
_MEANT = {
    "not-started": ("to-do", "planned", "not-yet-started"),
    "under-way": ("started", "under-way", "underway", "ongoing", "on-going", "active", "on-track", "on-target"),
    "waiting": ("on-hold", "paused", "pending", "blocked", "suspended", "stalled"),
    "done": ("done", "finished", "delivered", "achieved", "implemented", "fulfilled"),
    "dropped": ("dropped", "cancelled", "canceled", "abandoned", "discontinued"),
}
_MEANINGS = {written: meaning for meaning, every in _MEANT.items() for written in every}


def check(context: Context) -> Iterator[Hit]:
    """A hit for each status, of a commitment or of a part, that the plan's vocabulary does not hold."""
    statuses = context.words.statuses
    if not statuses:  # AP111 has said so
        return
    for commitment in context.plan.commitments:
        for number, update in enumerate(commitment.updates):
            if update.status is not None and update.status not in statuses:
                place = context.at(commitment, "updates", number, "status")
                yield _hit(place, commitment.id, update.status, statuses)
            if not update.parts:
                continue
            for part, status in update.parts.items():
                if status not in statuses:
                    place = context.at(commitment, "updates", number, "parts", part)
                    yield _hit(place, f"part {part} of {commitment.id}", status, statuses)


def _hit(place: Place, named: str, written: str, statuses: Mapping[str, Word]) -> Hit:
    meant = _meant(written, statuses)
    fix = did_you_mean(meant, f"Write one of {', '.join(statuses)}.")
    return Hit(place, f"{named} has the status {echo(written)}, which this plan does not use", fix, offered(meant))


def _meant(written: str, statuses: Mapping[str, Word]) -> Meant | None:
    """The code that *written* is, spelt otherwise, or most likely stands for: by its meaning, else by its letters."""
    labels = {code: word.label for code, word in statuses.items()}
    same = recognise(written, statuses, labels)
    meaning = _MEANINGS.get(written.lower().replace("_", "-"))
    if meaning is None or (same and same.is_certain):
        return same or _by_label(written, labels)
    return next((Meant(code) for code, word in statuses.items() if word.meaning == meaning), None)


def _by_label(written: str, labels: Mapping[str, str]) -> Meant | None:
    names = {label.replace(" ", "-"): code for code, label in labels.items()}
    near = nearest(written, names)
    return Meant(names[near]) if near else None
