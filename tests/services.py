"""The scripts that services run, run here: the command `actionplan` on the path, and a repository to look at."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.cli.run import scrubbed_environment

ROOT = Path(__file__).parent.parent
AS_AT = "2025-12-31"


def bash(script: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """*script*, run as a service runs it, with `actionplan` and the Python it is installed for on the path."""
    folder = cwd.parent / "bin"
    folder.mkdir(exist_ok=True)
    python = f"PYTHONPATH={shlex.quote(os.pathsep.join([str(ROOT), *sys.path]))} exec {shlex.quote(sys.executable)}"
    # -P: as with the command that is installed, no file of the folder it runs in is taken for a module.
    put_program(folder, "actionplan", f'{python} -P -m actionplan "$@"')
    put_program(folder, "python", f'{python} "$@"')
    put_program(folder, "pip", 'printf "%s\\n" "$*" >> "$PIP_LOG"')
    environment = scrubbed_environment(
        {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PIP_LOG": str(folder / "pip.log"), **env}
    )
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def put_program(folder: Path, name: str, line: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def action() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return read


def step_environment(step: Mapping[str, Any], inputs: Mapping[str, str], token: str = "") -> dict[str, str]:
    """The variables of *step* with what GitHub would put in: the inputs, or their defaults, and the *token* of the job."""
    values = {name: each["default"] for name, each in action()["inputs"].items()} | dict(inputs)
    values = {name: value.replace("${{ github.token }}", token) for name, value in values.items()}
    return {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: values[found[1]], text)
        for name, text in step["env"].items()
    }


def github_environment(folder: Path) -> dict[str, str]:
    """What GitHub says to every step; its files are in *folder*."""
    files = {name: str(folder / name.lower()) for name in ("GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    temporary = folder / "runner"
    temporary.mkdir(exist_ok=True)
    return {
        "GITHUB_ACTIONS": "true",
        "CI": "true",
        "RUNNER_TEMP": str(temporary),
        "GITHUB_ACTION_PATH": str(ROOT),
        "ACTIONPLAN_AS_AT": AS_AT,
        **files,
    }
