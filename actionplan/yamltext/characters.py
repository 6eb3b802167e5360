"""Bytes to text, and the characters that a file of ours must not hold.

The parser would let most of these pass. A lone carriage return, U+0085, U+2028 and U+2029 end a comment for YAML but
not for git or an editor, so a key could hide behind one; a bidirectional override makes a reader see other words than
the machine does (CVE-2021-42574; here with all of Unicode's Bidi_Control).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from actionplan.yamltext.problem import STAND_IN, Problem
from actionplan.yamltext.source import BOM, Source
from actionplan.yamltext.tree import Tree

MAX_SUSPECTS = 10_000  # looked at; far fewer are shown

_LINE_END = "\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_ODD_SPACE = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"  # the flags of England, Scotland and Wales

# As text: hardly any file needs them, and compiling them takes longer than reading one.
_SUSPECT = (
    f"(?P<flag>{_FLAG})|(?P<line_end>[{_LINE_END}]|\r(?!\n))|(?P<control>[{_CONTROL}]+)"
    f"|(?P<bidirectional>[{_BIDI}]+)|(?P<invisible>[{_INVISIBLE}]+)"
)
_STOPS_A_PARSER = f"[{_CONTROL}{_LINE_END}{BOM}]|\r(?!\n)"
_ODD_INDENT = f"(?m)^ *(?=[{_ODD_SPACE}])"
_MERGE_MARK = r"(?m)^<{7} "
UNSAFE = (  # as text, with a group that names the kind
    f"(?P<flag>{_FLAG})|(?P<control>[{_CONTROL}{_LINE_END}\r])"
    f"|(?P<bidirectional>[{_BIDI}])|(?P<invisible>[{_INVISIBLE}])"
)
_PLAIN = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))
_NOT_TEXT = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"%PDF", "a PDF"),
)


def read_source(name: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """The text of *data*, and what is wrong with its encoding or its characters, in the order of the text.

    Where it is not UTF-8 the text has U+FFFD for each byte that could not be read, and that is the only problem.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2].count(0) == 1:
        return Source(name, ""), (Problem("utf-16", 0, 0),)
    if data and not data.strip(b"\0"):
        return Source(name, ""), (Problem("not-text", 0, 0, "null bytes, which a crash can leave behind"),)
    for magic, what in _NOT_TEXT:
        if data.startswith(magic):
            return Source(name, ""), (Problem("not-text", 0, 0, what),)
    bare = data.removeprefix(BOM.encode())
    try:
        source = Source(name, bare.decode("utf-8"), has_bom=len(bare) < len(data))
    except UnicodeDecodeError as error:
        return _undecodable(name, bare, error)
    problems = (Problem("byte-order-mark", 0, 0),) if source.has_bom else ()
    return source, problems + tuple(_suspects(source.text) if _is_suspect(bare) else ())


def _undecodable(name: str, data: bytes, error: UnicodeDecodeError) -> tuple[Source, tuple[Problem, ...]]:
    offset = len(data[: error.start].decode("utf-8"))
    shown = " ".join(f"{byte:02X}" for byte in data[error.start : error.start + 2])
    return Source(name, data.decode("utf-8", "replace")), (Problem("not-utf8", offset, offset + 1, shown),)


def _is_suspect(data: bytes) -> bool:
    """Whether a closer look is needed: nearly all of a file is plain, and removing that is quicker than searching."""
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return True
    rest = data.translate(None, _PLAIN)
    return bool(rest) and re.search(_SUSPECT, rest.decode("utf-8")) is not None


def _suspects(text: str) -> Iterator[Problem]:
    if "\n" not in text and "\r" in text:
        yield Problem("old-line-ends", text.index("\r"), text.index("\r") + 1)
        return
    for found in islice(re.finditer(_SUSPECT, text), MAX_SUSPECTS):
        kind = (found.lastgroup or "").replace("_", "-")
        if kind != "flag":
            yield Problem(kind, found.start(), found.end(), f"U+{ord(found[0][0]):04X}")


_STAND_INS = {BOM: "\u200b"}  # as invisible; in the middle of a text each parser has its own view of the former


def for_parser(text: str) -> str:
    """*text*, as long as before, with stand-ins for what stops a parser or means something else to it than to a reader.

    So the rest of the file can be judged in the same run.
    """
    if "\r" in text and "\n" not in text:  # to the parser these are line ends after all
        return text
    return re.sub(_STOPS_A_PARSER, lambda found: _STAND_INS.get(found[0], STAND_IN), text)


def stray_tabs(text: str, tree: Tree) -> Iterator[Problem]:
    """The tabs outside quoted and block values and comments; of those that indent, the first with their number.

    Where reading stopped, what follows the stop is looked at for indentation only.
    """
    stopped = len(text) if tree.is_whole else tree.problems[-1].start + 1
    starts = tree.spans[::2]
    indents = []
    for found in islice(re.finditer("\t[\t ]*", text), MAX_SUSPECTS):
        at = found.start()
        line = text.rfind("\n", 0, at) + 1
        is_indent = not text[line:at].strip(" ")
        if not (is_indent or at < stopped) or not _is_outside(at, line, text, tree, starts):
            continue
        if is_indent:
            indents.append(at)
        else:
            yield Problem("tab", at, at + 1)
    if indents:
        yield Problem("tab-indent", indents[0], indents[0] + 1, str(len(indents)))


def _is_outside(offset: int, line: int, text: str, tree: Tree, starts: Sequence[int]) -> bool:
    """Whether *offset* is neither in a quoted or block value nor in a comment."""
    number = bisect_right(starts, offset) - 1
    end = tree.spans[2 * number + 1] if number >= 0 else 0
    if offset < end:
        return text[starts[number]] not in "\"'|>"
    return not re.search(r"(?:^|\s)#", text[max(end, line) : offset])


def odd_indent(text: str, tree: Tree) -> Problem | None:
    """The first line that is indented with a character that only looks like a space, so that it is not indented."""
    if text.isascii() or not any(each in text for each in _ODD_SPACE):
        return None
    starts = set(tree.spans[::2])
    for found in re.finditer(_ODD_INDENT, text):
        if found.end() in starts:
            return Problem("odd-indent", found.end(), found.end() + 1, f"U+{ord(text[found.end()]):04X}")
    return None


def merge_mark(text: str) -> Problem | None:
    """Where git left its marks of a merge that failed."""
    found = re.search(_MERGE_MARK, text) if "<<<<<<< " in text else None
    return Problem("merge-mark", found.start(), found.start() + 7) if found else None


def unsafe_character(value: str) -> tuple[str, str] | None:
    r"""The kind and the name (`U+001B`) of the first character of *value* that must not be in a text, or None.

    Such a character gets past the look at the text when it is written as an escape: `"\e[2J"`.
    """
    found = next((each for each in re.finditer(UNSAFE, value) if each.lastgroup != "flag"), None)
    return (str(found.lastgroup), f"U+{ord(found[0]):04X}") if found else None
