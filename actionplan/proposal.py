"""What a command would write: new bytes, proved, and what the rules would say of them that they do not say now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actionplan.checks.diagnostic import Finding
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.validation import findings_of, partition
from actionplan.yamltext.edit import edit
from actionplan.yamltext.operations import Operation, Refused
from actionplan.yamltext.splice import encode
from actionplan.yamltext.tree import Tree


class FileChange(NamedTuple):
    """One file to be changed, by the name it is shown under: its bytes before, None where it is new, and after.

    `tree` holds the new values, where they have been parsed already.
    """

    name: str
    before: bytes | None
    after: bytes
    tree: Tree | None = None


class Proposal(NamedTuple):
    """What one plan would become.

    `news` is what the rules find in the result and did not find before, in the order of the files.
    """

    changes: tuple[FileChange, ...]
    before: Loaded
    after: Loaded
    news: tuple[Finding, ...]


class Unproved(Exception):  # noqa: N818  # an answer, not an error
    """A change that could not be made in *file*, or not be proved: nothing has changed, and *why* says what to type."""

    def __init__(self, file: str, why: Refused) -> None:
        super().__init__(f"{file}: {why.reason}")
        self.file = file
        self.why = why


def propose(
    loaded: Loaded, operations: Mapping[str, Sequence[Operation]], on: date, today: date, new: Sequence[Text] = ()
) -> Proposal:
    """The proposal to apply *operations* to the files they are for, and to add the *new* files.

    Raises Unproved where an edit cannot be made or proved.
    """
    changes = [_change(loaded, name, wanted) for name, wanted in operations.items()]
    changes += [FileChange(text.name, None, text.data) for text in new]
    return propose_changes(loaded, changes, on, today, new)


def propose_changes(
    loaded: Loaded, changes: Sequence[FileChange], on: date, today: date, new: Sequence[Text] = ()
) -> Proposal:
    """The proposal to make *changes*, which are proved already."""
    if not changes:
        return Proposal((), loaded, loaded, ())
    after = {each.name: each for each in changes}
    texts = [_changed(text, after.get(text.name)) for text in loaded.texts]
    result = load(loaded.name, (*texts, *new), is_part=not loaded.is_whole, known=loaded.sheets)
    return Proposal(tuple(changes), loaded, result, _news(loaded, result, on, today))


def _changed(text: Text, change: FileChange | None) -> Text:
    return text if change is None else text._replace(data=change.after, tree=change.tree)


def _change(loaded: Loaded, name: str, operations: Sequence[Operation]) -> FileChange:
    opened = loaded.files[name]
    try:
        edited = edit(opened.source.text, operations, opened.tree)
    except Refused as why:
        raise Unproved(name, why) from None
    return FileChange(name, loaded.sheets[name].text.data, encode(opened.source, edited.text), edited.tree)


def _news(before: Loaded, after: Loaded, on: date, today: date) -> tuple[Finding, ...]:
    """The findings that count in *after* and did not in *before*. Lines move: each is known by what it says of what."""
    known = Counter(map(_recognised, partition(findings_of(before, on, today), before, today).new))
    news = []
    for finding in partition(findings_of(after, on, today), after, today).new:
        if known[_recognised(finding)]:
            known[_recognised(finding)] -= 1
        else:
            news.append(finding)
    return tuple(news)


def _recognised(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.file, finding.about, finding.key, finding.message
