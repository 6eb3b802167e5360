"""Questions to whoever sits at the terminal. What they say goes to stderr, so that stdout holds data alone."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, NoReturn, TypeVar

import typer

from actionplan.cli import console
from actionplan.columns import wrap
from actionplan.domain.written import BadValue, echo
from actionplan.plaintext import one_line

PASTED_WITHIN_SECONDS = 0.05

T = TypeVar("T")


class Option(NamedTuple):
    """One answer there is: the word to type, and what it means."""

    word: str
    meaning: str


def is_answered(*, no_input: bool) -> bool:
    """Whether there is somebody to ask: a terminal to read from and to write to, and no word against it."""
    return not no_input and all(each.isatty() for each in (sys.stdin, sys.stdout, sys.stderr))


def ask(question: str, usual: str = "", parse: Callable[[str], T] | None = None) -> T | str:
    """The answer, read by *parse* until it is one; *usual* is what Enter alone says.

    Whoever stops here (Ctrl-C) leaves the command with 130, and nothing is written.
    """
    while True:
        said = _prompt(f"{question} [{one_line(usual)}]" if usual else question, usual).strip() or usual
        try:
            return parse(said) if parse else said
        except BadValue as bad:
            _say_wrong(bad)


def ask_text(question: str, parse: Callable[[str], str]) -> str:
    """The answer, with all the lines of what was pasted, read by *parse*; empty where Enter alone was pressed."""
    while True:
        lines = [str(ask(question)), *_pasted_lines()]
        if len(lines) > 1:
            console.say(f"  {len(lines)} lines were taken over from what was pasted.")
        try:
            return parse("\n".join(lines).strip())
        except BadValue as bad:
            _say_wrong(bad)


def _say_wrong(bad: BadValue) -> None:
    """Say what is wrong with an answer, and what to type instead."""
    console.complain("\n".join(f"  {line}" for line in wrap(f"{bad.message}. {bad.fix}", console.width() - 2)))


def _pasted_lines() -> Iterator[str]:
    while _is_waiting():
        line = sys.stdin.readline()
        if not line:
            return
        yield line.rstrip("\n")


def _is_waiting() -> bool:
    """Whether a further line is there already: nobody types as fast as that, so it was pasted."""
    if sys.platform == "win32":
        return False
    return bool(select.select([sys.stdin], [], [], PASTED_WITHIN_SECONDS)[0])


def _forget_waiting() -> None:
    """Throw away what was typed before a question was there: it was not the answer to it."""
    if sys.platform != "win32":
        import termios

        termios.tcflush(sys.stdin, termios.TCIFLUSH)


def needed(text: str) -> str:
    """*text*, which has to be something. Raises BadValue where it is nothing."""
    if not text:
        raise BadValue("This cannot be left out", "To stop without writing anything, press Ctrl and C.")
    return text


def choose(
    question: str,
    options: Sequence[Option],
    usual: str,
    parse: Callable[[str], str] | None = None,
    *,
    explained: bool = True,
) -> str:
    """One of *options*, which are *explained* first; any word that *parse* takes for one of them will do.

    The beginning of a word stands for it, where only one begins so.
    """
    if explained:
        explain(options)
    read = parse or (lambda text: _one_of(text, options))
    return str(ask(question, usual, lambda text: read(_whole(text, options))))


def _whole(text: str, options: Sequence[Option]) -> str:
    begun = [each.word for each in options if text and each.word.lower().startswith(text.lower())]
    return begun[0] if len(begun) == 1 else text


def _one_of(text: str, options: Sequence[Option]) -> str:
    words = [each.word for each in options]
    if text in words:
        return text
    raise BadValue(f"{echo(text)} is none of these", f"Type {', '.join(words[:-1])} or {words[-1]}.")


def explain(options: Iterable[Option]) -> None:
    """Say what each answer means."""
    listed = list(options)
    longest = max((len(each.word) for each in listed), default=0)
    for each in listed:
        lines = wrap(one_line(each.meaning), max(20, console.width() - longest - 6))
        for number, line in enumerate(lines):
            console.complain(f"    {each.word if number == 0 else '':<{longest}}  {line}")


def agree(question: str) -> bool:
    """Whether the answer is yes. What was typed before it was asked does not count."""
    _forget_waiting()
    try:
        return bool(typer.confirm(question, default=True, err=True))
    except typer.Abort:
        stop()


def _prompt(question: str, usual: str) -> str:
    try:
        ends = " " if question.endswith(("?", ")")) else ": "
        return str(typer.prompt(question, default=usual, show_default=False, prompt_suffix=ends, err=True))
    except typer.Abort:
        stop()


def stop() -> NoReturn:
    """Leave, because whoever was asked wants no more of it."""
    raise console.Stopped
