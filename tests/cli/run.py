"""A command line, run in this process, with everything it said."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from actionplan.cli import main

# Whatever the machine that runs the tests has set must not change what a command says.
SCRUBBED = ("CI", "NO_COLOR", "FORCE_COLOR", "PY_COLORS", "COLUMNS", "TERM", "PYTHONIOENCODING", "PYTHONUTF8")
SCRUBBED_PREFIXES = ("GITHUB_", "GIT_", "ACTIONPLAN_", "TF_BUILD", "GITLAB_")


def scrubbed_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in SCRUBBED and not name.startswith(SCRUBBED_PREFIXES)
    }
    return {**kept, **(extra or {})}


@dataclass(frozen=True)
class Ran:
    """What came of it."""

    code: int
    out: str
    err: str

    def succeeds(self) -> Ran:
        assert (self.code, self.err) == (0, ""), self
        return self

    def fails(self, code: int) -> Ran:
        assert self.code == code, self
        assert "Traceback" not in self.err + self.out
        return self


def run(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run `actionplan` with *arguments* in *cwd*."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    before = Path.cwd()
    with (
        mock.patch.object(sys, "argv", ["actionplan", *arguments]),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
        mock.patch.dict(os.environ, scrubbed_environment(env), clear=True),
    ):
        os.chdir(cwd)
        try:
            code = main.run()
        finally:
            os.chdir(before)
    return Ran(code, _text(out), _usage(_text(err)))


def _usage(text: str) -> str:
    """*text* with the usage line as every version of the library writes it: `{ID}` and `ID` are the same."""
    return re.sub(r"^Usage: .*$", lambda found: found[0].replace("{", "").replace("}", ""), text, flags=re.MULTILINE)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
