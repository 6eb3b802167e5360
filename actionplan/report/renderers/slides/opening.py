"""A presentation to put slides in: the organisation's template without its example slides, or ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actionplan.officefile import CUSTOM_PROPERTIES
from actionplan.report.model import CannotRender, Template
from actionplan.report.renderers.office import Kind
from actionplan.report.renderers.slides.design import designed

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_KIND = b"application/vnd.openxmlformats-officedocument.presentationml."
POWERPOINT = Kind(
    _KIND + b"presentation.main+xml",
    (_KIND + b"template.main+xml", _KIND + b"slideshow.main+xml"),
    "PowerPoint presentation",
    "In PowerPoint, use Save As and choose PowerPoint Presentation (.pptx) or PowerPoint Template (.potx).",
)
_NONE = 'Slides need python-pptx, which is not installed. Install it: pip install "actionplan[slides]"'

# What the presentation keeps: the rest belongs to the slides that are dropped, or to the machine it was made on.
_KEPT = ("slideMaster", "notesMaster", "handoutMaster", "presProps", "theme", "tableStyles", "font", "customXml")
_KEPT_OUTSIDE = ("officeDocument", "core-properties", "custom-properties")
_MAIN = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LINKS = ("hlinkClick", "hlinkHover")
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def presentation_of(template: Template | None) -> Presentation:
    """A presentation without slides. Raises CannotRender where the template or the library is no good."""
    try:
        import pptx
    except ImportError:
        raise CannotRender(_NONE) from None
    if template is None:
        return designed(pptx.Presentation())
    return _opened(template)


def _opened(template: Template) -> Presentation:
    from io import BytesIO

    import pptx

    presentation = pptx.Presentation(BytesIO(POWERPOINT.document(template)))
    _without_slides(presentation)
    if not presentation.slide_width or not presentation.slide_height:
        raise POWERPOINT.refusal(template.name, "does not say how large its slides are")
    masters: Any = presentation.slide_masters
    if not any(layout for master in masters for layout in master.slide_layouts):
        raise POWERPOINT.refusal(template.name, "has no slide layouts")
    return presentation


def _without_slides(presentation: Presentation) -> None:
    """Takes the example slides away, and all that would lead to them."""
    root: Any = presentation.element
    for each in list(root):
        if each.tag in (f"{_MAIN}sldIdLst", f"{_MAIN}custShowLst", f"{_MAIN}modifyVerifier", f"{_MAIN}extLst"):
            root.remove(each)
    part: Any = presentation.part
    _keep(part, _KEPT)
    _keep(part.package, _KEPT_OUTSIDE)
    for each in list(part.package.iter_parts()):
        _unlink(each)


def _keep(owner: Any, kinds: tuple[str, ...]) -> None:
    """Leaves *owner* only what it relates to by one of *kinds*."""
    rels = owner._rels  # noqa: SLF001  # the only way to take one away unconditionally
    for id_, rel in list(rels.items()):
        kind = rel.reltype.rsplit("/", 1)[-1]
        misplaced = kind == "custom-properties" and rel.target_partname != f"/{CUSTOM_PROPERTIES}"
        if kind not in kinds or rel.is_external or misplaced:
            rels.pop(id_)


def _unlink(part: Any) -> None:
    """Takes away the links of masters and layouts to slides that are no more."""
    gone = [id_ for id_, rel in part.rels.items() if not rel.is_external and rel.reltype.endswith("/slide")]
    for id_ in gone:
        part.rels.pop(id_)
    if gone:
        for each in list(part._element.iter()):  # noqa: SLF001  # its only handle
            if str(each.tag).rpartition("}")[2] in _LINKS and each.get(_ID) in gone:
                each.getparent().remove(each)
