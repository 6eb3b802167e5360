"""`actionplan review close`: what the board saw is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, NamedTuple

import typer

from actionplan.cli import ask, console
from actionplan.cli.gather import day_of, plan_id
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.positions import period_of_plan
from actionplan.cli.printers import counted
from actionplan.cli.reviewing import Aim, Meant, aim_at, meant, tell
from actionplan.cli.said import note_said, pasted
from actionplan.cli.updating import record_of
from actionplan.cli.writing import Offer, carry_out, how_to_write
from actionplan.domain.asof import as_of
from actionplan.domain.assess import assess
from actionplan.domain.closing import closed_review, is_period_of
from actionplan.domain.dates import Window, parse_day
from actionplan.domain.model import Plan
from actionplan.domain.period import last_ended, returns_due
from actionplan.domain.restated import seen_status
from actionplan.domain.reviewed import ReviewFile
from actionplan.domain.said import listed, said_day, said_window
from actionplan.domain.vocabulary import Vocabulary, vocabulary_of
from actionplan.loaded import Loaded, Text
from actionplan.minutes import review_name, review_text
from actionplan.proposal import propose
from actionplan.sheets import REVIEWS
from actionplan.validation import findings_of, partition
from actionplan.world.writing import Refused

_HINTS = {"AP216": "Close it from the day on which it was closed: --as-at DATE"}


class Wanted(NamedTuple):
    """The review to be closed, as it was said."""

    period: str | None
    meeting: str | None
    note: str | None


def command(
    period: Annotated[
        str | None,
        typer.Argument(metavar="[PERIOD]", help="The review period, as “2015-16 Q2”; asked for if left out."),
    ] = None,
    meeting: Annotated[str | None, typer.Option("--meeting", metavar="DATE", help="The day of the meeting.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Anything a reader should know.")] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Close the review of a period: keep what the board saw, so that it cannot change unseen.

    Writes reviews/PERIOD.yaml in the plan's folder: where each commitment stood, with a digest of its log and of its
    wording, and the latest reading of each indicator. Later changes of that past are found by `actionplan validate` and
    `actionplan review check`. The period has to be over, and the plan without errors.
    """
    how = how_to_write(dry_run, yes, no_input)
    aim = aim_at(Aim(workspace, tuple(plan or ()), as_at), _has_cycle, asks=how.asks)
    wanted = Wanted(period, meeting, note and pasted(note))
    start = meant(aim)
    _refuse_without_cycle(start)
    if how.asks and not how.yes:
        wanted = _completed(wanted, start)
    if wanted.period is None:
        raise typer.BadParameter(_say_which(start), param_hint="PERIOD")
    done = carry_out(lambda: _offer(wanted, aim), how, _HINTS)
    if done is not None:
        tell(done, list(_said(done.offer)))
        console.write("Next: what it decided: actionplan review decide\n")


def _has_cycle(loaded: Loaded) -> bool:
    return loaded.plan is not None and loaded.plan.head.reviews is not None


def _said(offer: Offer) -> Iterator[str]:
    (proposal,) = offer.proposals
    (change,) = proposal.changes
    review = next(each.review for each in proposal.after.reviews if each.file == change.name)
    yield f"{plan_id(proposal.after)}: the review of {said_window(review.period)} is closed"
    seen = [counted(len(review.positions), "position")]
    seen += [counted(len(review.readings), "reading")] if review.readings else []
    yield f"as the board saw them: {' and '.join(seen)}"


def _refuse_without_cycle(start: Meant) -> None:
    if start.plan.head.reviews is None:
        raise Refused(
            f"The plan {start.plan.id} has no review cycle, so there is no period to close. Nothing was written.\n"
            "If the partners agreed one, write it into plan.yaml: reviews: {every: quarter, year_starts: April}"
        )


def _completed(wanted: Wanted, start: Meant) -> Wanted:
    """*wanted* with the answers to what it does not say."""
    if wanted.period is None:
        usual = _proposed(start)
        wanted = wanted._replace(period=str(ask.ask("Which review period?", usual, ask.needed)))
        if wanted.meeting is None:
            answer = ask.ask("When was the meeting? (Enter to leave it out)", parse=_day)
            wanted = wanted._replace(meeting=str(answer) or None)
        if wanted.note is None:
            wanted = wanted._replace(note=ask.ask_text("Anything to note? (Enter to leave it out)", note_said) or None)
    return wanted


def _day(text: str) -> str:
    return parse_day(text).isoformat() if text else ""


def _proposed(start: Meant) -> str:
    """The last period that ended, where its review was not closed; empty without one."""
    ended = last_ended(start.gathered.on, start.plan)
    return "" if ended is None or _closed(start.loaded, ended) else ended.text


