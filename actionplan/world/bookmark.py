"""Where somebody stopped, kept for the next time. Losing it loses nothing: what was written is in the plan."""

from __future__ import annotations

from pathlib import Path

from actionplan.world.workspace import CannotRun


def read_marks(path: Path) -> frozenset[str]:
    """The names kept in *path*; none where there is no such file, or it cannot be read."""
    try:
        return frozenset(path.read_text(encoding="utf-8").split("\n")) - {""}
    except (OSError, UnicodeDecodeError):
        return frozenset()


def keep_marks(path: Path, names: frozenset[str]) -> None:
    """Keep *names* in *path*, or forget them where there are none. Where that cannot be done, nothing happens."""
    from actionplan.world.output import write_file

    try:
        if names:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, "".join(f"{each}\n" for each in sorted(names)).encode())
        else:
            path.unlink(missing_ok=True)
    except (OSError, CannotRun):
        return
