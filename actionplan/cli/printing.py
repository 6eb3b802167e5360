"""What a check found, said in the formats that were asked for: one of them as the output, others into files."""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import typer

from actionplan.cli import console
from actionplan.cli.gather import unknown
from actionplan.cli.output import format_for, put
from actionplan.cli.printers import PRINTERS, Checked
from actionplan.world.ci import add_to_summary, service
from actionplan.world.root import root_of
from actionplan.world.workspace import ENDINGS, CannotRun

_USUAL = {"github": "github", "gitlab": "text", "azure": "azure"}


class Wanted(NamedTuple):
    """The format of the output with the file it goes to, if not stdout; and further formats, each with its file."""

    format_: str
    output: str | None = None
    also: tuple[tuple[str, str], ...] = ()


def wanted(format_: str | None, output: str | None, also: Sequence[str] | None) -> Wanted:
    """What the options ask for; a wrong one is a wrong command line. The usual format depends on who runs the check."""
    usual = _USUAL.get(service() or "", "text")
    endings = {name: each.suffixes for name, each in PRINTERS.items()}
    asked = Wanted(
        format_for(format_, output, endings, usual), output, tuple(_format_and_file(each) for each in also or ())
    )
    files = [each for each in (output, *(file for _, file in asked.also)) if each and each != "-"]
    for number, file in enumerate(files):
        if file.lower().endswith(ENDINGS):
            raise typer.BadParameter(f"{file} has the name of a plan file. A check changes none.", param_hint="FILE")
        if any(_is_same(file, each) for each in files[:number]):
            raise typer.BadParameter(f"{file} is named twice. Each format needs a file of its own.", param_hint="FILE")
    return asked


def say_findings(checked: Checked, asked: Wanted) -> None:
    """Put the findings where they were *asked* for, and into the summary of a GitHub job.

    The output comes first: a file that cannot be written keeps nobody from seeing what was found.
    """
    formats = (asked.format_, *(format_ for format_, _ in asked.also))
    is_asked = any(PRINTERS[each].is_from_root for each in formats)
    from_root = _named_from_root(checked, Path.cwd()) if is_asked else checked
    put(_rendered(asked.format_, checked, from_root), asked.output)
    if asked.format_ == "github":
        _summarise(from_root)
    for format_, file in asked.also:
        put(_rendered(format_, checked, from_root), file)


def _format_and_file(text: str) -> tuple[str, str]:
    format_, _, file = text.partition(":")
    if format_ not in PRINTERS:
        unknown(format_, "format", "--also", PRINTERS)
    if file in ("", "-"):
        message = f"“{text[:60]}” names no file. Write the format and the file: {format_}:findings.{format_}"
        raise typer.BadParameter(message, param_hint="--also")
    return format_, file


def _is_same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _rendered(format_: str, checked: Checked, from_root: Checked) -> str:
    printer = PRINTERS[format_]
    text: str = import_module(f"actionplan.cli.printers.{printer.module}").render(
        from_root if printer.is_from_root else checked
    )
    return text


def _summarise(checked: Checked) -> None:
    """Add the findings to the summary of the job. Where that fails it is said: the check itself was made."""
    try:
        add_to_summary(_rendered("markdown", checked, checked))
    except CannotRun as problem:
        console.complain(str(problem))


def _named_from_root(checked: Checked, here: Path) -> Checked:
    """*checked* with each file named from the root of its repository, where it lies in one, not from *here*."""
    own = root_of(here)
    names = {name: _from_root(name, here, own) for name in checked.files}
    return checked._replace(
        findings=tuple(each._replace(file=names.get(each.file, each.file)) for each in checked.findings),
        files={names[name]: source for name, source in checked.files.items()},
    )


def _from_root(name: str, here: Path, own: Path | None) -> str:
    """*name* from *own*, the root around *here*; where it lies elsewhere, from the root around it."""
    path = Path(os.path.normpath(here / name))
    root = own if own and path.is_relative_to(own) else root_of(path.parent)
    return path.relative_to(root).as_posix() if root else name
