"""The sentence for each kind of problem that a text can have before anybody asks what it means."""

from __future__ import annotations

from typing import NamedTuple

from actionplan.yamltext.problem import MAX_BYTES, MAX_DEPTH, MAX_KEY, MAX_NODES, MAX_PROBLEMS


class Sentence(NamedTuple):
    """How a kind of problem is said: `{detail}`, `{name}` and `{others}` stand for what the problem holds."""

    code: str
    message: str
    fix: str


SENTENCES = {
    "byte-order-mark": Sentence(
        "AP002",
        "the file begins with a byte order mark",
        "Nothing is lost by it. Save as “UTF-8” rather than “UTF-8 with BOM” to be rid of it.",
    ),
    "tab": Sentence(
        "AP003",
        "there is a tab here",
        "Replace it by spaces: tabs look different in every editor, and YAML does not indent with them.",
    ),
    "tab-indent": Sentence(
        "AP003",
        "the line is indented with a tab{others}",
        "Indent with spaces: two for each level. Editors can turn all tabs into spaces at once.",
    ),
    "line-end": Sentence(
        "AP004",
        "the character {detail} ends a line for YAML but not for you: what follows would be read as a line of its own",
        "Delete it and press Enter where a new line should begin.",
    ),
    "old-line-ends": Sentence(
        "AP004",
        "the lines of this file end with a carriage return alone, which git takes for one long line",
        "Save the file with line ends LF or CRLF.",
    ),
    "control": Sentence(
        "AP004",
        "there is a control character here ({detail})",
        "Delete it; it usually comes from copying out of another program.",
    ),
    "bidirectional": Sentence(
        "AP005",
        "the character {detail} ({name}) changes the direction of the text, so that it reads otherwise than it is",
        "Delete it. Arabic and Hebrew letters need no such character.",
    ),
    "invisible": Sentence(
        "AP006",
        "there is a character here that nobody can see: {detail} ({name})",
        "Delete it and type the word again.",
    ),
    "not-utf8": Sentence(
        "AP001",
        "the file is not UTF-8 here ({detail})",
        "Save it as UTF-8 in your editor (Notepad: File, Save as, Encoding: UTF-8).",
    ),
    "utf-16": Sentence(
        "AP001",
        "the file is not UTF-8: it is written in UTF-16",
        "Save it as UTF-8 in your editor (Notepad: File, Save as, Encoding: UTF-8).",
    ),
    "not-text": Sentence(
        "AP001",
        "the file is not UTF-8 text: it is {detail}",
        "A plan file is plain text. Move this file to another folder, or give it the ending it should have.",
    ),
    "several-documents": Sentence(
        "AP008",
        "a second document begins here: everything from this line on is ignored by most programs",
        "Remove the line “---”, or put the rest in a file of its own.",
    ),
    "anchor": Sentence(
        "AP016",
        "“&{detail}” marks this place to be repeated elsewhere, which plan files do not do",
        "Write the value out, or put the text in quotes if it should begin with “&”.",
    ),
    "alias": Sentence(
        "AP016",
        "“*{detail}” repeats another place of the file, which plan files do not do",
        "Write the value out, or put the text in quotes if it should begin with “*”.",
    ),
    "merge": Sentence("AP017", "“<<” merges another mapping, which plan files do not do", "Write the keys out here."),
    "tag": Sentence(
        "AP018",
        "“!” here gives the value a YAML type ({detail})",
        "Remove it, or put the text in quotes if it should begin with “!”.",
    ),
    "directive": Sentence(
        "AP018",
        "a line that begins with “%” is an instruction to the YAML program",
        "Remove the line; or, if it is text, put the text in quotes.",
    ),
    "too-deep": Sentence(
        "AP019",
        f"values are nested more than {MAX_DEPTH} deep here",
        "A plan needs six levels. Look for brackets or dashes too many.",
    ),
    "too-large": Sentence(
        "AP020",
        f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB",
        "Is this a plan file? Divide it: a partner may have several files.",
    ),
    "too-many": Sentence(
        "AP020",
        f"the file holds more than {MAX_NODES:,} values",
        "Is this a plan file? Divide it: a partner may have several files.",
    ),
    "empty": Sentence("AP021", "the file is empty", "Write the plan or the commitments, or delete the file."),
    "many": Sentence(
        "AP023",
        f"reading stopped here, after {MAX_PROBLEMS} problems; there may be more below",
        "Mend those above and check again.",
    ),
    "complex-key": Sentence(
        "AP025",
        "a key must be one plain word, and this is a list or a mapping",
        "Write a word followed by a colon. Text that begins with “?”, “[” or “{” needs quotes.",
    ),
    "long-key": Sentence(
        "AP025",
        f"this key is longer than {MAX_KEY} characters",
        "Does a text lack its quotes? Text that holds “: ” needs them.",
    ),
}
