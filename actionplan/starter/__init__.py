"""The files that a new plan begins with, beside its own: for the editor, for CI, for git, and a page for partners."""

from __future__ import annotations

from pkgutil import get_data


def shipped(name: str) -> str:
    """The text of the file *name* in this folder."""
    data = get_data(__name__, name)
    if data is None:  # only where somebody packed it in a way that holds no files
        raise FileNotFoundError(name)
    return data.decode("utf-8")
