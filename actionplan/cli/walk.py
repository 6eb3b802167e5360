"""`actionplan update --walk`: through every open commitment, one screen each, and on from where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import typer

from actionplan.cli import ask, console
from actionplan.cli.gather import Gathered
from actionplan.cli.interview import interview, introduce
from actionplan.cli.printers import counted
from actionplan.cli.recording import HINTS, Aim, Target, anew, chosen_targets, offer_of
from actionplan.cli.said import Said
from actionplan.cli.told import say_entry, tell_news
from actionplan.cli.writing import How, carry_out
from actionplan.domain.period import last_ended
from actionplan.world.bookmark import keep_marks, read_marks
from actionplan.world.writing import Refused

UPDATE, NIL, SKIP, QUIT = "update", "nil", "skip", "quit"
STEPS = (
    ask.Option(UPDATE, "answer the questions; nothing is written before you agree"),
    ask.Option(NIL, "a nil return: nothing to report"),
    ask.Option(SKIP, "go on to the next one"),
    ask.Option(QUIT, "stop here; what was written stays, and the next walk goes on from here"),
)


def walk(said: Said, aim: Aim, how: How) -> None:
    """Step through the open commitments that are meant. What *said* holds is the same for all: a date, a name."""
    _refuse_what_is_no_walk(said, aim, how)
    gathered, targets = chosen_targets(aim._replace(where=(*aim.where, "open")))
    names = [each.name for each in targets]
    path = _bookmark(gathered, aim)
    passed = {name: step for name, step in _kept(path).items() if name in names}
    if len(passed) == len(names):
        passed = {}
    if passed:
        console.say(f"Going on from where you stopped: {_counts(passed)}.")
    console.say("")
    ask.explain(STEPS)
    has_written = False
    for number, (name, target) in enumerate(zip(names, targets, strict=True), 1):
        if name in passed:
            continue
        console.say(f"\n{number} of {len(targets)}")
        try:
            step = _take(target, said, aim, how)
        except console.Stopped:
            raise console.Stopped(has_written=has_written) from None
        has_written |= step == UPDATE
        if step == QUIT:
            so_far = f"; {_counts(passed)}" if passed else ""
            to_go = counted(len(targets) - len(passed), "commitment")
            console.say(f"{to_go} to go{so_far}. The same command goes on from here.")
            return
        passed[name] = step
        keep_marks(path, frozenset(f"{each} {step}" for each, step in passed.items()))
    keep_marks(path, frozenset())
    console.say(f"\nThat was the last one: {_counts(passed)}.")


def _refuse_what_is_no_walk(said: Said, aim: Aim, how: How) -> None:
    """Nothing; a wrong command line where nobody can be asked, or it is said already what would be asked."""
    if not how.asks:
        raise typer.BadParameter("a walk asks questions, and there is nobody to ask", param_hint="--walk")
    if aim.ids or said.is_something:
        message = "a walk asks about every open commitment. Leave out the ids, and what the answers are to say"
        raise typer.BadParameter(message, param_hint="--walk")


def _kept(path: Path) -> dict[str, str]:
    """The commitments that an earlier walk has passed, and whether they were updated or skipped."""
    return {name: step for name, _, step in (each.partition(" ") for each in read_marks(path))}


def _counts(passed: Mapping[str, str]) -> str:
    """`2 commitments updated, 1 skipped`."""
    skipped = list(passed.values()).count(SKIP)
    updated = len(passed) - skipped
    if not updated:
        return f"{counted(skipped, 'commitment')} skipped"
    return f"{counted(updated, 'commitment')} updated" + (f", {skipped} skipped" if skipped else "")


def _bookmark(gathered: Gathered, aim: Aim) -> Path:
    """Where it is kept how far this walk has come: one for each workspace, choice and review period."""
    ended = [last_ended(gathered.on, each.plan) for each in gathered.plans if each.plan]
    walk_ = repr((str(gathered.workspace.root), aim.where, aim.plans, [each and each.text for each in ended]))
    return Path(typer.get_app_dir("actionplan")) / "walks" / hashlib.sha256(walk_.encode()).hexdigest()[:16]


def _take(target: Target, said: Said, aim: Aim, how: How) -> str:
    """What was done with this commitment: updated, skipped, or neither, because the walk stops here."""
    standing, position = target
    introduce(standing, position)
    usual = SKIP if position.answered else UPDATE
    while True:
        step = ask.choose(f"{UPDATE}, {NIL}, {SKIP} or {QUIT}?", STEPS, usual, explained=False)
        if step in (SKIP, QUIT):
            return step
        answers = said._replace(nil=True) if step == NIL else interview(said, position, standing.words)
        if not answers.is_something:
            return SKIP
        if _record(answers, target, aim, how):
            return UPDATE


def _record(said: Said, target: Target, aim: Aim, how: How) -> bool:
    """Whether the entry was written. What the rules say against it is said, and the questions come again."""
    one = aim._replace(ids=(target.name,), where=())
    try:
        written = carry_out(lambda: offer_of(said, one), how, HINTS)
    except Refused as refused:
        console.complain(f"{refused}\n{anew(said, one, how)}" if not said.nil else str(refused))
        return False
    if written is not None:
        tell_news(written, say_entry)
    return written is not None
