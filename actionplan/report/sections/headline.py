"""How the plan stands, in one paragraph and two counts."""

from __future__ import annotations

from actionplan.report.counts import Tally, confidence_figures, movement, status_figures, tally
from actionplan.report.model import Block, Figures, NoneSaid, Prose, Section, Share
from actionplan.report.view import View
from actionplan.report.words import listed, said_count, said_months, said_share, sentence


def section(view: View) -> Section:
    if not view.positions:
        return Section("headline", "Headline", (NoneSaid("Commitments"),))
    counted = tally(view.positions)
    blocks: list[Block] = [
        Prose(f"{_standing(counted)} {_dates(counted)}"),
        Prose(" ".join(each for each in (_movement(view), _silence(view, counted)) if each)),
        Figures("status", "Commitments by status", "Status", status_figures(view)),
    ]
    if counted.open_:
        figures = confidence_figures(view)
        blocks.append(Figures("confidence", "Open commitments by confidence", "Confidence", figures))
    return Section("headline", "Headline", tuple(blocks))


def _are(count: int) -> str:
    return f"{count:,} are" if count > 1 else "1 is" if count else "none is"


def _have(count: int) -> str:
    return f"{count:,} {'has' if count == 1 else 'have'}"


def _standing(counted: Tally) -> str:
    """`Of 10 commitments, 2 are complete and 8 are open; 3 have had no update.`"""
    if counted.all_ == 1:
        state = "complete" if counted.done else "open" if counted.open_ else "dropped"
        return f"The one commitment is {state}; it has had {'no' if counted.silent else 'an'} update."
    dropped = [f"{_are(counted.dropped)} dropped"] if counted.dropped else []
    open_ = f"all {counted.open_:,} are open" if counted.open_ == counted.all_ else f"{_are(counted.open_)} open"
    parts = listed([f"{_are(counted.done)} complete", *dropped, open_])
    silent = f"{_have(counted.silent)} had no update" if counted.silent else "each has had an update"
    return f"Of {said_count(counted.all_, 'commitment')}, {parts}; {silent}."


def _dates(counted: Tally) -> str:
    """What the dates say: lateness always has the dates it is counted against beside it."""
    if counted.undated == counted.all_:
        return f"{'It has no' if counted.all_ == 1 else 'None has an'} agreed date, so none can be overdue."
    overdue = f"{_are(counted.overdue)} overdue against the date first agreed"
    undated = f", and {_have(counted.undated)} no agreed date" if counted.undated else ""
    return sentence(overdue + undated)


def _movement(view: View) -> str:
    if view.baseline is None:
        return "There is no earlier position to compare with."
    moved = movement(view)
    parts = [
        _was(moved.updates, "update", "was received"),
        _was(moved.added, "commitment", "was added"),
        _was(moved.completed, "commitment", "was completed"),
        _was(moved.dropped, "commitment", "was dropped"),
        _was(moved.reopened, "commitment", "was opened again"),
        _was(moved.moved, "date", "was moved"),
        f"more time was asked for {said_count(moved.asked, 'commitment')}" if moved.asked else "",
        f"confidence rose for {moved.improved:,}" if moved.improved else "",
        f"confidence fell for {moved.worsened:,}" if moved.worsened else "",
    ]
    said = [each for each in parts if each]
    return sentence(f"{view.since}, {listed(said) if said else 'nothing changed'}")


def _silence(view: View, counted: Tally) -> str:
    """How many of the open ones nobody has spoken of for the period; nothing where none is owed."""
    silent = sum(each.owes_update for each in view.positions)
    if view.period is None or not view.has_cycle or not counted.open_:
        return ""
    months = said_months(view.period)
    if not silent:
        if not all(each.answered for each in view.positions if each.is_open):  # one was agreed after the period
            return ""
        return f"Each open commitment has an update for {months}."
    share = said_share(Share(silent, counted.open_, noun="open commitments"))
    return f"{share} {'has' if silent == 1 else 'have'} no update for {months}."


def _was(count: int, noun: str, verb: str) -> str:
    if not count:
        return ""
    return f"{said_count(count, noun)} {verb if count == 1 else verb.replace('was', 'were', 1)}"
