"""The way in: streams made ready, one command run, everything unexpected turned into a sentence and exit code 70."""

from __future__ import annotations

import gc
import os
from typing import NoReturn

from actionplan.cli import console
from actionplan.world.workspace import CannotRun

BUG = 70


def main() -> NoReturn:
    """Run the command line and leave with its exit code (docs/reference/exit-codes.md)."""
    # A run is short and makes no cycles worth collecting: without the collector, loading takes half the time.
    gc.disable()
    code = run()
    console.flush()
    # Taking the interpreter apart would take as long as a small command itself.
    os._exit(code)


def run() -> int:
    """The exit code of the command line, after it has run."""
    console.prepare_streams()
    try:
        from actionplan.cli.app import command

        command()
    except console.Stopped as stopped:
        console.say(f"\nStopped. Nothing {'more ' if stopped.has_written else ''}was written.")
        return console.INTERRUPTED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else int(left.code is not None)
    except CannotRun as problem:
        console.complain(str(problem))
        return problem.exit_code
    except Exception as error:  # noqa: BLE001  # the one boundary: whatever else happens is our mistake
        from actionplan.cli.crash import report_crash

        report_crash(error)
        return BUG
    return 0
