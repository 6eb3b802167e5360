"""Documents in every style that YAML allows and our files may hold, from a random number."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

WORDS = [
    "hubs",
    "care",
    "open",
    "Haven",
    "survey",
    "café",
    "a·b",
    "Δt",
    "😀",
    "𝒳",
    "it's",
    'say "so"',
    "10",
    "2015-10",
    "é",
]
PLAIN = [
    *WORDS,
    "no",
    "1.10",
    "two words",
    "x:y",
    "a#b",
    "-x",
    "a, b",
    "http://x.example/#y",
    "1:30",
    "[x".replace("[", "("),
    "~x",
]
COMMENTS = ["# note", "#", "# - not an item", "# key: value", "# é😀", "# 'quoted", "#x [a, {b"]
KEYS = ["id", "title", "note", "with", "due", "parts", "updates", "a b", "é", "😀k", "x-1", "no", "2016", "k#"]


class Writer:
    """Writes one document; its style is drawn once, exceptions as it goes."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.step = random.choice([2, 2, 2, 3, 4, 1])
        self.offset = random.choice([0, 2, 2, self.step])
        self.gap = random.choice([1, 1, 1, 2, 3])
        self.remarks = random.choice([0, 0.05, 0.15, 0.4])
        self.newlines = random.choice([["\n"], ["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]])

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def document(self) -> str:
        """The text of a document."""
        lines = ["# first", ""] if self.chance(0.3) else []
        lines += ["---"] if self.chance(0.1) else []
        indent = self.step if self.chance(0.05) else 0
        if self.chance(0.08):
            lines += self.sequence(indent, 3)
        elif self.chance(0.05):
            lines += [self.flow(2), *self.remark(0)]
        else:
            lines += self.mapping(indent, 3)
        lines += ["...", "# after"] if self.chance(0.05) else []
        lines += self.random.choice([[], [], [""], ["", "# last"], ["  # last"]])
        text = "".join(line + self.random.choice(self.newlines) for line in lines)
        return text.rstrip("\r\n") if self.chance(0.2) else text

    def remark(self, indent: int) -> list[str]:
        """Perhaps a comment or a blank line of its own."""
        if not self.chance(self.remarks):
            return []
        return [
            self.random.choice(
                ["", " " * max(0, indent + self.random.choice([0, 0, -2, 2])) + self.random.choice(COMMENTS)]
            )
        ]

    def behind(self) -> str:
        """Perhaps blanks, or a comment, at the end of a line."""
        if self.chance(self.remarks):
            return " " * self.random.choice([1, 1, 2, 5]) + self.random.choice(COMMENTS)
        return " " * self.random.choice([1, 3]) if self.chance(0.03) else ""

    def keys(self) -> list[str]:
        return self.random.sample(KEYS, self.random.choice([1, 2, 2, 3, 4]))

    def key(self, name: str) -> str:
        sign = self.random.choice(["'", '"']) if self.chance(0.1) else ""
        return f"{sign}{name}{sign}" + (" " if self.chance(0.03) else "")

    def mapping(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for name in self.keys():
            lines += self.remark(indent)
            lines += self.entry(f"{' ' * indent}{self.key(name)}:", indent, depth)
        return lines

    def entry(self, head: str, indent: int, depth: int) -> list[str]:
        draw = self.random.random()
        if depth and draw < 0.25:
            inner = indent + (self.random.choice([self.step, 3]) if self.chance(0.1) else self.step)
            return [head + self.behind(), *self.mapping(inner, depth - 1)]
        if depth and draw < 0.5:
            inner = indent + (self.random.choice([0, 2, 4]) if self.chance(0.1) else self.offset)
            return [head + self.behind(), *self.sequence(inner, depth - 1)]
        return self.value(head, indent)

    def sequence(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.random.choice([1, 2, 2, 3])):
            lines += self.remark(indent)
            gap = " " * (self.random.choice([1, 2]) if self.chance(0.05) else self.gap)
            head = f"{' ' * indent}-"
            inner = indent + 1 + len(gap)
            if depth and self.chance(0.5):
                box = self.mapping(inner, depth - 1) if self.chance(0.8) else self.sequence(inner, depth - 1)
                while box and not box[0].strip().strip("#"):
                    box = box[1:]
                is_below = self.chance(0.05) or box[0].lstrip().startswith("#")
                lines += [head + self.behind(), *box] if is_below else [head + gap + box[0].lstrip(), *box[1:]]
            else:
                lines += self.value(head, indent)
        return lines

    def value(self, head: str, indent: int) -> list[str]:
        """A leaf behind *head*: its line and the lines below."""
        draw = self.random.random()
        gap = " " * self.random.choice([1, 1, 1, 1, 2, 4])
        if draw < 0.35:
            return [f"{head}{gap}{self.random.choice(PLAIN)}{self.behind()}"]
        if draw < 0.5:
            return [f"{head}{gap}{self.quoted()}{self.behind()}"]
        if draw < 0.6:
            return [head + self.random.choice(["", "", " ~", " null", " []", " {}", "   []", " ''"]) + self.behind()]
        if draw < 0.75:
            return [*self.brackets(head + gap, indent)]
        if draw < 0.9:
            return self.block_text(head + gap, indent)
        return self.long(head + gap, indent)

    def quoted(self) -> str:
        word = self.random.choice([*PLAIN, "", " x ", "a: b", "# c", "[d", "~", "null"])
        if self.chance(0.5):
            return "'" + word.replace("'", "''") + "'"
        return '"' + word.replace('"', '\\"') + self.random.choice(["", "", "\\n", "\\t", "\\u00e9"]) + '"'

    def long(self, head: str, indent: int) -> list[str]:
        """A value over several lines, plain or quoted, or one that begins below its key."""
        inner = " " * (indent + self.step)
        words = [self.random.choice(["care", "and", "more", "é😀"]) for _ in range(3)]
        draw = self.random.random()
        if draw < 0.3:
            return [head.rstrip(), inner + self.random.choice(["x", "'y'", "[]", "[a, b]", "{a: b}"]) + self.behind()]
        blank = [""] if self.chance(0.3) else []
        if draw < 0.6:
            return [head + words[0], *blank, inner + words[1], inner + words[2] + self.behind()]
        sign = self.random.choice(["'", '"'])
        return [f"{head}{sign}{words[0]} x", *blank, f"{inner}{words[1]}{sign}{self.behind()}"]

    def block_text(self, head: str, indent: int) -> list[str]:
        inner = " " * (indent + max(self.step, 1))
        step = str(self.step) if self.chance(0.1) else ""
        head = head + self.random.choice("|>") + step + self.random.choice(["", "", "-", "+"])
        body = [
            inner + self.random.choice(["two hubs", "- x", "# no comment", "a: b", "x  "])
            for _ in range(self.random.choice([0, 1, 2, 3]))
        ]
        if len(body) > 1 and self.chance(0.3):
            body[1] = self.random.choice(["", "", inner + "  deeper"])
        return [head + self.behind(), *body, *[""] * self.random.choice([0, 0, 0, 1, 2])]

    def brackets(self, head: str, indent: int) -> list[str]:
        text = head + self.flow(2)
        if self.chance(0.4):
            return list(self.spread(text, head, indent))
        return [text + self.behind()]

    def spread(self, text: str, head: str, indent: int) -> Iterator[str]:
        """Brackets over several lines: broken behind some of their commas, perhaps with comments."""
        inner = " " * (indent + self.random.choice([self.step, self.step + 2]))
        body = text[len(head) + 1 : -1]
        first, *rest = body.split(", ")
        comma = "," if self.chance(0.2) and body else ""
        yield f"{head}{text[len(head)]}" + self.behind()
        for each, is_last in [(part, number == len(rest)) for number, part in enumerate([first, *rest])]:
            if each:
                yield inner + each + ("," if not is_last else comma) + self.behind()
        yield inner + text[-1] + self.behind()

    def flow(self, depth: int) -> str:
        """A collection in brackets, on one line."""
        if self.chance(0.5):
            parts = [self.flow_value(depth) for _ in range(self.random.choice([0, 1, 2, 3]))]
            text = ", ".join(each or "~" for each in parts)
        else:
            text = ", ".join(
                self.flow_entry(name, depth) for name in self.random.sample(KEYS, self.random.choice([0, 1, 2, 3]))
            )
            return "{" + text + self.random.choice(["", "", "", " "]) + "}"
        pad = " " if self.chance(0.1) else ""
        return f"[{pad}{text}{',' if parts and self.chance(0.1) else ''}{pad}]"

    def flow_entry(self, name: str, depth: int) -> str:
        value = self.flow_value(depth)
        if not value:
            return self.key(name) + self.random.choice(["", ":", ": "])
        return f"{self.key(name)}: {value}"

    def flow_value(self, depth: int) -> str:
        draw = self.random.random()
        if depth and draw < 0.2:
            return self.flow(depth - 1)
        if draw < 0.6:
            return self.random.choice([each for each in PLAIN if not set(each) & set(",[]{}:")])
        return self.quoted() if draw < 0.9 else self.random.choice(["", "~", "null"])
