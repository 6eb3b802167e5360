"""A command on a real terminal, talked to as an officer would."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.plans import AS_AT
from tests.cli.run import scrubbed_environment

pexpect: Any = pytest.importorskip("pexpect")

ROOT = Path(__file__).parent.parent.parent
WAIT = 30  # seconds until a test gives up; nothing is judged by time
CONTROL_C, CONTROL_D = "\x03", "\x04"


class Talk(NamedTuple):
    """What came of a talk: the exit code, and all that was on the screen."""

    code: int
    screen: str

    @property
    def lines(self) -> list[str]:
        return self.screen.splitlines()


class Terminal:
    """A command that runs on a terminal of its own."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        columns: int = 80,
        started: tuple[str, ...] = ("-m", "actionplan"),
    ) -> None:
        home = folder / "home"
        home.mkdir(exist_ok=True)
        given = {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "TERM": "xterm", "NO_COLOR": "1"}
        own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        self._shown: list[str] = []
        self._process = pexpect.spawn(
            sys.executable,
            [*started, *arguments, *AS_AT],
            cwd=str(folder),
            env={**scrubbed_environment(), **given, **own, **(env or {})},
            encoding="utf-8",
            timeout=WAIT,
            dimensions=(50, columns),
        )

    def until(self, words: str) -> str:
        """What is shown until *words* are."""
        self._process.expect_exact(words)
        shown = str(self._process.before + words)
        self._shown.append(shown)
        return shown

    def answer(self, question: str, text: str) -> Terminal:
        """Wait for *question*, and answer it."""
        self.until(question)
        if text in (CONTROL_C, CONTROL_D):
            self._process.send(text)
        else:
            self._process.sendline(text)
        return self

    def end(self) -> Talk:
        """Wait until the command has ended by itself."""
        self._process.expect(pexpect.EOF)
        self._shown.append(str(self._process.before))
        self._process.close()
        return Talk(int(self._process.exitstatus), "".join(self._shown).replace("\r\n", "\n"))


def talk(
    folder: Path, *arguments: str, answers: Mapping[str, str] | tuple[tuple[str, str], ...] = (), **how: Any
) -> Talk:
    """The talk in which each question gets its answer."""
    terminal = Terminal(folder, *arguments, **how)
    for question, text in answers.items() if isinstance(answers, Mapping) else answers:
        terminal.answer(question, text)
    return terminal.end()


def without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
