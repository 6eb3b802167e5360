"""A form that came back in words: field by field against the plan, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator

from actionplan.cli.again import command_line
from actionplan.cli.forms import Doubtful, Returned
from actionplan.cli.printers import counted
from actionplan.cli.rows import lead_name
from actionplan.cli.writing import indented
from actionplan.domain.assess import Position
from actionplan.domain.model import Update
from actionplan.domain.period import parse_period
from actionplan.domain.said import listed, said_window
from actionplan.domain.vocabulary import Vocabulary, Word
from actionplan.plaintext import one_line, shortened
from actionplan.report.words import said_period
from actionplan.tables.form.answers import Answer
from actionplan.tables.form.conflicts import ANY, Conflict
from actionplan.tables.form.filled import Cells, Remark
from actionplan.tables.form.reply import Reply

_NOTHING = "nothing"
_A_LINE = 80  # letters


def preview(form: Returned) -> Iterator[str]:
    """What the form says, as lines that fit the terminal."""
    yield from indented(f"{form.given.name}: {headline(form)}", "", "  ")
    positions = {each.id: each for each in form.standing.positions}
    for answer in form.answers:
        for field in _fields(answer, positions.get(answer.id), form):
            yield from indented(f"{answer.id} {field}", "  ", "    ")
    for several, said in (
        (form.recorded, "recorded already"),
        (form.left.names if form.left else (), "left out, as you asked"),
        (form.unanswered, "without an answer"),
    ):
        if several:
            yield from indented(f"{listed(several)}: {said}", "  ", "    ")
    yield from _against(form)
    yield from _new(form)


def headline(form: Returned) -> str:
    identity, plan = form.filled.identity, form.standing.plan
    period = said_period(parse_period(identity.period, plan.cycle))
    return f"return of {lead_name(identity.partner, plan)} for {period}"


def _fields(answer: Answer, now: Position | None, form: Returned) -> Iterator[str]:
    """Each field of the answer, behind what the plan says now."""
    words = form.standing.words
    if answer.update is not None:
        yield from entry_told(answer.update, now, words)
    if answer.extension is not None:
        due = (now.revised_due or now.due) if now else None
        asked, why = said_window(answer.extension.to), words.reasons.get(answer.extension.reason or "", "")
        yield f"more time asked: {said_window(due) if due else 'no date'} → {asked} ({why.lower()})"


def entry_told(update: Update, now: Position | None, words: Vocabulary) -> Iterator[str]:
    """Each field of *update*, behind what the commitment's position says before it."""
    if update.return_ is not None:
        yield "has nothing to report"
    if update.status:
        yield f"status: {_move(now.status if now else None, words.status(update.status))}"
    if update.confidence:
        yield f"confidence: {_move(now.confidence if now else None, words.confidences[update.confidence])}"
    yield from (f"part {part}: {words.status(status).label.lower()}" for part, status in update.parts.items())
    texts = {"note": update.note, "next step": update.next}
    yield from (f"{name}: “{text}”" for name, text in texts.items() if text)
    if update.reason:
        yield f"reason: {words.reasons.get(update.reason, update.reason)}"
    yield from (f"evidence: {each.title}{f', {each.url}' if each.url else ''}" for each in update.evidence)


def _move(before: Word | None, said: Word) -> str:
    """From one word to another, or that it is still the same."""
    if before == said:
        return f"{said.label.lower()}, as before"
    return f"{before.label.lower() if before else _NOTHING} → {said.label.lower()}"


def _against(form: Returned) -> Iterator[str]:
    if form.problems:
        yield f"  {counted(len(form.problems), 'problem')}:"
        for remark in form.problems:
            yield from indented(remark.text, "    ", "      ")
    for doubtful in form.doubtful:
        yield from indented(f"{doubtful.answer.id}: the plan has moved on since the form went out.", "  ", "    ")
        for sentence in conflict_sentences(doubtful, form):
            yield from indented(sentence, "    ", "      ")
        id_ = doubtful.answer.id
        yield from indented(
            f"To record the form's answer all the same: --take {id_}. To leave it out: --leave {id_}", "    "
        )
    for heading, remarks in (("Not taken over:", form.unread), ("For you, not for the partner:", form.warnings)):
        yield from (f"  {heading}",) if remarks else ()
        for remark in remarks:
            yield from indented(remark.text, "    ", "      ")


