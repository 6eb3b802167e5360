"""What is said when the program itself is at fault."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from actionplan import __version__
from actionplan.cli import console


def report_crash(error: Exception) -> None:
    """One sentence for the user, and a report ready to paste, kept in a file where that can be done."""
    text = "\n".join(
        (
            f"actionplan {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"command: {' '.join(sys.argv[1:])}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    console.complain(
        "actionplan made a mistake of its own. Every file is whole: as it was, or as a finished change left it."
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="actionplan-crash-", suffix=".txt", delete=False
        ) as file:
            file.write(text)
    except OSError:
        console.complain(text)
        return
    console.complain(f"What happened is written in {Path(file.name)}; please send it with your report of the problem.")
