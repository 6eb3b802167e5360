"""`actionplan schema`: JSON Schema of the files, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from actionplan.cli import console
from actionplan.cli.gather import unknown
from actionplan.columns import lay_out
from actionplan.schema import texts
from actionplan.world.output import write_file
from actionplan.world.workspace import CannotRun

USES = {
    "plan": "plan.yaml",
    "commitments": "each lead partner's file",
    "outcomes": "outcomes.yaml",
    "waivers": "waivers.yaml",
    "review": "each closed review in the folder reviews",
}


def command(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="One of plan, commitments, outcomes, waivers, review; all if left out."),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="DIR", help="Write NAME.json into this folder instead.")
    ] = None,
    check: Annotated[
        str | None,
        typer.Option("--check", metavar="DIR", help="Only see whether this folder's schemas are up to date."),
    ] = None,
) -> None:
    """JSON Schema of the files, for editors.

    An editor with the YAML extension reads it from the first line of each file: keys are completed and explained, and
    mistakes are shown as they are typed. NAME alone prints one schema; nothing at all lists what there is.
    """
    made = {file.removesuffix(".json"): text for file, text in texts().items()}
    if output is not None and check is not None:
        raise typer.BadParameter("--output writes and --check does not: give one of them", param_hint="--check")
    chosen = made if name is None else _only(name, made)
    if check is not None:
        _see(Path(check), chosen)
    elif output is not None:
        _write(Path(output), chosen)
    elif name is not None:
        console.write(made[name])
    else:
        console.write(lay_out(("Name", "For"), [(each, USES[each]) for each in made], console.width(), flexible=1))


def _only(name: str, made: Mapping[str, str]) -> Mapping[str, str]:
    if name not in made:
        unknown(name, "schema", "NAME", made)
    return {name: made[name]}


def _write(folder: Path, chosen: Mapping[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"The schemas cannot be written to {folder}: {error.strerror}.") from None
    for name, text in chosen.items():
        write_file(folder / f"{name}.json", text.encode())
    console.complain(f"Written to {folder}: {', '.join(f'{name}.json' for name in chosen)}.")


def _see(folder: Path, chosen: Mapping[str, str]) -> None:
    """Leave with 1 where a schema in *folder* is not the one this version makes."""
    stale = [f"{name}.json" for name, text in chosen.items() if _read(folder / f"{name}.json") != text.encode()]
    if stale:
        console.complain(f"Not up to date in {folder}: {', '.join(stale)}. Run: actionplan schema -o {folder}")
        console.leave(1)


def _read(path: Path) -> bytes | None:
    """The file as git keeps it, with LF; None where there is none."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror}.") from None
