"""Pictures in a document: sharp where Word can draw them, dots where it cannot, and words for those who hear them."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from actionplan.report.charts import svg
from actionplan.report.model import Bars, Logo, Path
from actionplan.report.renderers.docx.markup import escaped
from actionplan.report.renderers.docx.paper import part_of

if TYPE_CHECKING:
    from docx.document import Document

CHART = "chart"  # how the files of charts begin
_PNG, _SVG = "image/png", "image/svg+xml"
_DOTS = 2  # for each of the drawing's own, so that print is crisp
_FONTS = "Arial"
_PIXEL = 9_525  # in the units of a drawing, 914,400 to the inch
_LOGO_HEIGHT, _LOGO_WIDTH = 720_000, 2_700_000  # 2 by 7.5 centimetres
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SIZE = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')

_RUN = (
    f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    "<wp:extent {extent}/><wp:docPr {named}/><wp:cNvGraphicFramePr>"
    f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
    f'<pic:pic xmlns:pic="{_DRAWING}/picture">'
    "<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
    '<pic:blipFill><a:blip r:embed="{dots}">{sharp}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


class Shape(NamedTuple):
    """How large a picture is drawn, in units of a drawing."""

    width: int
    height: int


class Pictures:
    """The pictures of one document, numbered as they come."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        package = document.part.package
        self.taken: set[str] = {each.partname for each in package.iter_parts()} if package else set()

    def chart(self, picture: Bars | Path, room: Shape) -> str:
        """A run with the chart, within *room*; empty where it cannot be drawn: its figures stand in a table as well."""
        drawing = svg(picture, id_prefix=f"p{self.count + 1}-", standalone=True)
        dots = _png(drawing) if drawing else None
        size = _SIZE.search(drawing)
        if dots is None or size is None:
            return ""
        shape = _fitted(Shape(int(float(size[1]) * _PIXEL), int(float(size[2]) * _PIXEL)), room)
        words = ". ".join([each.rstrip(".") for each in (picture.caption, picture.description) if each])
        return self._drawn(
            self._kept(dots, _PNG, CHART), shape, words, self._kept(drawing.encode("utf-8"), _SVG, CHART)
        )

    def logo(self, logo: Logo) -> str:
        """A run with the logo; empty where its file is no picture that Word shows."""
        shape = _size(logo.data)
        if shape is None:
            return ""
        room = Shape(_LOGO_WIDTH, _LOGO_HEIGHT)
        return self._drawn(self._kept(logo.data, f"image/{logo.kind}", "logo"), _fitted(shape, room), logo.text)

    def _drawn(self, dots: str, shape: Shape, words: str, drawing: str = "") -> str:
        self.count += 1
        extent = f'cx="{shape.width}" cy="{shape.height}"'
        named = f'id="{self.count}" name="Picture {self.count}" descr="{escaped(words)}"'
        return _RUN.format(extent=extent, named=named, dots=dots, sharp=_sharp(drawing) if drawing else "")

    def _kept(self, blob: bytes, type_: str, name: str) -> str:
        """The id of a new part of the document."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        ending = {_PNG: "png", _SVG: "svg"}.get(type_, "jpeg")
        places = (f"/word/media/{name}{number}.{ending}" for number in count(1))
        place = next(each for each in places if each not in self.taken)
        self.taken.add(place)
        return self.document.part.relate_to(part_of(self.document, place, type_, blob), RELATIONSHIP_TYPE.IMAGE)


def _sharp(id_: str) -> str:
    """The drawing itself, for Word 2016 and later."""
    return (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        f'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{id_}"/></a:ext></a:extLst>'
    )


def _png(drawing: str) -> bytes | None:
    """The drawing in dots; None where the library that does it is missing or fails."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        return None
    try:
        return bytes(
            svg_to_bytes(
                svg_string=drawing,
                background="white",
                zoom=_DOTS,
                font_family=_FONTS,
                sans_serif_family="Liberation Sans",
            )
        )
    except (ValueError, OSError):
        return None


def _size(data: bytes) -> Shape | None:
    """A picture's own size; None where it is none."""
    from io import BytesIO

    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
    from docx.image.image import Image

    try:
        image = Image.from_file(BytesIO(data))
        shape = Shape(int(image.width), int(image.height))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ValueError, ArithmeticError):
        return None
    return shape if shape.width > 0 and shape.height > 0 else None


def _fitted(shape: Shape, room: Shape) -> Shape:
    """*shape*, smaller where it does not fit *room*."""
    scale = min(1.0, room.width / shape.width, room.height / shape.height)
    return Shape(max(int(shape.width * scale), 1), max(int(shape.height * scale), 1))
