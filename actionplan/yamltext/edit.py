"""Edits of YAML text in place: only the lines that must change do, and each edit is proved before anyone sees it.

An operation becomes splices of the old text. The new text is parsed again, and its data must be the old data with the
operation applied; where that cannot be had, the edit is refused, with what to type by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from actionplan.yamltext.by_hand import by_hand
from actionplan.yamltext.emit import new_document
from actionplan.yamltext.inverse import inverse
from actionplan.yamltext.nodes import Layout
from actionplan.yamltext.operations import (
    Append,
    Bare,
    Insert,
    Operation,
    Refused,
    Remove,
    Set,
    Value,
    applied,
    refuse_overlaps,
)
from actionplan.yamltext.parsers import PureParser
from actionplan.yamltext.placing import splices_of
from actionplan.yamltext.splice import Splice, encode, spliced, undone
from actionplan.yamltext.tree import Tree, parse

__all__ = [
    "Append",
    "Bare",
    "Edited",
    "Insert",
    "Operation",
    "Refused",
    "Remove",
    "Set",
    "Splice",
    "Value",
    "edit",
    "encode",
    "inverse",
    "new_document",
]

PROVE_TWICE_UP_TO = 64 * 1024  # characters; the slow parser takes about 30 times as long

_HARMLESS = frozenset(("byte-order-mark", "long-key", "tab", "bidirectional", "invisible"))
_LINE_ENDS = ("\x85", "\u2028", "\u2029")
_UNPROVED = "The change could not be made so that everything else reads as before."
_UNENDED = (
    "The file ends in a block of text without a line end behind its last line. "
    "Put the cursor there, press Enter, save, and try again."
)


class Edited(NamedTuple):
    """The new text, the splices of the old one that made it, and the new text's own tree."""

    text: str
    splices: tuple[Splice, ...]
    tree: Tree

    @property
    def value(self) -> Any:
        """The new text's values."""
        return self.tree.value


def edit(text: str, operations: Sequence[Operation], tree: Tree | None = None) -> Edited:
    """*text* with the *operations* applied, proved. *tree* is the text's own, where the caller has it.

    Raises Refused where the change cannot be made or not be proved.
    """
    old = parse(text) if tree is None else tree
    try:
        _refuse_unreliable(text, old)
        refuse_overlaps(operations)
        return _edited(text, old, operations)
    except Refused as refused:
        raise by_hand(refused, text, old, operations) from None


def _edited(text: str, old: Tree, operations: Sequence[Operation]) -> Edited:
    expected = applied(old.value, operations)
    layout = Layout(text, old)
    tried = ""
    for is_cautious in (False, True):
        splices = splices_of(layout, operations, is_cautious=is_cautious)
        new_text = spliced(text, splices)
        tree = _proved(text, new_text, splices, old, expected) if new_text != tried else None
        if tree is not None:
            return Edited(new_text, splices, tree)
        tried = new_text
    raise Refused(_UNENDED if _ends_in_block_text(layout) else _UNPROVED, splices[0].start if splices else 0)


def _ends_in_block_text(layout: Layout) -> bool:
    """Whether the last value is a block text that takes on a line end as soon as anything follows it."""
    node = layout.root
    while node.is_collection and node.value:
        node = layout.last_child(node)
    return not layout.text.endswith("\n") and layout.is_block_text(node)


def _proved(text: str, new_text: str, splices: Sequence[Splice], old: Tree, expected: Any) -> Tree | None:
    """The tree of *new_text*; None where it is not what was expected, to one parser or to both."""
    if undone(text, new_text, splices) != text:
        return None
    tree = parse(new_text)
    if not _reads_as(tree, old, expected):
        return None
    return tree if len(new_text) > PROVE_TWICE_UP_TO or _is_witnessed(text, new_text, old, expected) else None


def _is_witnessed(text: str, new_text: str, old: Tree, expected: Any) -> bool:
    """Whether the other parser agrees. One that cannot read the old text either (tabs behind values) is no witness."""
    if _reads_as(parse(new_text, PureParser), old, expected):
        return True
    before = parse(text, PureParser)
    return not before.is_whole or before.value != old.value


def _reads_as(new: Tree, old: Tree, expected: Any) -> bool:
    problems = Counter(each.kind for each in new.problems)
    return new.is_whole and new.value == expected and problems <= Counter(each.kind for each in old.problems)


def _refuse_unreliable(text: str, tree: Tree) -> None:
    """Refuse a text whose places cannot be relied on."""
    bad = next((each for each in tree.problems if each.kind not in _HARMLESS), None)
    if bad is not None or not tree.is_whole:
        raise Refused("The file holds something that has to be mended first.", bad.start if bad else 0)
    strange = next((sign for sign in _LINE_ENDS if sign in text), None)
    if strange is not None:
        raise Refused("The file holds a line end that only some programs see.", text.index(strange))
    if "\r" in text and (found := re.search(r"\r(?!\n)", text)):
        raise Refused("The file holds a line end that only some programs see.", found.start())
