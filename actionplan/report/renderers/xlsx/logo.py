"""The organisation's logo on the summary, as high as the title beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actionplan.report.model import Logo

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEIGHT = 56  # in points of the screen
WIDEST = 300
SCREEN = 96.0  # dots to the inch
METRE = 0.0254  # dots to the metre as dots to the inch
_STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8"}
# Of JPEG, the marks before the size; others of this row mean something else.
_SIZED = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def put_logo(page: Worksheet, logo: Logo, column: int) -> None:
    """*logo* at the top of *page*; nothing where its size cannot be read."""
    from io import BytesIO

    size = size_of(logo)
    if size is None:
        return
    width, height = size
    scale = min(HEIGHT / height, WIDEST / width)
    options = {
        "image_data": BytesIO(logo.data),
        "description": logo.text,
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 3,
    }
    page.insert_image(0, column, f"logo.{logo.kind}", options)


def size_of(logo: Logo) -> tuple[float, float] | None:
    """Width and height as they show on a screen; None where *logo* is not what its kind says."""
    data = logo.data
    if not data.startswith(_STARTS.get(logo.kind, b"\0\0")):
        return None
    is_png = logo.kind == "png"
    size = _of_png(data) if is_png else _of_jpeg(data)
    if not size or not min(size):
        return None
    across, down = (_density_of_png(data) if is_png else _density_of_jpeg(data)) or (SCREEN, SCREEN)
    return size[0] * SCREEN / across, size[1] * SCREEN / down


def _of_png(data: bytes) -> tuple[int, int] | None:
    return (_number(data[16:20]), _number(data[20:24])) if len(data) >= 24 else None  # noqa: PLR2004  # where it says so


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    """The size in the first segment that has one; segments follow each other, each with its length."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004  # begins each mark
        if data[place + 1] in _SIZED:
            return _number(data[place + 7 : place + 9]), _number(data[place + 5 : place + 7])
        place += 2 + _number(data[place + 2 : place + 4])
    return None


def _density_of_png(data: bytes) -> tuple[float, float] | None:
    """Dots to the inch across and down, where the picture says so."""
    found = data.find(b"pHYs") + 4
    if found < 4 or data[found + 8 : found + 9] != b"\1":  # noqa: PLR2004  # not found
        return None
    across, down = _number(data[found : found + 4]), _number(data[found + 4 : found + 8])
    return (across * METRE, down * METRE) if across and down else None


def _density_of_jpeg(data: bytes) -> tuple[float, float] | None:
    unit = {1: 1.0, 2: 2.54}.get(_number(data[13:14])) if data[6:10] == b"JFIF" else None
    across, down = _number(data[14:16]), _number(data[16:18])
    return (across * unit, down * unit) if unit and across and down else None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
