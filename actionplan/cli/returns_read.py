"""`actionplan returns read`: filled forms into the log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import day_of
from actionplan.cli.options import AsAt, PlanNames, Workspace
from actionplan.cli.printers import counted
from actionplan.world.given import read_given
from actionplan.world.output import write_files
from actionplan.world.workspace import CannotRun

if TYPE_CHECKING:
    from actionplan.cli.forms import Returned, Terms
    from actionplan.cli.writing import Offer

_DATA_WRONG, _COULD_NOT_RUN = 1, 3


def command(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="Forms that came back: .xlsx, .ods, .xls or .csv.")
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write the answers into the plan's files.")] = False,
    dated: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day the answers came in; today if left out.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="The review period; the last that has ended by default."),
    ] = None,
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take", metavar="ID", help="Record this answer though the plan has moved on since; may be given again."
        ),
    ] = None,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="ID", help="Leave this answer out; may be given again.")
    ] = None,
    reply: Annotated[
        bool, typer.Option("--reply/--no-reply", help="Write a reply to the partner beside the form.")
    ] = True,
    workspace: Workspace = None,
    plan: PlanNames = None,
    as_at: AsAt = None,
) -> None:
    """Forms that came back, shown field by field against the plan; with --apply, written into it.

    Each form is written whole or not at all. What is not understood is listed with its cell, and in a reply to the
    partner that is put beside the form: once there is a question, and once its answers are written.
    """
    from actionplan.cli.forms import Terms, contradicting

    on = day_of(dated, "--date") if dated else None
    terms = Terms(workspace, tuple(plan or ()), as_at, period, on, _ids(take), _ids(leave))
    paths, codes = list(dict.fromkeys([Path(each) for each in files])), set[int]()
    read = _read(paths, terms, codes)
    _refuse_unknown(read, take, leave, is_whole=not codes)
    for form in contradicting(read):
        codes.add(_settle(form, terms, is_applied=apply, has_reply=reply))
    console.leave(max(codes, default=0))


def _ids(names: Sequence[str] | None) -> frozenset[str]:
    return frozenset(each.rpartition("/")[2].lower() for each in names or ())


def _read(paths: Sequence[Path], terms: Terms, codes: set[int]) -> list[Returned]:
    """Each form that can be read; where one cannot, that is said, and the others are."""
    from actionplan.cli.forms import Given, returned

    found, unread = [], []
    show = console.progress("Reading form", len(paths))
    for number, path in enumerate(paths, 1):
        try:
            found.append(returned(Given(path, read_given(path)), terms)[1])
        except CannotRun as why:
            if len(paths) == 1:
                raise
            unread.append(str(why))
            codes.add(_COULD_NOT_RUN)
        finally:
            show(number)
    for why_not in unread:
        console.complain(why_not)
    return found


def _refuse_unknown(
    read: Sequence[Returned], take: Sequence[str] | None, leave: Sequence[str] | None, *, is_whole: bool
) -> None:
    """A name that is in none of the forms is a wrong command line: it was meant to settle something."""
    known = {line.id.text.lower() for form in read for line in form.filled.lines}
    for option, names in (("--take", take), ("--leave", leave)):
        for each in names or ():
            if each.rpartition("/")[2].lower() not in known and is_whole:
                raise typer.BadParameter(f"{each} is in none of these forms", param_hint=option)


def _settle(form: Returned, terms: Terms, *, is_applied: bool, has_reply: bool) -> int:
    """The form shown, and written where that is wanted and can be; the exit code that it leaves."""
    from actionplan.cli.form_lines import preview

    console.write("".join(f"{line}\n" for line in preview(form)))
    is_written = is_applied and form.is_in_order and form.proposal is not None
    if is_written:
        _write(form, terms)
    else:
        console.say(_not_written(form, is_applied=is_applied))
    if has_reply:
        _answer(form, is_written=is_written)
    return 0 if form.is_in_order else _DATA_WRONG


def _not_written(form: Returned, *, is_applied: bool) -> str:
    if not form.is_in_order:
        return f"{form.given.name}: nothing was written. Mend what is listed above, or leave it out with --leave ID."
    if form.proposal is None:
        return f"{form.given.name}: there is nothing to record."
    number = counted(len(form.answers), "answer")
    return f"{form.given.name}: nothing was written. --apply records {number}." if not is_applied else ""


def _write(form: Returned, terms: Terms) -> None:
    from actionplan.cli.told import undo
    from actionplan.cli.writing import How, carry_out

    written = carry_out(lambda: _offer(form, terms), How(yes=True), {})
    if written is not None:
        files = ", ".join(each.name for each in written.offer.changes.values())
        console.complain(f"{form.given.name}: {counted(len(form.answers), 'answer')} written in {files}.")
        console.write("".join(f"{line}\n" for line in undo(written)))


def _offer(form: Returned, terms: Terms) -> Offer:
    """What the form would write, made from the files as they are now. Raises Refused where that is not in order."""
    from actionplan.cli.forms import returned
    from actionplan.cli.writing import Offer
    from actionplan.world.writing import Refused

    gathered, now = returned(form.given, terms)
    if not now.is_in_order or now.proposal is None:
        raise Refused(
            f"The files were changed by somebody else meanwhile, and {form.given.name} does not fit them any more.\n"
            "Nothing was written. Run it again."
        )
    return Offer(gathered, (now.proposal,), tuple(f"{now.standing.plan.id}/{each.id}" for each in now.answers))


def _answer(form: Returned, *, is_written: bool) -> None:
    """Put the reply to the partner beside the form, once there is a question or its answers are written."""
    from actionplan.cli.form_lines import reply_to
    from actionplan.tables.form.reply import is_reply_about, reply_text

    reply = reply_to(form, is_written=is_written)
    if not (is_written or reply.has_questions):
        return
    name = f"{form.given.path.stem}-reply.txt"
    folder = form.given.path.parent
    write_files(folder, {name: reply_text(reply).encode()}, lambda _, data: is_reply_about(reply.reference, data))
    console.complain(f"A reply to the partner, to be read and sent by hand: {folder / name}")
