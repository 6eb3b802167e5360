"""The templates and styles that come with the tool. They can be copied and changed (docs/how-to/report.md)."""

from __future__ import annotations

from pkgutil import get_data


def shipped(name: str) -> str:
    """The text of the file *name* in this folder."""
    data = get_data(__name__, name)
    if data is None:  # only where somebody packed it in a way that holds no files
        raise FileNotFoundError(name)
    return data.decode("utf-8")
