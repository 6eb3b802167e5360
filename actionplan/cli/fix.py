"""`actionplan fix`: what can be mended for certain is mended, after the difference has been shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Annotated, NamedTuple

import typer

from actionplan.checks.diagnostic import Finding
from actionplan.checks.rules import CODES
from actionplan.cli import console
from actionplan.cli.gather import Gathered, unknown
from actionplan.cli.options import AsAt, DryRun, NoInput, PlanNames, Workspace, Yes
from actionplan.cli.printers import counted
from actionplan.cli.told import undo
from actionplan.cli.validate import gather_at
from actionplan.cli.writing import Offer, carry_out, how_to_write
from actionplan.domain.written import echo
from actionplan.mending import Mending, can_be_mended, mend_plan
from actionplan.plaintext import one_line
from actionplan.proposal import FileChange, Proposal

LISTED = 100  # mends that are named one by one; the difference shows all


class _Tried(NamedTuple):
    """What the plans would be with their findings mended, and the findings of the files that were named."""

    gathered: Gathered
    mendings: tuple[Mending, ...]
    files: AbstractSet[str] | None

    @property
    def remaining(self) -> list[Finding]:
        every = [each for mending in self.mendings for each in mending.after.findings]
        return [each for each in every if self.files is None or each.file in self.files]


def command(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]…", help="Folders or files to mend; all plans by default.")
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="CODE", help="Make this rule's doubtful mends too; may be given again."),
    ] = None,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    no_input: NoInput = False,
) -> None:
    """Mend what can be mended for certain: dates, status words, keys, blanks; the difference is shown first.

    What is doubtful, such as 05/03/2016, is mended only where its rule is named with --code. On a terminal it asks
    before it writes; elsewhere it writes with --yes alone. Nothing is mended that would bring another error.
    """
    named = frozenset(_code(each) for each in codes or ())
    tries = _tries(paths or (), workspace, plan, as_at, named)
    first = next(tries)
    if not _offer(first).changes:
        _say("There is nothing to mend.", *_left(first), *_rest(first, named))
        return
    _say(*_mends(first), *_left(first))
    how = how_to_write(dry_run, yes, no_input)
    is_unasked = not (dry_run or yes or how.asks)
    seen = [first]
    written = carry_out(_remembering(chain((first,), tries), seen), how._replace(dry_run=dry_run or is_unasked), {})
    how_back = undo(written) if written else ()
    _say(*_outcome(seen[-1], is_written=written is not None, is_unasked=is_unasked), *how_back, *_rest(seen[-1], named))


def _code(text: str) -> str:
    code = text.strip().upper()
    return code if code in CODES else unknown(text, "rule", "--code", CODES)


def _tries(
    paths: Sequence[str],
    workspace: str | None,
    plan: Sequence[str] | None,
    as_at: str | None,
    codes: AbstractSet[str],
) -> Iterator[_Tried]:
    """What would become of the files as they are: again and again, as they may change meanwhile."""
    while True:
        gathered, only = gather_at(paths, workspace, plan, as_at)
        mend = (mend_plan(each, gathered.on, gathered.today, codes, only) for each in gathered.plans)
        yield _Tried(gathered, tuple(mend), only)


def _remembering(tries: Iterator[_Tried], seen: list[_Tried]) -> Callable[[], Offer]:
    """A function that makes the next offer of *tries*, and puts what it is made of into *seen*."""

    def make() -> Offer:
        seen.append(next(tries))
        return _offer(seen[-1])

    return make


def _offer(tried: _Tried) -> Offer:
    return Offer(tried.gathered, tuple(_proposal(each) for each in tried.mendings if each.changed))


def _proposal(mending: Mending) -> Proposal:
    """What the plan would become. What comes to light by it is no news of the edit, and is counted at the end."""
    before, after = mending.before.loaded, mending.after.loaded
    pairs = zip(before.texts, after.texts, strict=True)
    changes = tuple(FileChange(old.name, old.data, new.data) for old, new in pairs if old.data != new.data)
    return Proposal(changes, before, after, ())


def _say(*lines: str) -> None:
    for line in lines:
        console.complain(line)


def _where(finding: Finding) -> str:
    return f"  {one_line(finding.file)}:{finding.line}: {finding.code}"


def _mends(tried: _Tried) -> Iterator[str]:
    """Each mend on a line: where, which rule, and what becomes of what."""
    every = [each for mending in tried.mendings for each in mending.mended]
    yield "To be mended:"
    for finding, before, after in every[:LISTED]:
        what = f"{echo(one_line(before))} becomes {echo(one_line(after))}" if after else one_line(finding.message)
        yield f"{_where(finding)} {what}"
    if len(every) > LISTED:
        yield f"  and {len(every) - LISTED:,} more"


def _left(tried: _Tried) -> Iterator[str]:
    """Each finding that has a mend which would do harm, and what harm."""
    every = [each for mending in tried.mendings for each in mending.left]
    if every:
        yield "Left as it is:"
    for finding, why in every[:LISTED]:
        yield f"{_where(finding)} {one_line(finding.message)}. {one_line(why)}"
    if len(every) > LISTED:
        yield f"  and {len(every) - LISTED:,} more"


def _outcome(tried: _Tried, *, is_written: bool, is_unasked: bool) -> Iterator[str]:
    if is_written:
        findings = sum(len(each.mended) for each in tried.mendings)
        files = sum(len(each.changed) for each in tried.mendings)
        yield f"Mended: {counted(findings, 'finding')} in {counted(files, 'file')}."
    elif is_unasked:
        yield "Nothing was written, as there is nobody to ask. To write it, add --yes."


def _rest(tried: _Tried, codes: AbstractSet[str]) -> Iterator[str]:
    """What is found in the files that are left, and what can be done about it."""
    news = sum(len(each.news) for each in tried.mendings)
    if news:
        come = "comes" if news == 1 else "come"
        yield f"{counted(news, 'finding')} {come} to light that could not be seen before."
    unmended = [each for each in tried.remaining if each.mend is None]
    doubtful = Counter(each.code for each in tried.remaining if each.mend and not can_be_mended(each, codes))
    for code, number in sorted(doubtful.items()):
        yield f"{counted(number, 'finding')} of {code} can be mended by a guess. To see it: {_again(code)}"
    if unmended:
        have = "has" if len(unmended) == 1 else "have"
        yield f"{counted(len(unmended), 'finding')} {have} no mend. To see: actionplan validate"


def _again(code: str) -> str:
    return f"actionplan fix --code {code} --dry-run"
