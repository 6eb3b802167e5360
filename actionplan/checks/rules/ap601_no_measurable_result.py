"""A title that names nothing anybody could count or see.

What it checks: the title of a deliverable, or of something recurring, has a number, a rhythm ("every quarter"), a thing
that will exist ("Interactive map of …") or a verb of making it (publish, open, train, set up). "Develop a range of" and
"deliver improved" do not count: they leave open how many and what. Commitments with parts, and ongoing work, are
not asked.

Why it matters: what cannot be counted or seen can neither be shown to be done nor be late. Reviewers of published plans
had to leave a quarter of the pledges unrated for that reason.

Fails:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Deliver a range of masterclasses on damp and health
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

Mended:

```yaml haven.yaml
partner: haven
commitments:
  - id: haven-1
    title: Deliver 4 masterclasses on damp and health
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
```

See also: AP602 for titles that name an effort, AP603 for two deliverables in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.checks.context import Context
from actionplan.checks.diagnostic import Hit
from actionplan.checks.rules.ap602_soft_verb import names_count, phrase_at, soft_verb, verb_begins, words_of
from actionplan.domain.model import Commitment

CODE = "AP601"
SEVERITY = "advice"
SINCE = "0.1.0"

JUDGED = ("deliverable", "recurring")
FIX = "Say what there will be, or how many by when: “Publish a guide for landlords”, “Run 4 masterclasses”."
SAY_IT = "Write the number, or what exactly there will be."

# Verbs that are hardly ever nouns, and verbs that often are: "the map", "housing issues".
MAKING = frozenset((
    "adopt", "agree", "appoint", "arrange", "assess", "bring out", "carry out", "collect", "compile", "complete",
    "conduct", "construct", "convene", "convert", "create", "deliver", "develop", "distribute", "draw up", "employ",
    "equip", "establish", "evaluate", "finalise", "finish", "flag", "gather", "hire", "implement", "inspect", "install",
    "insulate", "introduce", "make", "negotiate", "nominate", "obtain", "organise", "organize", "prepare", "procure",
    "produce", "provide", "publish", "put up", "recruit", "refurbish", "renew", "revise", "roll out", "set out",
    "set up", "submit", "train", "translate", "write",
))  # fmt: skip
NOUNLIKE = frozenset((
    "audit", "award", "build", "buy", "commission", "design", "draft", "fit", "form", "fund", "give", "grant", "hold",
    "host", "issue", "launch", "let", "map", "merge", "move", "open", "pilot", "plan", "plant", "print", "record",
    "register", "release", "repair", "replace", "report", "review", "run", "secure", "send", "sign", "start", "survey",
    "test", "update", "upgrade", "visit",
))  # fmt: skip
VERBS = MAKING | NOUNLIKE
_MADE = frozenset((
    "adopted", "agreed", "appointed", "built", "collected", "commissioned", "completed", "convened", "created",
    "delivered", "designed", "developed", "drafted", "established", "held", "implemented", "installed", "introduced",
    "launched", "mapped", "opened", "organised", "organized", "published", "recruited", "revised", "signed", "trained",
    "written", "appoints", "creates", "delivers", "develops", "establishes", "produces", "provides", "publishes",
))  # fmt: skip
_THINGS = frozenset((
    "agreement", "app", "audit", "briefing", "campaign", "catalogue", "centre", "charter", "clinic", "conference",
    "course", "database", "dataset", "demonstrator", "directory", "document", "event", "exchange", "film", "forum",
    "framework", "guidance", "guide", "guideline", "handbook", "hub", "index", "inventory", "leaflet", "library",
    "list", "manual", "map", "meeting", "model", "network", "newsletter", "note", "pack", "page", "paper", "pilot",
    "plan", "platform", "policy", "portal", "poster", "presentation", "programme", "protocol", "prototype",
    "recommendation", "register", "report", "scheme", "service", "standard", "strategy", "study", "summary", "survey",
    "system", "template", "tool", "toolkit", "training", "video", "website", "workbook", "workshop",
))  # fmt: skip
_LONGEST_NAME = 7
_ENDS_NAME = frozenset(("of", "for", "on", "that", "to", "in", "with", "which", "by", "about", "at", "from", "how"))
_JOINS = frozenset(("and", "then", "will", "shall", "to", ",", ";", ":"))

_QUANTITIES = frozenset(("range", "number", "variety", "series", "selection"))
_VAGUE = frozenset(("various", "several", "numerous", "many", "some"))
_BEFORE_QUANTITY = frozenset(("a", "an", "wide", "wider", "broad", "full", "whole", "new", "further"))
_MORE = frozenset(("better", "improved", "greater", "increased", "more"))
_MORE_OF = frozenset(("build", "create", "deliver", "develop", "give", "make", "provide", "secure"))
_SIGNS = _QUANTITIES | _VAGUE | _MORE


def check(context: Context) -> Iterator[Hit]:
    """A hit for each title that names no result; none where the title's verb is a soft one (AP602)."""
    asked = [each for each in context.plan.commitments if each.kind in JUDGED and not each.parts]
    found = [each for each in asked if not names_result(each.title) and soft_verb(each.title) is None]
    closed = {each.id for each in context.positions if not each.is_open} if found else set()
    for commitment in found:
        if commitment.id not in closed:
            yield _hit(context, commitment)


def _hit(context: Context, commitment: Commitment) -> Hit:
    place = context.at(commitment, "title")
    vague = _vague_quantity(words_of(commitment.title))
    if vague is None:
        return Hit(place, f"the title of {commitment.id} names nothing that can be counted or seen", FIX)
    open_question = "how much" if vague in _MORE else "how many"
    return Hit(place, f"“{vague}” in the title of {commitment.id} leaves open {open_question}", SAY_IT)


def names_result(title: str) -> bool:
    """Whether *title* says what there will be: a number, or a verb of making or a thing, with no vague quantity."""
    plain = title.lower().split()
    if plain[0] in VERBS and _SIGNS.isdisjoint(plain):
        return True
    words = words_of(title)
    if names_count(words):
        return True
    return _vague_quantity(words) is None and (_makes(words) or _is_thing(words))


def _makes(words: Sequence[str]) -> bool:
    if not _MADE.isdisjoint(words) or phrase_at(words, verb_begins(words), VERBS):
        return True
    return any(word in _JOINS and phrase_at(words, number + 1, VERBS) for number, word in enumerate(words))


def _is_thing(words: Sequence[str]) -> bool:
    """Whether the title begins with the name of a thing: “Interactive map of …”."""
    ends = next((number for number, word in enumerate(words) if word in _ENDS_NAME), len(words))
    return any(word in _THINGS or word.removesuffix("s") in _THINGS for word in words[: min(ends, _LONGEST_NAME)])


def _vague_quantity(words: Sequence[str]) -> str | None:
    """The words that leave open how many or how much is made: after a verb of making, or at the beginning."""
    for number in range(-1, len(words) - 1):
        if number >= 0 and words[number] not in VERBS and " ".join(words[number - 1 : number + 1]) not in VERBS:
            continue
        at = number + 1
        if words[at] in _MORE and words[number] in _MORE_OF and number >= 0:
            return words[at]
        while at < len(words) - 1 and words[at] in _BEFORE_QUANTITY:
            at += 1
        if words[at] in _VAGUE:
            return words[at]
        if words[at] in _QUANTITIES and words[at + 1 : at + 2] == ["of"]:
            return " ".join(words[number + 1 : at + 2])
    return None
