"""Files as LibreOffice opens them and saves them again."""

from __future__ import annotations

import subprocess
from pathlib import Path


def converted(
    file: Path, ending: str, folder: Path, *more: Path, options: tuple[str, ...] = (), wait: int = 180
) -> Path:
    """*file*, saved in *folder* as another kind of file; and so are *more*. It takes *wait* seconds at the most."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", *options, "--convert-to", ending, "--outdir", folder, file, *more)
    subprocess.run([str(each) for each in command], check=True, capture_output=True, timeout=wait)
    return folder / f"{file.stem}.{ending}"
