"""What was agreed was changed, and nothing says who agreed.

What it checks: where the title, the supporting partners, the parts, the condition, the kind, the printed words of the
date, the day of agreement or `replaces` change, an amendment in the same change names the key, the day and who agreed.
A condition may be settled, once, without one. A theme, a note and links to outcomes are not part of what was agreed.

Why it matters: the partners signed the words as they were. A hub less, or a partner less, is another promise.

Before:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 2 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Open 2 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
    amendments:
      - {date: 2025-12-10, of: [title], by: the partnership board, was: Open 3 advice hubs}
```

See also: AP503 for the lead, AP509 for dates, AP519 for amendments that are not true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from actionplan.checks.change import Kept, Turn, listed
from actionplan.checks.diagnostic import Hit, Route
from actionplan.domain import change as c
from actionplan.domain.change import Change
from actionplan.domain.model import Condition, Part
from actionplan.domain.sameness import is_same
from actionplan.domain.written import echo

CODE = "AP512"
SEVERITY = "error"
SINCE = "0.1.0"

FIX = "Put it back; or add to its amendments, in the same change, one of: [{key}] with the day and who agreed."

FIELDS = {"kind": "kind", "agreed": "agreed", "replaces": "replaces", "due_as_printed": "due"}


class Reworded(NamedTuple):
    """One thing that was agreed and reads another way now: the key an amendment names, where it is, and what it was."""

    key: str
    route: Route
    said: str


def check(turn: Turn) -> Iterator[Hit]:
    """A hit for each key of what was agreed that was changed without an amendment."""
    for kept in turn.kept:
        for each in [found for change in kept.changes for found in _reworded(kept, change)]:
            if each.key not in kept.amended:
                message = f"{kept.id}: {each.said}, and no amendment says who agreed"
                yield Hit(turn.at(kept.after, *each.route), message, FIX.format(key=each.key))


def _reworded(kept: Kept, change: Change) -> Iterator[Reworded]:
    """What *change* does to the words that were agreed."""
    match change:
        case c.TitleChanged():
            yield Reworded("title", ("title",), f"the title was {echo(change.before)}")
        case c.SupportersChanged():
            yield Reworded("with", ("with",), _supporters(change))
        case c.ConditionChanged():
            yield from _condition(change.before, change.after)
        case c.PartsChanged():
            yield from _parts(change.before, change.after)
        case c.FieldChanged(key=key) if key in FIELDS:
            yield from _field(kept, change)


def _supporters(change: c.SupportersChanged) -> str:
    sides = [(change.joined, "new"), (change.left, "gone")]
    said = [f"{listed(keys)} {'is' if len(keys) == 1 else 'are'} {what}" for keys, what in sides if keys]
    return f"of the supporting partners, {listed(said)}"


def _condition(before: Condition | None, after: Condition | None) -> Iterator[Reworded]:
    if before is None or after is None:
        said = "the condition is new" if before is None else f"the condition {echo(before.text)} is gone"
        yield Reworded("condition", ("condition",), said)
    elif before.text != after.text:
        yield Reworded("condition", ("condition", "text"), f"the condition was {echo(before.text)}")
    elif before.state != "not-yet-met" and (before.state != after.state or not is_same(before.date, after.date)):
        said = f"the condition {echo(before.text)} was settled before ({before.state})"
        yield Reworded("condition", ("condition", "state"), said)


def _parts(before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Reworded]:
    """Parts that came, went or were reworded; their order says nothing, and their dates have a rule of their own."""
    was, now = ({each.id: each for each in parts} for parts in (before, after))
    at = {each.id: number for number, each in enumerate(after)}
    said = [f"part {id_} is gone, {echo(each.title)}" for id_, each in was.items() if id_ not in now]
    said += [f"part {id_} is new" for id_ in now if id_ not in was]
    changed = [id_ for id_, each in now.items() if id_ in was and _words(was[id_]) != _words(each)]
    said += [f"part {id_} was {echo(was[id_].title)}" for id_ in changed]
    if said:
        route: Route = ("parts", at[changed[0]], "title") if changed else ("parts",)
        yield Reworded("parts", route, listed(said))


def _words(part: Part) -> tuple[str, str | None]:
    return part.title, part.due_as_printed


def _field(kept: Kept, change: c.FieldChanged) -> Iterator[Reworded]:
    key = FIELDS[change.key]
    is_lineage_added = key == "replaces" and change.before is None
    if is_lineage_added or (key == "due" and any(kept.of(c.DueChanged))):
        return
    before = getattr(change.before, "text", change.before)
    yield Reworded(key, (change.key,), f"{change.key} was {echo(str(before)) if before else 'not there'}")