def _say_which(start: Meant) -> str:
    proposed = _proposed(start)
    return f"say which period. The last that ended is {proposed}" if proposed else "say which period"


def _closed(loaded: Loaded, period: Window) -> str | None:
    """The file that holds the review of *period*; None where it was not closed."""
    return next((each.file for each in loaded.reviews if each.review.period[:2] == period[:2]), None)


def _offer(wanted: Wanted, aim: Aim) -> Offer:
    found = meant(aim)
    gathered, loaded, plan = found
    _refuse_without_cycle(found)
    period = period_of_plan(wanted.period or "", plan, gathered.on, "PERIOD")
    _refuse(period, found)
    meeting = day_of(wanted.meeting, "--meeting") if wanted.meeting else None
    said = record_of(ReviewFile, {"period": period.text, "closed": str(gathered.on), "note": wanted.note}, plan)
    review = closed_review(plan, period, gathered.on, meeting, said.note)
    name = review_name(loaded, period)
    if name.lower() in (each.lower() for each in loaded.files):
        raise Refused(f"{name} is there already, and holds another review. Nothing was written.\nGive it its own name.")
    new = Text(name, f"{REVIEWS}{name.rpartition('/')[2].removesuffix('.yaml')}", review_text(review).encode())
    proposal = propose(loaded, {}, gathered.on, gathered.today, (new,))
    return Offer(gathered, (proposal,), (), tuple(_notes(review, found)), tuple(_summary(review, plan, name)))


def _refuse(period: Window, found: Meant) -> None:
    """Nothing; raises Refused where the review of *period* cannot be closed."""
    gathered, loaded, plan = found
    ended = last_ended(gathered.on, plan)
    if not is_period_of(plan, period):
        raise typer.BadParameter(f"{period.text} begins after the plan has ended", param_hint="PERIOD")
    if ended is None or period.last > ended.last:
        raise Refused(
            f"The period {said_window(period)} is not over on {said_day(gathered.on)}. Nothing was written.\n"
            f"Close its review after {said_day(min(period.last, plan.last_day or period.last))}."
        )
    file = _closed(loaded, period)
    if file is not None:
        raise Refused(
            f"The review of {said_window(period)} was closed already: {file}. Nothing was written.\n"
            "What it decided since is added: actionplan review decide"
        )
    sorted_ = partition(findings_of(loaded, gathered.on, gathered.today), loaded, gathered.today)
    errors = [each for each in sorted_.new if each.severity == "error"]
    if errors:
        raise Refused(
            f"The plan {plan.id} has {counted(len(errors), 'error')}, and what a board saw is to be right. "
            "Nothing was written.\nTo see them: actionplan validate"
        )


def _notes(review: ReviewFile, found: Meant) -> Iterator[str]:
    """What may still come before the meeting or of it: once the review is closed, it is not what the board saw."""
    on, until = found.gathered.on, returns_due(review.period, found.plan)
    if on <= until:
        yield f"returns for this period may come in until {said_day(until)}. What comes in after closing is not kept."
    if review.meeting is not None and on < review.meeting:
        day = said_day(review.meeting)
        yield f"the meeting is still to come, on {day}. What changes between closing and then is not kept."
    undecided = [each.id for each in assess(as_of(found.plan, on), on) if each.is_open and each.pending]
    if undecided:
        requests = "a request for more time is" if len(undecided) == 1 else "requests for more time are"
        yield f"{requests} undecided: {listed(undecided)}. To enter what was decided: actionplan decide"


def _summary(review: ReviewFile, plan: Plan, name: str) -> Iterator[str]:
    """What is kept, in words: the file itself holds digests, which nobody reads."""
    yield f"{plan.id}: the review of {said_window(review.period)}"
    yield f"Closed on {said_day(review.closed)}; " + (
        f"meeting on {said_day(review.meeting)}" if review.meeting else "no day of a meeting given"
    )
    if review.note:
        yield f"Note: {review.note}"
    yield f"{counted(len(review.positions), 'position')}{_by_status(review, vocabulary_of(plan.head))}"
    yield f"{counted(len(review.readings), 'reading')} of indicators"
    yield f"File: {name} (to see its lines: --dry-run)"


def _by_status(review: ReviewFile, words: Vocabulary) -> str:
    """How many positions have which status, the plan's words in their order: `: 2 in progress, 1 complete`."""
    labels = [seen_status(replace(each, confidence=None), words) for each in review.positions]
    order = dict.fromkeys((*(each.label for each in words.statuses.values()), *labels))
    said = [f"{labels.count(each):,} {each[:1].lower()}{each[1:]}" for each in order if each in labels]
    return f": {', '.join(said)}" if said else ""
