"""What one plan's files hold: their texts, what could be read of them, and where each thing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from actionplan.checks.diagnostic import Coded, Home, Opened
from actionplan.domain.model import Plan
from actionplan.yamltext.tree import Places, Tree

if TYPE_CHECKING:
    from actionplan.domain.accepted import BaselineFile, WaiversFile
    from actionplan.domain.reviewed import Filed


class Text(NamedTuple):
    """One file as it came from outside: its shown name, its role and its bytes; or why there are none.

    `stem` is the file's name in the plan's folder, without its ending: `haven`, `reviews/2015-16-q2`. `trouble` is a
    sentence and `remedy` what to do about it. `tree` holds its values where somebody has parsed them already.
    """

    name: str
    stem: str
    data: bytes = b""
    trouble: str = ""
    remedy: str = ""
    code: str = "AP023"
    tree: Tree | None = None


class Sheet(NamedTuple):
    """One file of a plan, read by itself: its values, its record (None where it has none), and what is wrong with it.

    `year_starts` is the month it was read with; `also_known` holds ids that are written but could not be read. `role`
    is the file's stem, or empty for one that the plan does not take part of. `is_foreign` says that it is a plan.yaml
    which another version wrote.
    """

    text: Text
    year_starts: int
    opened: Opened
    record: Any
    hits: tuple[Coded, ...] = ()
    also_known: frozenset[str] = frozenset()
    is_whole: bool = True
    is_foreign: bool = False
    role: str = ""


@dataclass(frozen=True, eq=False, repr=False)  # nobody compares two, and start-up is shorter
class Loaded:
    """What one plan's files hold.

    `sheets` are the files, by name, as each was read. `plan` is None where plan.yaml could not be read. `homes` says
    where each commitment is written, `partner_files` which file is each partner's; `also_known` holds ids that are
    written but could not be read. `is_whole` is False where a file is missing from the plan because it could not be
    read, or was left out. `waivers` and `baseline` are what stands in the files of these names, None without one or
    where it could not be read. `reviews` are those that were closed and could be read, in the order of their files.
    """

    name: str
    sheets: Mapping[str, Sheet]
    plan: Plan | None
    files: Mapping[str, Opened]
    hits: tuple[Coded, ...]
    homes: Mapping[str, Home]
    head_file: str
    outcomes_file: str | None
    partner_files: Mapping[str, str]
    also_known: frozenset[str]
    is_whole: bool
    waivers: WaiversFile | None = None
    waivers_file: str | None = None
    baseline: BaselineFile | None = None
    baseline_file: str | None = None
    reviews: tuple[Filed, ...] = ()

    @cached_property
    def _places(self) -> dict[str, Places]:
        return {}

    @property
    def texts(self) -> tuple[Text, ...]:
        """The files as they came."""
        return tuple(each.text for each in self.sheets.values())

    @cached_property
    def digest(self) -> str:
        """What stands for the very bytes of the files: the first 16 digits of a SHA-256 over their names and contents.

        The folder's own name is not in it, nor is where it lies.
        """
        from hashlib import sha256

        whole = sha256()
        for text in sorted(self.texts, key=lambda each: each.name):
            for part in (text.name.rpartition("/")[2].encode("utf-8", "backslashreplace"), text.data):
                whole.update(b"%d:" % len(part) + part)
        return whole.hexdigest()[:16]

    def shown(self, name: str) -> str:
        """The file called *name* from the plan's folder on, as it is shown."""
        return f"{self._folder}{name}"

    def within(self, file: str) -> str:
        """The name of *file*, as it is shown, from the plan's folder on."""
        return file.removeprefix(self._folder)

    @property
    def _folder(self) -> str:
        folder, sign, _ = self.head_file.rpartition("/")
        return folder + sign

    @property
    def unread(self) -> tuple[str, ...]:
        """The files of which something could not be read, and is therefore not in the plan."""
        return tuple(name for name, each in self.files.items() if each.left_out or not each.tree.is_whole)

    def can_be_known(self, file: str) -> bool:
        """Whether what is found in *file* may be taken as known: it is part of the plan and was read to its end."""
        sheet = self.sheets.get(file)
        return sheet is not None and sheet.is_whole and file not in (self.waivers_file, self.baseline_file)

    def lines(self) -> dict[str, int]:
        """The line on which each commitment begins, by its id."""
        lines: list[int] = []
        for file, homes in groupby(self.homes.values(), key=attrgetter("file")):  # in the order of each file
            places = Places(self.files[file].tree)
            lines += self.files[file].source.lines_of([places.locate(each.route)[0] for each in homes])
        return dict(zip(self.homes, lines, strict=True))

    def line_of(self, commitment_id: str, *route: str | int) -> int:
        """The line on which a commitment begins, or what *route* leads to in it."""
        home = self.homes[commitment_id]
        opened = self.files[home.file]
        places = self._places.get(home.file) or self._places.setdefault(home.file, Places(opened.tree))
        return opened.source.position(places.locate((*home.route, *route))[0])[0]
