"""One comment on a pull request: what changes in the plans, and what the check found.

The action runs this folder after the check, with the Python that actionplan was installed for, and with two arguments:
the folder that holds the findings, as findings.md and findings.json, and the exit code of the check. All else comes
from the environment: the inputs of the action, and what GitHub says of the run. Later runs edit the comment of the
first one.

It stands beside the package, because the package itself never talks to a network. Whatever goes wrong is said in the
log and fails nothing: it leaves with 0. ACTIONPLAN_PATIENCE is how many seconds the talk with GitHub may take.
"""
# ruff: noqa: INP001  # a script

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from pullrequest import NoComment, run_of
from settle import settle
from talk import Line
from told import Told, body_of, changes_told, findings_told, summarise

PATIENCE = 60.0
ANSWERS = 6  # that may be waited for one after the other
ECHOED = 500
CHECK_WAS_MADE = (0, 1)


def main() -> None:
    """Comment, and say in the log what came of it."""
    token = os.environ.pop("TOKEN", "").strip()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        said = _commented(os.environ, token, Path(sys.argv[1]), int(sys.argv[2]))
    except NoComment as problem:
        said = _shown(str(problem), token)
        said = said if problem.is_usual else _notice(said)
    except Exception as error:  # noqa: BLE001  # the one boundary: what goes wrong here must not fail the check
        said = _notice(
            f"No comment was made: the action itself is at fault ({type(error).__name__}). Please report it."
        )
    sys.stdout.write(f"{said}\n")


def _shown(text: str, token: str) -> str:
    """*text* on one line that no log obeys, and without the token."""
    shown = text.replace(token, "***") if token else text
    shown = "".join(each if each.isprintable() else " " for each in shown)
    return shown.replace("##[", "# #[")[:ECHOED]


def _notice(said: str) -> str:
    """*said* so that GitHub shows it on the page of the run, too: somebody has to do something."""
    return f"::notice title=actionplan::{said.replace('%', '%25')}"


def _commented(environ: Mapping[str, str], token: str, folder: Path, code: int) -> str:
    """What was done. Raises NoComment."""
    run = run_of(environ, token)
    findings = findings_told(folder, code)
    changes = changes_told(environ) if code in CHECK_WAS_MADE else Told("")
    if changes.is_news:
        summarise(environ, changes.text)
    patience = float(environ.get("ACTIONPLAN_PATIENCE") or PATIENCE)
    body = body_of(run, changes.text, findings.text)
    is_needed = changes.is_news or findings.is_news
    return within(patience, lambda: settle(Line(run, patience / ANSWERS), body, is_needed=is_needed))


def within(seconds: float, work: Callable[[], str]) -> str:
    """What *work* gives. Raises NoComment where that takes too long: GitHub may answer a byte at a time."""
    results: SimpleQueue[str | Exception] = SimpleQueue()

    def put() -> None:
        try:
            results.put(work())
        except Exception as error:  # noqa: BLE001  # it is raised again below
            results.put(error)

    Thread(target=put, daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise NoComment(f"GitHub took longer than {seconds:g} seconds. Run the job again for it.") from None
    if isinstance(result, Exception):
        raise result
    return result


if __name__ == "__main__":
    main()
