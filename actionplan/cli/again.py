"""A command line that gives the answers anew, for when what they say was refused."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator

from actionplan.cli.said import Said, Shows, evidence_said


def command_line(words: Iterable[str]) -> str:
    """*words* as somebody would type them: quoted for the shell of this system."""
    return " ".join(map(_quoted_on_windows if sys.platform == "win32" else shlex.quote, words))


def options_of(said: Said) -> Iterator[str]:
    """The options of `update` that say what *said* holds."""
    for name, value in zip(Said._fields, said, strict=True):
        if name == "evidence":
            for shows in said.evidence:
                yield from ("--evidence", _evidence(shows))
        elif name == "parts":
            for part in said.parts:
                yield from ("--part", part)
        elif name == "nil":
            yield from ("--nil",) if said.nil else ()
        elif value is not None:
            yield from (f"--{name}", str(value))


def _evidence(shows: Shows) -> str:
    """*shows* as one word that is read as it."""
    if shows.url is None:
        return shows.title
    # A blank before the title tells it from a query of the link.
    ways = (shows.url, f"{shows.url}={shows.title}", f"{shows.url}= {shows.title}")
    return next((each for each in ways if evidence_said(each) == shows), ways[-1])


def _quoted_on_windows(word: str) -> str:
    is_plain = word and not set(word) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:\\=")
    return word if is_plain else '"' + word.replace('"', '""') + '"'
