"""Where the repository around a folder begins, found without git."""

from __future__ import annotations

from pathlib import Path


def root_of(folder: Path) -> Path | None:
    """The folder that holds `.git`, from *folder* upwards; None outside a repository."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
