"""What each command loads: start-up is a feature, so nothing heavy comes in by accident."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import scrubbed_environment

ROOT = Path(__file__).parent.parent.parent
HEAVY = (
    "pydantic",
    "pydantic_core",
    "rich",
    "tabulate",
    "json",
    "csv",
    "yaml",
    "jinja2",
    "docx",
    "xlsxwriter",
    "python_calamine",
    "unicodedata",
    "difflib",
    "tempfile",
    "sqlite3",
    "actionplan.tables",
)

# difflib comes with Typer. json is asked for, or comes with the report's JSON.
EXPECTED: dict[tuple[str, ...], set[str]] = {
    ("--version",): {"difflib"},
    ("--help",): {"difflib"},
    ("list",): {"difflib", "yaml"},
    ("show", "hact-2"): {"difflib", "yaml"},
    ("history", "hact-2"): {"difflib", "yaml"},
    ("validate",): {"difflib", "yaml"},
    ("review", "--help"): {"difflib"},
    ("review", "list"): {"difflib", "yaml"},
    ("review", "check"): {"difflib", "yaml"},
    ("validate", "--format", "json"): {"difflib", "yaml", "json"},
    ("report",): {"difflib", "yaml"},
    ("returns", "status"): {"difflib", "yaml"},
    ("returns", "remind", "-o", "DRAFTS", "--as-at", "2015-11-01"): {"difflib", "yaml"},
    ("list", "--format", "csv"): {"difflib", "yaml", "csv"},
    ("outcomes",): {"difflib", "yaml"},
    ("export",): {"difflib", "yaml", "csv", "actionplan.tables"},
    ("export", "--format", "json"): {"difflib", "yaml", "json", "actionplan.tables"},
    ("reading", "non-decent", "--value", "8", "--date", "2022", "--source", "A survey", "--dry-run"): {
        "difflib",
        "yaml",
    },
    ("update", "hact-2", "--nil", "--dry-run"): {"difflib", "yaml"},
    ("extend", "nhf-1", "--to", "2099", "--reason", "data", "--dry-run"): {"difflib", "yaml"},
    ("withdraw", "hact-2", "--reason", "data", "--dry-run"): {"difflib", "yaml"},
    ("import", "--help"): {"difflib", "yaml", "actionplan.tables"},
    ("add", "Run 5 classes", "--lead", "hact", "--plan", "mou-2015-16", "--dry-run"): {"difflib", "yaml"},
}


@pytest.mark.parametrize("arguments", EXPECTED, ids=" ".join)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], tmp_path: Path) -> None:
    given = [str(tmp_path / each) if each == "DRAFTS" else each for each in arguments]
    script = (
        "import sys, json as j; del sys.modules['json']\n"
        f"sys.argv = ['actionplan', *{given!r}]\n"
        "out = sys.stderr\n"
        "from actionplan.cli.main import run\n"
        "code = run()\n"
        f"out.write(j.dumps([m for m in {HEAVY!r} if m in sys.modules]))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stderr.splitlines()[-1])) == EXPECTED[arguments]
