"""The files of a new plan, read and judged before any of them is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import Coded
from actionplan.checks.runner import severity_of
from actionplan.cli import console
from actionplan.domain.model import PlanFile
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.plaintext import one_line
from actionplan.validation import errors_of
from actionplan.world.workspace import stem_of
from actionplan.world.writing import Refused

SHOWN = 10


class Proof(NamedTuple):
    """A new plan as it will be read, and what is wrong with it."""

    loaded: Loaded
    found: tuple[Coded, ...]

    @property
    def head(self) -> PlanFile:
        """What its plan.yaml says. Raises Refused where that cannot be read."""
        if self.loaded.plan is None:
            raise Refused("Not written, because it could not be read again.")
        return self.loaded.plan.head


def proof_of(
    plan: str, files: Mapping[str, bytes], on: date, today: date, also: AbstractSet[str] = frozenset()
) -> Proof:
    """What becomes of the plan's own *files*, by their names in its folder; those that are not YAML say nothing.

    Its errors are found, and what the rules *also* find.
    """
    loaded = read_again(plan, files)
    return Proof(loaded, errors_of(loaded, on, today, also))


def read_again(plan: str, files: Mapping[str, bytes]) -> Loaded:
    """The plan that *files* are, by their names in its folder."""
    return load(plan, _texts(plan, {name: data for name, data in files.items() if name.endswith(".yaml")}))


def _texts(plan: str, files: Mapping[str, bytes]) -> Iterator[Text]:
    show = console.progress("Reading again file", len(files))
    for number, (name, data) in enumerate(files.items(), 1):
        yield Text(f"{plan}/{name}", stem_of(name), data)
        show(number)


def refuse_errors(found: Iterable[Coded], excused: AbstractSet[str] = frozenset()) -> None:
    """Nothing, where the only errors *found* are of the rules *excused*. Raises Refused where there is another one."""
    errors = [each for each in found if each.code not in excused and severity_of(each.code, {}) == "error"]
    if errors:
        said = "\n".join(f"  {one_line(hit.message)} ({code}).\n  {one_line(hit.fix)}" for code, hit in errors[:SHOWN])
        more = f"\n  and {len(errors) - SHOWN:,} more" if len(errors) > SHOWN else ""
        raise Refused(f"Not written, because it would not be in order:\n{said}{more}")
