"""What git knows of a folder. The only place that runs git."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

TIMEOUT_SECONDS = 30
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

# Objects as they are, no prompts, no locks, no helper programs a repository may name in its configuration.
_ENVIRONMENT = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=false")


def _run(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it fails, is missing or takes too long."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "--no-pager", *_SETTINGS, *arguments],
            cwd=folder,
            env={**inherited, **_ENVIRONMENT},
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def commit_of(folder: Path) -> str | None:
    """The commit that *folder* is at, as its first twelve digits, with a word where files in it were changed since.

    None outside a repository, before the first commit, or without git.
    """
    found = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
    name = found.decode("ascii", "replace").strip() if found else ""
    if not _HASH.fullmatch(name):
        return None
    changed = _run(folder, "status", "--porcelain", "-z", "--", ".")
    if changed is None:
        return None
    return f"{name[:12]} with uncommitted changes" if changed else name[:12]