def conflict_sentences(doubtful: Doubtful, form: Returned) -> Iterator[str]:
    for each in doubtful.conflicts:
        yield _conflict(each, form.standing.words)


def _conflict(conflict: Conflict, words: Vocabulary) -> str:
    if conflict.key == ANY:
        return f"{conflict.place}: what was reported before the form went out is not in the plan any more"
    name = {"nil": "nothing to report", "next": "next step"}.get(conflict.key, conflict.key)
    when = f" ({said_window(conflict.now_of.date)})" if conflict.now_of else ""
    before, now, said = (_word(conflict.key, each, words) for each in (conflict.before, conflict.now, conflict.form))
    return (
        f"{name}: {before} when the form went out, {now} in the plan now{when}, {said} in the form ({conflict.place})"
    )


def _word(key: str, value: str, words: Vocabulary) -> str:
    """*value* in the words that people know, cut to what a line takes."""
    known = {
        "status": {code: each.label.lower() for code, each in words.statuses.items()},
        "confidence": {code: each.label.lower() for code, each in words.confidences.items()},
        "reason": {code: each.lower() for code, each in words.reasons.items()},
    }.get(key, {})
    if value in known:
        return known[value]
    is_words = key in ("note", "next", "evidence") and value != _NOTHING
    shown = one_line(shortened(value, _A_LINE))
    return f"“{shown}”" if is_words else shown


def _new(form: Returned) -> Iterator[str]:
    """Commitments that are proposed: nothing is agreed yet, so they are not written."""
    for each in form.proposals:
        yield from indented(f"New commitment proposed: {_told(each)}", "  ", "    ")
    titles = [each["title"].text for each in form.proposals if "title" in each]
    known = {each.commitment.title.lower() for each in form.standing.positions}
    for title in titles:
        if title.lower() in known:
            yield from indented(f"“{title}” is in the plan already.", "  ", "    ")
            continue
        words = ("actionplan", "add", title, "--lead", form.filled.identity.partner, "--plan", form.standing.plan.id)
        yield from ("  Once it is agreed:", f"    {one_line(command_line(words))}")


def _told(cells: Cells) -> str:
    title = cells["title"] if "title" in cells else next(iter(cells.values()))
    rest = [f"{key}: {cell.text}" for key, cell in cells.items() if key != "title"]
    return f"“{title.text}” ({', '.join([*rest, title.address])})"


def reply_to(form: Returned, *, is_written: bool) -> Reply:
    """What there is to say to the partner."""
    identity, plan, left = form.filled.identity, form.standing.plan, form.left
    return Reply(
        name=lead_name(identity.partner, plan),
        period=said_period(parse_period(identity.period, plan.cycle)),
        title=plan.head.title,
        file=form.given.name,
        answered=(*(each.id for each in form.answers), *form.recorded),
        recorded=form.recorded,
        problems=_asked(form),
        conflicts=_conflicts(form),
        left=tuple([each for each in left.names if each not in (*left.unanswered, *left.recorded)]) if left else (),
        why_left=(*_asked(left), *_conflicts(left)) if left else (),
        unread=form.unread,
        unanswered=form.unanswered,
        proposed=len(form.proposals),
        is_written=is_written,
        reference=f"{identity.plan}, {identity.period}, {identity.partner}",
    )


def _asked(form: Returned) -> tuple[Remark, ...]:
    """The problems that the partner can do something about."""
    return tuple([each for each in form.problems if not each.is_ours])


def _conflicts(form: Returned) -> tuple[str, ...]:
    said = [(each, sentence) for each in form.doubtful for sentence in conflict_sentences(each, form)]
    return tuple([f"{each.answer.id}, {sentence}" for each, sentence in said])
