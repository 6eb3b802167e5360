"""The service that runs the check, where one does: GitHub Actions, GitLab CI or Azure Pipelines."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from actionplan.world.refused import reason
from actionplan.world.workspace import CannotRun

Service = Literal["github", "gitlab", "azure"]

SUMMARY_LIMIT = 1024 * 1024  # GitHub drops a step's summary that is larger
_SIGNS: tuple[tuple[str, Service], ...] = (
    ("GITHUB_ACTIONS", "github"),
    ("GITLAB_CI", "gitlab"),
    ("TF_BUILD", "azure"),
)


def service() -> Service | None:
    """Which service this runs under, as it says itself; None on anybody's own machine."""
    return next((name for sign, name in _SIGNS if os.environ.get(sign, "").lower() == "true"), None)


def add_to_summary(text: str) -> None:
    """Put *text* at the end of the summary of a GitHub job; nothing where there is none.

    Raises CannotRun where that cannot be done.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("ab") as file:
            data = f"{text}\n".encode()
            if file.tell() + len(data) > SUMMARY_LIMIT:
                raise CannotRun("The summary of this step is full, so the findings are not in it.\nSee the log.")
            file.write(data)
    except OSError as error:
        raise CannotRun(f"The summary of the job cannot be written: {reason(error)[0]}.\nSee the log.") from None
