"""Where a command's output goes, and in which format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from actionplan.cli import console
from actionplan.cli.gather import unknown
from actionplan.world.output import write_file


def format_for(format_: str | None, output: str | None, formats: Mapping[str, tuple[str, ...]], usual: str) -> str:
    """The format asked for, or the one that the output file's ending stands for; *usual* where neither says.

    *formats* gives the endings of each. An unknown one is a wrong command line.
    """
    if format_ is not None:
        return format_ if format_ in formats else unknown(format_, "format", "--format", formats)
    if output in (None, "-"):
        return usual
    ending = Path(output).suffix.lower()
    endings = {suffix: name for name, suffixes in formats.items() for suffix in suffixes}
    if ending not in endings:
        unknown(ending or output, "format for the ending", "--output", endings)
    return endings[ending]


def as_json(document: object) -> str:
    """*document* as JSON."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def put(text: str, output: str | None) -> None:
    """*text* into the file *output*, or on stdout where there is none, or it is `-`."""
    if output is None or output == "-":
        console.write(text)
    else:
        _write(text.encode("utf-8"), output)


def put_bytes(data: bytes, output: str | None, *, is_text: bool = True) -> None:
    """*data* into the file *output*, or on stdout: text as text, anything else as it is."""
    if output is not None and output != "-":
        _write(data, output)
    elif is_text and not console.takes_utf8():
        console.write(data.decode("utf-8"))
    else:
        console.send(data)


def _write(data: bytes, output: str) -> None:
    write_file(Path(output), data)
    console.say(f"Written: {output}")
