"""The two streams: data to stdout, everything else to stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import NoReturn, TextIO

from actionplan.plaintext import safe

DEFAULT_WIDTH = 80
NARROWEST = 40
PROGRESS_AFTER_SECONDS = 1.0
BETWEEN_SHOWINGS = 0.1
MANY_BYTES = 1024 * 1024  # of a spreadsheet, which take about a second
CLEARED = "\r\x1b[K"  # what a terminal is sent to empty the line
INTERRUPTED = 130

# For consoles that cannot show them: older Windows code pages and plain ASCII.
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "£": "GBP "})


def prepare_streams() -> None:
    """Make sure that no character can stop the output.

    Into a file or a pipe we write UTF-8, unless the user chose otherwise; on a console what it cannot show is replaced.
    """
    is_chosen = "PYTHONIOENCODING" in os.environ or "PYTHONUTF8" in os.environ
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if is_chosen or stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")


def write(text: str) -> None:
    """Put *text* on stdout. A reader who has gone (`| head`) ends the output, not the command."""
    _put(sys.stdout, text)


def takes_utf8() -> bool:
    """Whether stdout takes UTF-8 as it is."""
    return (sys.stdout.encoding or "").lower().replace("_", "-") == "utf-8"


def send(data: bytes) -> None:
    """Put *data* on stdout as it is. A reader who has gone ends the output, not the command."""
    flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """Put *text* on stderr, as a line of its own."""
    _put(sys.stderr, text + "\n")


def complain(text: str) -> None:
    """Say *text*, which may hold names from outside, on stderr."""
    say(safe(text))


def _put(stream: TextIO, text: str) -> None:
    try:
        stream.write(_shown_on(stream, text))
        stream.flush()
    except BrokenPipeError:
        # Whatever is written from now on, and at exit, goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _shown_on(stream: TextIO, text: str) -> str:
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN) if encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968") else text
    return text


def read_all() -> str:
    """What comes in on stdin, as text."""
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


class Stopped(SystemExit):
    """Whoever was asked wants no more of it; *has_written* says whether something had been written by then."""

    def __init__(self, *, has_written: bool = False) -> None:
        super().__init__(INTERRUPTED)
        self.has_written = has_written


def leave(code: int) -> NoReturn:
    """End the command with *code*."""
    raise SystemExit(code)


def flush() -> None:
    """Send off what is still held back, if there is anyone to take it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue


def has_colour() -> bool:
    """Whether stdout shows colours: a terminal, unless NO_COLOR or TERM=dumb says otherwise, or FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether stdout is looked at by a person."""
    return sys.stdout.isatty()


def width() -> int:
    """How many columns a line may have: the terminal's, 80 where there is none."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return DEFAULT_WIDTH
    from shutil import get_terminal_size

    return max(get_terminal_size((DEFAULT_WIDTH, 24)).columns, NARROWEST)


@contextmanager
def busy(what: str, size: int) -> Iterator[None]:
    """While it lasts, *what* is said on a terminal's stderr, where *size* bytes are many."""
    is_said = size > MANY_BYTES and sys.stderr.isatty()
    if is_said:
        sys.stderr.write(f"\r{what} …")
        sys.stderr.flush()
    try:
        yield
    finally:
        if is_said:
            sys.stderr.write(CLEARED)


def progress(what: str, total: int) -> Callable[[int], None]:
    """A function to call with how many of *total* are done; after a second it shows so, on a terminal's stderr."""
    if not sys.stderr.isatty():
        return lambda _: None
    started = monotonic()
    last_shown = started

    def show(done: int) -> None:
        nonlocal last_shown
        now = monotonic()
        if now - started < PROGRESS_AFTER_SECONDS or (now - last_shown < BETWEEN_SHOWINGS and done < total):
            return
        last_shown = now
        ending = CLEARED if done >= total else ""
        sys.stderr.write(f"\r{what} {done:,} of {total:,}{ending}")
        sys.stderr.flush()

    return show
