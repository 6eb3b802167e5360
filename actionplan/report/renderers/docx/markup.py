"""Text, paragraphs and links as WordprocessingML.

Whole bodies and tables are strings: building them element by element takes twenty times as long. Text gets into them
through `run` alone, which escapes it.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from actionplan.plaintext import visible

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_TEXT = '<w:t xml:space="preserve">'
_ROOM_FOR_ADDRESS = 2_000  # Word cuts longer ones
_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#].*)?", re.DOTALL)
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def w(name: str) -> str:
    """*name* of WordprocessingML as parsed XML has it: with the namespace that `w:` stands for."""
    return f"{{{MAIN}}}{name}"


def escaped(text: str) -> str:
    """*text* for an attribute."""
    return escape(visible(text))


def run(text: str, properties: str = "") -> str:
    """*text* in one run, its line breaks and tabs as Word has them."""
    shown = escape(visible(text), quote=False)
    if not shown.isprintable():
        shown = shown.replace("\n", f"</w:t><w:br/>{_TEXT}").replace("\t", f"</w:t><w:tab/>{_TEXT}")
    inner = f"{_TEXT}{shown}</w:t>"
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>" if properties else f"<w:r>{inner}</w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """Runs as a paragraph; *style* is the id of its style, empty for the template's normal text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inner}{content}</w:p>"


class Links:
    """The addresses that a document points to, each with the id by which its body names it."""

    def __init__(self, style: str) -> None:
        self.style = f'<w:rStyle w:val="{style}"/>'
        self.ids: dict[str, str] = {}

    def run(self, text: str, url: str | None) -> str:
        """*text* as a link to *url*, or with the address beside it where Word could not follow it."""
        if not url:
            return run(text)
        address = web_address(url)
        if address is None:
            return run(f"{text}, {url}")
        id_ = self.ids.setdefault(address, f"link{len(self.ids) + 1}")
        return f'<w:hyperlink r:id="{id_}" w:history="1">{run(text, self.style)}</w:hyperlink>'


def web_address(url: str) -> str | None:
    """*url* as it may stand in a document; None where it is no plain web address.

    Word calls a document damaged for one address that is none: blanks and the like are written by their number.
    """
    if not _ADDRESS.fullmatch(url) or not url.isprintable():
        return None
    page, mark, place = url.partition("#")
    address = quote(_LONE_PERCENT.sub("%25", page + mark + place.replace("#", "%23")), safe="/:?#@!$&'()*+,;=%~-._")
    return address if len(address) <= _ROOM_FOR_ADDRESS else None
