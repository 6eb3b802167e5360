"""Entries for the logs of one or many commitments: found, asked about, proposed, written, told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import typer

from actionplan.cli.again import command_line, options_of
from actionplan.cli.choosing import choice_where
from actionplan.cli.doubt import refuse_doubtful, unread
from actionplan.cli.find import find_commitment
from actionplan.cli.gather import Gathered, gather
from actionplan.cli.interview import interview, introduce
from actionplan.cli.positions import Standing, standings
from actionplan.cli.printers import counted
from actionplan.cli.said import Said
from actionplan.cli.target import gather_holding
from actionplan.cli.told import Say, say_entry, tell
from actionplan.cli.updating import Entry, entry_for, note_of_second_answers, operations_for
from actionplan.cli.writing import How, Offer, carry_out
from actionplan.domain.assess import Position
from actionplan.domain.model import Commitment
from actionplan.domain.select import chosen
from actionplan.proposal import propose
from actionplan.world.workspace import CannotRun
from actionplan.world.writing import Refused
from actionplan.yamltext.operations import Operation

# What the rules ask for, in the words of the commands that write.
HINTS: Mapping[str, str] = {
    "AP206": "Leave --date out, or give the day it happened. What is planned belongs under --next.",
    "AP208": "The log has a later entry already. Leave --date out, and say in the note when it happened.",
    "AP213": "Give the period it answers with --period, or leave it out.",
    "AP303": "Add --evidence URL=TITLE, or --evidence TITLE where there is no link.",
    "AP304": "Add --part ID=STATUS for each part that is done; else give a status that is still open.",
    "AP305": "Add --reason CODE (see actionplan explain AP305).",
    "AP306": "Leave --confidence out: it is asked only while a commitment is open.",
    "AP307": "Close it: --status withdrawn. If the partners still want it, agree it anew, with an id of its own.",
}

NEWS = "--status, --confidence, --note, --next, --reason, --evidence, --part, --condition or --nil"


class Aim(NamedTuple):
    """Which commitments are meant, and from which day they are looked at.

    `called` are the names of the ids on the command line, where they are not all `ID`.
    """

    ids: tuple[str, ...] = ()
    workspace: str | None = None
    plans: tuple[str, ...] = ()
    as_at: str | None = None
    where: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


class Target(NamedTuple):
    """One commitment that is meant, with its plan as it stands."""

    standing: Standing
    position: Position

    @property
    def name(self) -> str:
        return f"{self.standing.plan.id}/{self.position.id}"


Operations = dict[str, list[Operation]]


def one_target(aim: Aim) -> Target:
    """The one commitment that is meant."""
    return _targets(aim)[1][0]


def change_one(
    aim: Aim, how: How, edits: Callable[[Target, Gathered], Operations], say: Say, hints: Mapping[str, str] = HINTS
) -> None:
    """The *edits* of the one commitment that is meant, written and told by *say*."""

    def offer() -> Offer:
        gathered, (target, *_) = _targets(aim)
        proposal = propose(target.standing.loaded, edits(target, gathered), gathered.on, gathered.today)
        return Offer(gathered, (proposal,), (target.name,), unread(gathered))

    done = carry_out(offer, how, hints)
    if done is not None:
        tell(done, say)


def record(said: Said, aim: Aim, how: How) -> None:
    """One entry for each commitment that is meant; what is missing is asked for where somebody can be asked."""
    if not aim.ids and not aim.where:
        raise typer.BadParameter("name a commitment, or choose with --where", param_hint="ID")
    given = said
    if how.asks and not how.yes:
        said = _asked(said, aim)
    if not said.is_something:
        raise typer.BadParameter(f"there is nothing to record. Give {NEWS}", param_hint="--status")
    if aim.where and not (how.asks or how.yes or how.dry_run):
        _refuse_unseen(aim)
    try:
        done = carry_out(lambda: offer_of(said, aim), how, HINTS)
    except Refused as refused:
        raise refused if said == given else Refused(f"{refused}\n{anew(said, aim, how)}") from None
    if done is not None:
        tell(done, say_entry)


def anew(said: Said, aim: Aim, how: How) -> str:
    """The command line that says what *said* holds, so that no answer has to be given twice."""
    named = [("--workspace", aim.workspace), ("--as-at", aim.as_at), *(("--plan", each) for each in aim.plans)]
    named += [("--where", each) for each in aim.where]
    more = [word for option, value in named if value for word in (option, value)]
    words = ("actionplan", "update", *aim.ids, *options_of(said), *more, *(["--dry-run"] if how.dry_run else []))
    return f"Your answers, to be corrected and given again:\n  {command_line(words)}"


def _asked(said: Said, aim: Aim) -> Said:
    """*said*, completed by questions about the one commitment, or as it is where there are many."""
    gathered, targets = _targets(aim)
    if len(targets) != 1:
        return said
    standing, position = targets[0]
    entry_for(position.commitment, standing.plan, said, gathered.on)  # a wrong option is said before the questions
    introduce(standing, position)
    return interview(said, position, standing.words)


def _refuse_unseen(aim: Aim) -> None:
    """A filter may fit more than was thought: what nobody has seen needs a word."""
    number = counted(len(_targets(aim)[1]), "commitment")
    raise typer.BadParameter(
        f"{number} would get an entry. --dry-run shows them; --yes writes them", param_hint="--yes"
    )


def _targets(aim: Aim) -> tuple[Gathered, tuple[Target, ...]]:
    """The plans, read with no more than is needed, and the commitments that are meant in them."""
    if aim.ids and aim.where:
        raise typer.BadParameter("name the commitments, or choose them with --where, not both", param_hint="ID")
    return chosen_targets(aim) if aim.where else _named(aim)


def _named(aim: Aim) -> tuple[Gathered, tuple[Target, ...]]:
    gathered = gather_holding(aim.ids, aim.workspace, aim.as_at, aim.plans)
    found = standings(gathered)
    refuse_doubtful(aim.ids, gathered)
    called = aim.called or ("ID",) * len(aim.ids)
    named = [Target(*find_commitment(id_, found, name)) for id_, name in zip(aim.ids, called, strict=True)]
    return gathered, tuple({each.name: each for each in named}.values())


def chosen_targets(aim: Aim) -> tuple[Gathered, tuple[Target, ...]]:
    """The plans, whole, and the commitments in them that fit; a wrong command line where there are none."""
    gathered = gather(aim.workspace, aim.as_at, aim.plans)
    found = standings(gathered)
    choice = choice_where(aim.where, found)
    targets = tuple(Target(each, position) for each in found for position in chosen(each.positions, choice))
    if not targets and unread(gathered):
        raise CannotRun(f"No commitment was found that fits: {unread(gathered)[0]}")
    if not targets:
        raise typer.BadParameter(
            "no commitment fits; closed ones do only where a status is given", param_hint="--where"
        )
    return gathered, targets


def entries(said: Said) -> Callable[[Target, Gathered], Operations]:
    """What records *said* in the log of one commitment."""
    return lambda target, gathered: _operations([target], _entries([target], said, gathered))


def offer_of(said: Said, aim: Aim) -> Offer:
    """What records *said* in the logs of all commitments that are meant."""
    gathered, targets = _targets(aim)
    proposals, notes = [], list(unread(gathered))
    for group in _by_plan(targets):
        standing, made = group[0].standing, _entries(group, said, gathered)
        proposals.append(propose(standing.loaded, _operations(group, made), gathered.on, gathered.today))
        again = note_of_second_answers(made, standing.plan) if said.period is None else None
        notes += [again] if again else []
    return Offer(gathered, tuple(proposals), tuple(each.name for each in targets), tuple(notes))


def _by_plan(targets: Sequence[Target]) -> list[list[Target]]:
    groups: dict[str, list[Target]] = defaultdict(list)
    for target in targets:
        groups[target.standing.loaded.name].append(target)
    return list(groups.values())


def _entries(group: Sequence[Target], said: Said, gathered: Gathered) -> dict[str, tuple[Commitment, Entry]]:
    """What is to be recorded of each commitment of one plan, by its id."""
    return {
        position.id: (position.commitment, entry_for(position.commitment, standing.plan, said, gathered.on))
        for standing, position in group
    }


def _operations(group: Sequence[Target], made: Mapping[str, tuple[Commitment, Entry]]) -> Operations:
    """The edits for the commitments of one plan, by file."""
    operations: dict[str, list[Operation]] = defaultdict(list)
    for standing, position in group:
        file = standing.loaded.homes[position.id].file
        operations[file] += operations_for(standing.loaded, position.id, made[position.id][1])
    return operations
