"""Files that come with the tool, wherever it is installed."""

from __future__ import annotations

from pkgutil import get_data


def shipped(package: str, name: str) -> bytes:
    """The file *name* in the folder of *package*. Raises FileNotFoundError."""
    data = get_data(package, name)
    if data is None:  # only where somebody packed it in a way that holds no files
        raise FileNotFoundError(name)
    return data
