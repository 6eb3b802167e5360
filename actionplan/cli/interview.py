"""The questions of `update`, in the order an officer thinks: where is it, will it land, why, what happened, next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from actionplan.cli import console
from actionplan.cli.ask import Option, ask, ask_text, choose
from actionplan.cli.positions import Standing
from actionplan.cli.rows import due_of, status_of
from actionplan.cli.said import (
    Said,
    Shows,
    confidence_said,
    evidence_said,
    note_said,
    part_said,
    reason_said,
    status_said,
    untitled,
)
from actionplan.cli.telling import said_update, told
from actionplan.domain.assess import Position
from actionplan.domain.model import Commitment
from actionplan.domain.shown import unshown
from actionplan.domain.vocabulary import NO_STATUS, NO_UPDATE, Vocabulary, Word
from actionplan.domain.written import BadValue

SKIP = "Enter to leave it out"
NONE = "none"
SHOWN = 400  # characters of a note, so that a commitment fits a screen

Talk = Callable[[Said, Position, Vocabulary], Said]


def introduce(standing: Standing, position: Position) -> None:
    """Show the commitment: what was agreed, where it stands, what was promised last."""
    update, condition = position.last_update, position.commitment.condition
    lines = [("Status", status_of(position)), ("Due", due_of(position))]
    if condition:
        lines.append(("Condition", f"{condition.text} ({condition.state.replace('-', ' ')})"))
    lines.append(("Last update", _short(said_update(update, standing.words)) if update else "None received"))
    if update and update.next:
        lines.append(("Promised", _short(update.next)))
    console.say(told(standing, position, lines, console.width()))


def _short(text: str) -> str:
    """*text* as far as a screen has room for it beside the rest."""
    if len(text) <= SHOWN:
        return text
    words = text[:SHOWN].rpartition(" ")[0] or text[:SHOWN]
    return f"{words.rstrip()} …"


def interview(said: Said, position: Position, words: Vocabulary) -> Said:
    """*said* with the answers to what it does not say.

    Where it says something already, only what the rules ask for is asked; where it says nothing, everything.
    """
    for question in NEEDED if said.is_something else EVERYTHING:
        said = question(said, position, words)
    return said


def _status_of(said: Said, position: Position, words: Vocabulary) -> Word:
    """The status as it will be."""
    return words.status(status_said(said.status, words)) if said.status else position.status


def _status(said: Said, position: Position, words: Vocabulary) -> Said:
    now = position.status
    usual = "" if now in (NO_STATUS, NO_UPDATE) else now.code
    return said._replace(status=choose("Status", _options(words.statuses.values()), usual, _with(status_said, words)))


def _confidence(said: Said, position: Position, words: Vocabulary) -> Said:
    if said.confidence or not words.confidences or not _status_of(said, position, words).is_open:
        return said
    usual = position.confidence.code if position.confidence else ""
    options = _options(words.confidences.values())
    answer = choose("Confidence that it will land", options, usual, _with(confidence_said, words))
    return said._replace(confidence=answer)


def _reason(said: Said, position: Position, words: Vocabulary) -> Said:
    confidence = words.confidences.get(confidence_said(said.confidence, words)) if said.confidence else None
    is_bad = bool(said.status and _status_of(said, position, words).needs_reason)
    if said.reason or not (is_bad or (confidence and confidence.needs_reason)):
        return said
    last = position.last_update
    # The old reason may still hold for what is late, and hardly ever for what is given up.
    usual = last.reason if last and last.reason and _status_of(said, position, words).is_open else ""
    options = [Option(code, meaning) for code, meaning in words.reasons.items()]
    return said._replace(reason=choose("Reason", options, usual, _with(reason_said, words)))


def _parts_done(said: Said, position: Position, words: Vocabulary) -> Said:
    """All parts have to be done when the whole is; which they are is asked, not assumed."""
    return _parts(said, position, words) if _status_of(said, position, words).is_done else said


def _parts(said: Said, position: Position, words: Vocabulary) -> Said:
    named = {each.partition("=")[0].strip() for each in said.parts}
    still = [each for each in position.commitment.parts if each.id in position.open_parts and each.id not in named]
    done = words.done
    if not still or done is None:
        return said
    console.say("Parts that are still open:")
    for part in still:
        console.complain(f"    {part.id}  {part.title}")
    needed = {each.id for each in still} if _status_of(said, position, words).is_done else set()
    question = f"Which of them are {done.label.lower()} now? ({'Enter where not all of them are' if needed else SKIP})"
    new = ask(question, parse=lambda text: _parts_named(text, done.code, needed, position.commitment, words))
    if needed and not new:
        return _still_open(said, position, words)
    return said._replace(parts=(*said.parts, *new))


def _still_open(said: Said, position: Position, words: Vocabulary) -> Said:
    """*said* with another status: the whole is not done while a part of it is open."""
    console.say("  Then the whole is still open. Where is it?")
    said = said._replace(status=None)
    for question in (_status, _confidence, _reason, _parts):
        said = question(said, position, words)
    return said


def _parts_named(
    text: str, code: str, needed: AbstractSet[str], commitment: Commitment, words: Vocabulary
) -> tuple[str, ...]:
    """Each part that *text* names, with *code*; none where it is empty or `none`.

    Raises BadValue for one not known, or *needed* and not named where others are.
    """
    ids = {each.id.lower() for each in commitment.parts}
    if not text or (text.lower() == NONE and NONE not in ids):
        return ()
    named = [part_said(f"{each}={code}", commitment, words) for each in text.replace(",", " ").split()]
    missing = sorted(needed - {part for part, _ in named})
    if missing:
        fix = "Name them all, or press Enter and give a status that is still open."
        raise BadValue(
            f"it is not all done while {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} open", fix
        )
    return tuple(f"{part}={status}" for part, status in named)


def _note(said: Said, position: Position, words: Vocabulary) -> Said:  # noqa: ARG001  # as every question
    return said if said.note else said._replace(note=ask_text(f"What happened? ({SKIP})", note_said) or None)


def _next(said: Said, position: Position, words: Vocabulary) -> Said:
    if said.next or not _status_of(said, position, words).is_open:
        return said
    return said._replace(next=ask_text(f"The next step, with its date? ({SKIP})", note_said) or None)


def _evidence(said: Said, position: Position, words: Vocabulary) -> Said:
    """What shows it: good news needs evidence."""
    if said.evidence or not _status_of(said, position, words).is_done:
        return said
    return said._replace(evidence=tuple(_pieces(is_needed=_would_be_unshown(said, position, words))))


def _would_be_unshown(said: Said, position: Position, words: Vocabulary) -> bool:
    """Whether the entry, without evidence, would say that something is done which nothing shows."""
    commitment, last = position.commitment, position.last_update
    if last is None:
        return True
    parts = {part.strip(): status.strip() for part, _, status in (each.partition("=") for each in said.parts)}
    code = _status_of(said, position, words).code
    new = replace(last, status=code, parts=parts, evidence=())
    return unshown(replace(commitment, updates=(*commitment.updates, new)), words) is not None


def _pieces(*, is_needed: bool) -> Iterator[Shows]:
    """Pieces of evidence, one by one until there are no more."""
    asked = "What shows it: a web address or a title?"
    while True:
        answer = ask(
            asked if is_needed else f"{asked} ({SKIP})", parse=lambda text: evidence_said(text) if text else ""
        )
        if isinstance(answer, Shows):
            yield _titled(answer)
            asked, is_needed = "What else shows it?", False
        elif is_needed:
            console.say("  Good news needs evidence: a report, a page, minutes that others can look up.")
        else:
            return


def _titled(shows: Shows) -> Shows:
    """*shows* with its name, which is asked where only its link is known."""
    if shows.url is None or shows != untitled(shows.url):
        return shows
    return Shows(str(ask("What is it called?", shows.title)), shows.url)


def _condition(said: Said, position: Position, words: Vocabulary) -> Said:  # noqa: ARG001  # as every question
    condition = position.commitment.condition
    if said.condition or condition is None or not position.waits_for_condition:
        return said
    console.complain(f"It depends on: {condition.text}")
    options = [Option("open", "still open"), Option("met", "it holds"), Option("failed", "it will not be met")]
    answer = choose("Where is that?", options, "open")
    return said if answer == "open" else said._replace(condition=answer)


def _options(words: Iterable[Word]) -> list[Option]:
    return [Option(each.code, each.explained or each.label) for each in words]


def _with(parse: Callable[[str, Vocabulary], str], words: Vocabulary) -> Callable[[str], str]:
    return lambda text: parse(text, words)


EVERYTHING: tuple[Talk, ...] = (_status, _confidence, _reason, _parts, _note, _next, _evidence, _condition)
NEEDED: tuple[Talk, ...] = (_reason, _parts_done, _evidence)
