"""PyYAML's two parsers, made alike: text in, events out."""

from __future__ import annotations

from typing import Any

import yaml


class PureParser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's own parser in Python: the fallback, and the second witness."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


def _fast() -> Any:
    try:
        from yaml._yaml import CParser
    except ImportError:  # PyYAML built without libyaml: slower, and reads the same files
        return PureParser
    return CParser


FastParser: Any = _fast()
