"""Waivers and the baseline as files in a folder: what `validate` says of them, and what they cost a plan without them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.plans import HAVEN, make_plan
from tests.cli.run import run, scrubbed_environment

ROOT = Path(__file__).parent.parent.parent
BROKEN = HAVEN.replace(
    "        evidence: [{title: Register of volunteers, url: 'https://haven.example/register', date: 2025-11}]\n", ""
)
WAIVERS = """\
waivers:
  - {rule: AP303, commitment: haven-2, reason: The register is at the printer., approved_by: The board, until: 2099-01-31}
  - {rule: AP303, commitment: haven-1, reason: As before., approved_by: The board, until: 2016-01-31}
  - {rule: AP303, commitment: haven-9, reason: As before., approved_by: The board, until: 2099-01-31}
"""
BASELINE = """\
date: 2025-12-31
at_first: 2
findings:
  - {rule: AP303, commitment: haven-2, key: evidence}
  - {rule: AP108, file: elm.yaml, key: partner}
"""


def test_what_is_wrong_with_waivers_and_baseline_is_said_with_file_and_line(tmp_path: Path) -> None:
    make_plan(tmp_path, {"haven.yaml": BROKEN, "waivers.yaml": WAIVERS, "baseline.yaml": BASELINE})

    said = " ".join(run("validate", cwd=tmp_path).fails(1).out.split())

    folder = "commitments/northfield"
    for expected in (
        f"{folder}/waivers.yaml:3:91: warning AP904 the waiver of AP303 for haven-1 ran out on 31 January 2016",
        f"{folder}/waivers.yaml:4:31: error AP906 there is a waiver for “haven-9”, and no commitment of this plan has",
        f"{folder}/baseline.yaml:3:1: advice AP907 1 of the 2 findings in the baseline is gone",
    ):
        assert expected in said


def test_they_are_no_partners_files(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"waivers.yaml": "waivers: []\n", "baseline.yaml": "date: 2025-12-31\nfindings: []\n"})
    with_both = run("list", "--format", "csv", cwd=tmp_path).succeeds().out

    for name in ("waivers.yaml", "baseline.yaml"):
        plan.joinpath(name).unlink()

    assert run("list", "--format", "csv", cwd=tmp_path).succeeds().out == with_both


def test_a_command_that_writes_leaves_them_alone(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, {"haven.yaml": BROKEN, "waivers.yaml": WAIVERS, "baseline.yaml": BASELINE})

    ran = run("update", "haven-3", "--status", "in-progress", "--confidence", "green", "--yes", cwd=tmp_path)

    assert ran.code == 0, ran
    assert plan.joinpath("waivers.yaml").read_text(encoding="utf-8") == WAIVERS
    assert plan.joinpath("baseline.yaml").read_text(encoding="utf-8") == BASELINE


def test_a_slip_in_a_waiver_is_mended(tmp_path: Path) -> None:
    slips = WAIVERS.replace("rule: AP303, commitment: haven-2", "rule: ap303, commitment: HAVEN-2")
    plan = make_plan(tmp_path, {"haven.yaml": BROKEN, "waivers.yaml": slips})

    for _ in range(2):  # the commitment comes to light once there is a rule
        ran = run("fix", "--yes", cwd=tmp_path)
        assert ran.code == 0, ran

    assert plan.joinpath("waivers.yaml").read_text(encoding="utf-8") == WAIVERS


def test_a_rule_about_them_explains_itself(tmp_path: Path) -> None:
    for code in ("AP904", "AP905", "AP906", "AP907"):
        assert code in run("explain", code, cwd=tmp_path).succeeds().out


def test_a_plan_without_them_loads_nothing_for_them(tmp_path: Path) -> None:
    make_plan(tmp_path)
    assert _loaded_by_validate(tmp_path) == "[]"


def test_a_plan_with_them_loads_what_judges_them(tmp_path: Path) -> None:
    make_plan(tmp_path, {"waivers.yaml": "waivers: []\n"})

    assert _loaded_by_validate(tmp_path) == "['actionplan.domain.accepted', 'actionplan.checks.waivers']"


def _loaded_by_validate(folder: Path) -> str:
    """The modules about waivers that `actionplan validate` imports in *folder*."""
    asked = ["actionplan.domain.accepted", "actionplan.checks.waivers", "actionplan.baseline"]
    script = (
        "import sys\n"
        "sys.argv = ['actionplan', 'validate', '--as-at', '2025-12-31']\n"
        "from actionplan.cli.main import run\n"
        "code = run()\n"
        f"sys.stderr.write(str([each for each in {asked} if each in sys.modules]))\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**scrubbed_environment(), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1]
