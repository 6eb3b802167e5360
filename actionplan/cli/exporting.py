"""From plans to the files of an export."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from actionplan import __version__
from actionplan.checks.runner import rule
from actionplan.cli import console
from actionplan.cli.gather import Gathered, plan_id
from actionplan.loaded import Loaded
from actionplan.tables.lending import FileValues, Lender, Lent, lend
from actionplan.tables.package import DESCRIPTOR, Lying, describe
from actionplan.tables.sharing import public_lender
from actionplan.tables.writers import EXPORT, ONE_EACH, SHEETS, About
from actionplan.world.given import read_given
from actionplan.world.workspace import CannotRun

DATA_IS_WRONG = 1
LARGEST = 1 << 30  # bytes of a file of ours that may be replaced


def lent_by(gathered: Gathered, *, is_public: bool) -> tuple[Lent, About]:
    """The plans as tables.

    Ends the command where a file could not be read whole: an export would lack what stands there.
    """
    broken = [each for each in gathered.plans if not is_whole(each)]
    for each in broken:
        console.complain(f"Not all of {plan_id(each)} can be read, so an export would not hold everything.")
    if broken:
        console.complain("Nothing was written. To see what is wrong: actionplan validate")
        console.leave(DATA_IS_WRONG)
    lenders = [lender_of(each) for each in gathered.plans if each.plan]
    if not lenders:
        raise CannotRun("There is no plan, so there is nothing to export.")
    shown = [public_lender(each) for each in lenders] if is_public else lenders
    title = "; ".join(each.plan.head.title for each in shown)
    return lend(shown, gathered.on), About(title, __version__)


def is_whole(loaded: Loaded) -> bool:
    """Whether all that stands in the plan's files could be read, and nothing of it stands there twice."""
    is_read = loaded.plan is not None and loaded.is_whole and not loaded.unread
    return is_read and not any(rule(each.code).SEVERITY == "error" for each in loaded.hits)


def lender_of(loaded: Loaded) -> Lender:
    """The plan *loaded*, which was read whole, with the values of its files."""
    assert loaded.plan  # noqa: S101  # asked before
    files = [
        FileValues(loaded.within(sheet.text.name), sheet.role, _values(sheet.opened.tree.value))
        for sheet in loaded.sheets.values()
    ]
    return Lender(loaded.plan, files)


def _values(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def one_file(lent: Lent, about: About, format_: str, table: str) -> bytes:
    """All tables in *format_*; of csv the one called *table*."""
    writer = import_module(f"actionplan.tables.writers.{format_}")
    data: bytes = writer.write_table(lent.named(table)) if format_ == ONE_EACH else writer.write(lent, about)
    return data


def beside(lent: Lent, about: About, format_: str, table: str, output: str, data: bytes) -> bytes:
    """The description of the one file *output*, which holds *data*."""
    lying = Lying(Path(output).name, data)
    tables = [table] if format_ == ONE_EACH else _tables_in(lent, format_)
    return describe(lent, about, format_, dict.fromkeys(tables, lying))


def _tables_in(lent: Lent, format_: str) -> list[str]:
    return [each.name for each in (lent.with_rows if format_ in SHEETS else lent.tables)]


def folder_of(lent: Lent, about: About, format_: str, folder: Path) -> tuple[dict[str, bytes], frozenset[str]]:
    """The files of an export in *folder* by name, and those of them that may be replaced: what was exported before."""
    if format_ == ONE_EACH:
        where = {each: Lying(f"{each}.csv", one_file(lent, about, format_, each)) for each in _tables_in(lent, format_)}
    else:
        stem = lent.plans[0].id if len(lent.plans) == 1 else "plans"
        lying = Lying(f"{stem}.{format_}", one_file(lent, about, format_, ""))
        where = dict.fromkeys(_tables_in(lent, format_), lying)
    files = {each.path: each.data for each in where.values()}
    return {**files, DESCRIPTOR: describe(lent, about, format_, where)}, _exported_before(folder)


def _exported_before(folder: Path) -> frozenset[str]:
    """The files in *folder* that an export put there and nobody has changed since, as its description says."""
    import json
    from hashlib import sha256

    try:
        described = json.loads(read_given(folder / DESCRIPTOR, LARGEST))
        resources = described["resources"] if EXPORT in described else []
        sums = {str(each["path"]): str(each["hash"]) for each in resources}
        if not sums:
            return frozenset()
        same = [name for name, known in sums.items() if _sum(folder, name, sha256) == known]
    except (CannotRun, ValueError, LookupError, TypeError, RecursionError):
        return frozenset()
    return frozenset((*same, DESCRIPTOR))


def _sum(folder: Path, name: str, sha256: Any) -> str:
    """What sums up the file *name* in *folder*; nothing where there is none."""
    if "/" in name or "\\" in name:
        return ""
    try:
        return f"sha256:{sha256(read_given(folder / name, LARGEST)).hexdigest()}"
    except CannotRun:
        return ""
