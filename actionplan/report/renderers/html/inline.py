"""How a mail looks: styles on each element, since mail programs read no sheet of them."""

from __future__ import annotations

from actionplan.report.renderers.html.cells import shown

INK, QUIET, RULE, GROUND, ACCENT = "#1d1d1f", "#565d63", "#cfd4d9", "#eef1f4", "#14508c"
TONES = {"good": "#00703c", "watch": "#9a4f00", "bad": "#b3240f"}
FONT = "font-family:Arial,Helvetica,sans-serif;"
TEXT = f"{FONT}font-size:15px;line-height:22px;color:{INK};"
CELL = f"{FONT}font-size:14px;line-height:20px;color:{INK};text-align:left;vertical-align:top;padding:5px 8px 5px 8px;"
WHOLE = "overflow-wrap:break-word;"  # else words of a narrow column would be torn
UNDER = f"border-bottom:1px solid {RULE};"
_SIZES = {1: 26, 2: 20, 3: 17}
TABLE = 'cellpadding="0" cellspacing="0" border="0" width="100%"'


def heading(text: str, depth: int) -> str:
    size = _SIZES.get(depth, 15)
    above = 26 if depth > 1 else 0
    style = f"{FONT}font-size:{size}px;line-height:{size + 6}px;color:{INK};{margins(above, 8)}"
    return f'<h{min(depth, 6)} style="{style}">{shown(text)}</h{min(depth, 6)}>'


def margins(above: int, below: int) -> str:
    """The room above and below, each by its own name: not every mail program reads them together."""
    return f"margin-top:{above}px;margin-bottom:{below}px;"


def paragraph(inner: str, more: str = "", above: int = 0, below: int = 12) -> str:
    return f'<p style="{TEXT}{margins(above, below)}{more}">{inner}</p>'


def classification_line(text: str) -> str:
    return paragraph(f"<b>{shown(text)}</b>", "text-align:center;")


def caption(text: str) -> str:
    return paragraph(f"<b>{shown(text)}</b>", above=14, below=4)
