"""Which findings a baseline knows, and which of its entries are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from actionplan.checks.diagnostic import Coded, Finding, Hit, Home, Opened, Place

if TYPE_CHECKING:
    from actionplan.domain.accepted import BaselineFile, KnownFinding

MAX_WRITTEN = 300  # characters; a key that is longer is not told from another one


class Mark(NamedTuple):
    """What a finding is known by: the same before and after lines have moved, and from whatever folder one looks."""

    commitment: str
    file: str
    rule: str
    key: str


def mark_of(finding: Finding) -> Mark:
    """What *finding* is known by."""
    rule, file, about, key = finding.recognised_by
    return Mark(about.partition("/")[2], _writable(last_name(file)), rule, _writable(key))


def entry_mark(entry: KnownFinding) -> Mark:
    """What the finding of an *entry* is known by."""
    return Mark(entry.commitment or "", entry.file or "", entry.rule, entry.key or "")


def last_name(file: str) -> str:
    """The file's name without its folders: all files of a plan lie in one."""
    return file.rpartition("/")[2]


def _writable(text: str) -> str:
    """*text* if it can stand in a file as one word or line; else nothing."""
    return text if text.isprintable() and text.strip() == text and len(text) <= MAX_WRITTEN else ""


class Sight(NamedTuple):
    """How far the files of a plan could be read: its commitments' homes, and the files in which something is unread.

    Where the plan as a whole is not known, nothing is *sure*.
    """

    homes: Mapping[str, Home]
    unread: AbstractSet[str]
    is_sure: bool

    def sees(self, commitment: str | None, file: str | None = None) -> bool:
        """Whether all that could be found about *commitment*, or in *file*, is found."""
        if not self.is_sure:
            return False
        if commitment:
            home = self.homes.get(commitment)
            return home.file not in self.unread if home else not self.unread
        return not (any(last_name(each) == file for each in self.unread) if file else self.unread)


def sight_of(
    homes: Mapping[str, Home],
    files: Mapping[str, Opened],
    head_file: str,
    beside: Iterable[str | None],
    *,
    is_sure: bool,
) -> Sight:
    """How far *files* could be read. What is wrong in the files *beside* the plan hides nothing in it."""
    unread = {name for name, opened in files.items() if opened.left_out or not opened.tree.is_whole} - {*beside}
    return Sight(homes, unread, is_sure and head_file not in unread)


def gone(baseline: BaselineFile, findings: Iterable[Finding], sight: Sight) -> Iterator[KnownFinding]:
    """The entries of *baseline* whose finding is not there any more, as far as that can be seen."""
    left = Counter(map(mark_of, findings))
    for entry in baseline.findings:
        mark = entry_mark(entry)
        if left[mark]:
            left[mark] -= 1
        elif sight.sees(entry.commitment, entry.file):
            yield entry


def judge_baseline(baseline: BaselineFile, file: str, findings: Iterable[Finding], sight: Sight) -> Iterator[Coded]:
    """A hit where entries of *baseline*, which stands in *file*, are gone."""
    number, count = len(list(gone(baseline, findings, sight))), len(baseline.findings)
    if not number:
        return
    if number == count:
        what = f"all {count} findings in the baseline are gone" if count > 1 else "the finding in the baseline is gone"
        fix = "Remove this file: nothing is left of what was wrong when the plan was taken over."
    else:
        what = f"{number} of the {count} findings in the baseline {'is' if number == 1 else 'are'} gone"
        fix = "Write the baseline again, so that they cannot come back: actionplan validate --write-baseline"
    yield Coded("AP907", Hit(Place(file, ("findings",), "key"), what, fix))


def knows(baseline: BaselineFile | None) -> Callable[[Finding], bool]:
    """A function that says of one finding after the other whether *baseline* knows it, each entry once."""
    left = Counter(map(entry_mark, baseline.findings)) if baseline else Counter[Mark]()

    def is_known(finding: Finding) -> bool:
        mark = mark_of(finding)
        left[mark] -= 1
        return left[mark] >= 0

    return is_known
