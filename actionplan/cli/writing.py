"""From a proposal to files: shown, agreed to, locked, read again, written, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.cli import ask, console
from actionplan.cli.gather import Gathered
from actionplan.columns import wrap
from actionplan.difference import unified
from actionplan.plaintext import one_line, safe
from actionplan.proposal import FileChange, Proposal, Unproved
from actionplan.world.folders import folders_made
from actionplan.world.git import Kept, kept_in
from actionplan.world.workspace import Workspace, named_files
from actionplan.world.writing import Change, Held, Refused, held

GOES_WITHOUT_SAYING = ""  # as a hint: what the command is for is not worth a warning

SPOKEN = ("warning", "advice")

Make = Callable[[], "Offer"]

_COLOURS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Offer:
    """What a command offers to write: a proposal for each plan it touches, made from the files as they are now.

    `ids` are the full names of the commitments it is about; `notes` is what else whoever writes should know. A
    `summary` is what whoever is asked sees in place of the lines, where those say little to a reader.
    """

    gathered: Gathered
    proposals: tuple[Proposal, ...]
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()

    @cached_property
    def changes(self) -> dict[Path, FileChange]:
        """Each file to be changed, by its path."""
        return {
            _path_of(self.gathered.workspace, proposal, change.name): change
            for proposal in self.proposals
            for change in proposal.changes
        }


class How(NamedTuple):
    """How a command writes: only in show, without asking, with somebody there to ask."""

    dry_run: bool = False
    yes: bool = False
    asks: bool = False


def how_to_write(dry_run: bool, yes: bool, no_input: bool) -> How:
    """How to write, as the options of a command say."""
    return How(dry_run, yes, ask.is_answered(no_input=no_input))


class Written(NamedTuple):
    """What was written, and which of the files git had before; None outside a repository."""

    offer: Offer
    kept: Kept | None


def carry_out(make: Make, how: How, hints: Mapping[str, str], *, is_advised: bool = False) -> Written | None:
    """What was written; None where nothing was, because it was a dry run or was not agreed to.

    *make* is called again where a file has changed meanwhile. *hints* says by the code of a rule which option of the
    command mends what it finds; the rules' advice is said only where *is_advised*. Raises Refused where the result
    would have an error that is not there now.
    """
    while True:
        offer = _made(make)
        _speak(offer, hints, SPOKEN if is_advised else SPOKEN[:1])
        if how.dry_run:
            console.write(_difference(offer))
            return None
        if how.asks and not how.yes:
            console.say((_summed_up(offer) or _difference(offer)).rstrip("\n"))
            if not ask.agree("Write this?"):
                console.say("Nothing was written.")
                return None
        written = _write(offer, make, hints, is_seen=how.asks and not how.yes)
        if written is not None:
            return written
        console.say("Somebody else changed the file meanwhile. This is what would be written now.")


def _made(make: Make) -> Offer:
    try:
        return make()
    except Unproved as unproved:
        raise Refused(_by_hand(unproved)) from None


def _by_hand(unproved: Unproved) -> str:
    """What could not be written, and how it is done with an editor."""
    why = unproved.why
    said = [*indented(f"{unproved.file}, line {why.line}: {why.reason}", ""), "Nothing was written."]
    if why.by_hand:
        said += [f"Type it by hand {why.where}:".replace(" :", ":"), "", safe(why.by_hand.rstrip("\n"))]
    return "\n".join(said)


def _write(offer: Offer, make: Make, hints: Mapping[str, str], *, is_seen: bool) -> Written | None:
    """What was written; None where it was to be what somebody has seen, and the files are not the same any more."""
    paths, root = tuple(offer.changes), offer.gathered.workspace.root
    with folders_made(paths, root), held(paths, root) as lock:
        if _is_stale(offer, lock):
            if is_seen:
                return None
            again = _made(make)
            if not again.changes.keys() <= offer.changes.keys():
                raise Refused("The files were changed by somebody else meanwhile. Nothing was written.\nRun it again.")
            offer = again
            _speak(offer, hints, ())
        kept = kept_in(offer.gathered.workspace.root, offer.changes)
        lock.write([Change(path, each.before, each.after) for path, each in offer.changes.items()])
        return Written(offer, kept)


def _is_stale(offer: Offer, lock: Held) -> bool:
    return any(lock.read(path) != change.before for path, change in offer.changes.items())


def _speak(offer: Offer, hints: Mapping[str, str], severities: Sequence[str]) -> None:
    """Say what the rules say of the result; raises Refused where they find an error."""
    news = [finding for proposal in offer.proposals for finding in proposal.news]
    errors = [each for each in news if each.severity == "error"]
    if errors:
        said = "\n".join(_said(each, hints) for each in errors)
        raise Refused(f"Not written, because it would not be in order:\n{said}")
    for note in offer.notes if severities else ():
        console.complain("\n".join(indented(note, "Note: ", "  ")))
    for each in news:
        if each.severity in severities and hints.get(each.code) != GOES_WITHOUT_SAYING:
            console.complain(_said(each, hints, "Note: "))


def _said(finding: Finding, hints: Mapping[str, str], before: str = "  ") -> str:
    """What is found, behind *before*, and below it what to do."""
    said = indented(f"{finding.message} ({finding.code}).", before, "  ")
    return "\n".join([*said, *indented(hints.get(finding.code, finding.fix), "  ")])


def indented(text: str, indent: str, further: str | None = None) -> list[str]:
    """*text* in lines that fit the terminal, behind *indent*, from the second line on behind *further*."""
    behind = indent if further is None else further
    lines = wrap(one_line(text), console.width() - max(len(indent), len(behind)))
    return [f"{behind if number else indent}{line}" for number, line in enumerate(lines)]


def _summed_up(offer: Offer) -> str:
    lines = [each for number, text in enumerate(offer.summary) for each in indented(text, "  " if number else "", "  ")]
    return "".join(f"{each}\n" for each in lines)


def _difference(offer: Offer) -> str:
    lines = [line for change in offer.changes.values() for line in _lines(change)]
    if not console.has_colour():
        return "".join(f"{line}\n" for line in lines)
    return "".join(f"{_coloured(line)}\n" for line in lines)


def _coloured(line: str) -> str:
    colour = "" if line.startswith(("+++", "---")) else _COLOURS.get(line[:1], "")
    return f"{colour}{line}\x1b[0m" if colour else line


def _lines(change: FileChange) -> Iterator[str]:
    before = None if change.before is None else change.before.decode("utf-8", "replace")
    for line in unified(one_line(change.name), before, change.after.decode("utf-8", "replace")):
        yield safe(line.rstrip("\r"))


def _path_of(workspace: Workspace, proposal: Proposal, name: str) -> Path:
    """Where the file shown as *name* is, or will be."""
    folder = next(each for each in workspace.plans if each.name == proposal.before.name)
    known = dict(named_files(workspace, folder))
    path = known.get(name, folder.path / proposal.before.within(name))
    return path.relative_to(workspace.base) if path.is_relative_to(workspace.base) else path  # as messages show it
