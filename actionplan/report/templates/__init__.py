"""The templates and styles that come with the tool. They can be copied and changed (docs/how-to/report.md)."""

from __future__ import annotations

from actionplan import shipped as files


def shipped(name: str) -> str:
    """The text of the file *name* in this folder."""
    return files.shipped(__name__, name).decode("utf-8")
