"""The files of a new plan, read and judged before any of them is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.domain.model import PlanFile
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.plaintext import one_line
from actionplan.validation import findings_of
from actionplan.world.workspace import stem_of
from actionplan.world.writing import Refused

SHOWN = 10


class Proof(NamedTuple):
    """A new plan as it will be read, and what the rules find in it."""

    loaded: Loaded
    findings: tuple[Finding, ...]

    @property
    def head(self) -> PlanFile:
        """What its plan.yaml says. Raises Refused where that cannot be read."""
        if self.loaded.plan is None:
            raise Refused("Not written, because it could not be read again.")
        return self.loaded.plan.head


def proof_of(plan: str, files: Mapping[str, bytes], on: date, today: date) -> Proof:
    """What becomes of the plan's own *files*, by their names in its folder; those that are not YAML say nothing."""
    loaded = read_again(plan, files)
    return Proof(loaded, tuple(findings_of(loaded, on, today)))


def read_again(plan: str, files: Mapping[str, bytes]) -> Loaded:
    """The plan that *files* are, by their names in its folder."""
    texts = [Text(f"{plan}/{name}", stem_of(name), data) for name, data in files.items() if name.endswith(".yaml")]
    return load(plan, texts)


def refuse_errors(proof: Proof, excused: Collection[str] = ()) -> None:
    """Nothing, where the only errors are of the rules *excused*. Raises Refused where there is another one."""
    errors = [each for each in proof.findings if each.severity == "error" and each.code not in excused]
    if errors:
        said = "\n".join(
            f"  {one_line(each.message)} ({each.code}).\n  {one_line(each.fix)}" for each in errors[:SHOWN]
        )
        more = f"\n  and {len(errors) - SHOWN:,} more" if len(errors) > SHOWN else ""
        raise Refused(f"Not written, because it would not be in order:\n{said}{more}")
