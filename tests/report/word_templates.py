"""The Word templates that are shipped, part by part: plain XML, so that each change of their look can be read.

    ACTIONPLAN_UPDATE_TEMPLATES=1 python -m pytest tests/report/test_docx_templates.py

writes them anew.
"""

from __future__ import annotations

import io
from zipfile import ZipFile

from actionplan.officefile import rezip
from actionplan.report.renderers.docx.markup import MAIN, RELATIONSHIPS

INK, HEADING, RULE, BAND, GREY = "1D1D1F", "1B3A5C", "B4BCC4", "1B3A5C", "4A5259"
FONT = "Arial"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_START = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_NAMESPACES = f'xmlns:w="{MAIN}" xmlns:r="{RELATIONSHIPS}"'

TYPES = f"""{_START}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.wordprocessingml.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_OFFICE}.wordprocessingml.settings+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{_OFFICE}.wordprocessingml.numbering+xml"/>
<Override PartName="/word/header.xml" ContentType="{_OFFICE}.wordprocessingml.header+xml"/>
<Override PartName="/word/footer.xml" ContentType="{_OFFICE}.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

RELATIONS = f"""{_START}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
Target="docProps/core.xml"/>
</Relationships>"""

PARTS = f"""{_START}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{RELATIONSHIPS}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{RELATIONSHIPS}/numbering" Target="numbering.xml"/>
<Relationship Id="rId4" Type="{RELATIONSHIPS}/header" Target="header.xml"/>
<Relationship Id="rId5" Type="{RELATIONSHIPS}/footer" Target="footer.xml"/>
</Relationships>"""

CORE = f"""{_START}<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{title}}</dc:title><dc:language>en-GB</dc:language>\
</cp:coreProperties>"""

# Word 2013 and later: without this mark it opens the paper in "compatibility mode".
SETTINGS = f"""{_START}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>\
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" \
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>\
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""

NUMBERING = f"""{_START}<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="1">\
<w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>\
<w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="357" w:hanging="357"/>\
</w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
HEADER = f'{_START}<w:hdr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
FOOTER = (
    f'{_START}<w:ftr {_NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f'<w:r><w:t xml:space="preserve">Page </w:t></w:r>{_FIELD.format(name="PAGE")}'
    f'<w:r><w:t xml:space="preserve"> of </w:t></w:r>{_FIELD.format(name="NUMPAGES")}</w:p></w:ftr>'
)

PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
    'w:footer="510" w:gutter="0"/></w:sectPr>'
)


def style(
    name: str, inner: str = "", *, kind: str = "paragraph", based: str = "Normal", following: str = "Normal"
) -> str:
    """One style; its id is its name without blanks, as Word writes it."""
    id_ = name.title().replace(" ", "")
    based_on = f'<w:basedOn w:val="{based}"/>' if based and kind == "paragraph" else ""
    next_ = f'<w:next w:val="{following}"/>' if kind == "paragraph" else ""
    ours = ' w:customStyle="1"' if name.startswith("Report ") else ""
    start = f'<w:style w:type="{kind}"{ours} w:styleId="{id_}"><w:name w:val="{name}"/>'
    return f"{start}{based_on}{next_}<w:qFormat/>{inner}</w:style>"


def paragraph(before: int, after: int, more: str = "", *, first: str = "") -> str:
    return f'<w:pPr>{first}<w:spacing w:before="{before}" w:after="{after}"/>{more}</w:pPr>'


def text(size: float, colour: str = INK, more: str = "") -> str:
    return f'<w:rPr>{more}<w:color w:val="{colour}"/><w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/></w:rPr>'


_BOLD = "<w:b/><w:bCs/>"
_KEEP = "<w:keepNext/><w:keepLines/>"
_CELL_SPACING = '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>'


def heading(level: int, size: float, before: int, after: int) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    return style(f"heading {level}", paragraph(before, after, outline, first=_KEEP) + text(size, HEADING, _BOLD))


def _line(side: str, size: int = 4, colour: str = RULE) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    f"{_line('top')}{_line('bottom', 8, BAND)}{_line('insideH')}</w:tblBorders><w:tblCellMar>"
    '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:rPr>{_BOLD}<w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{BAND}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="firstCol"><w:rPr>{_BOLD}</w:rPr></w:tblStylePr></w:style>'
)

DEFAULTS = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)


def styles() -> str:
    """The style sheet: dark words on white, left aligned, nothing by colour alone."""
    made = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        style("Title", paragraph(0, 200, first=_KEEP) + text(22, HEADING, _BOLD)),
        heading(1, 16, 360, 120),
        heading(2, 13, 280, 100),
        heading(3, 11.5, 220, 80),
        heading(4, 11, 200, 60),
        heading(5, 11, 200, 60),
        heading(6, 11, 200, 60),
        style("caption", paragraph(200, 80, first="<w:keepNext/>") + text(10.5, HEADING, _BOLD)),
        style(
            "List Bullet",
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/></w:pPr>',
            following="ListBullet",
        ),
        style("header", paragraph(0, 40) + text(9, GREY), following="Header"),
        style("footer", paragraph(0, 0, '<w:jc w:val="right"/>') + text(9, GREY), following="Footer"),
        style(
            "Report Fact",
            '<w:pPr><w:tabs><w:tab w:val="left" w:pos="2552"/></w:tabs><w:spacing w:before="0" w:after="50"/>'
            '<w:ind w:left="2552" w:hanging="2552"/></w:pPr>',
            following="ReportFact",
        ),
        style("Report Cell", f'<w:pPr>{_CELL_SPACING}</w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'),
        style(
            "Report Column",
            f'<w:pPr><w:keepNext/>{_CELL_SPACING}</w:pPr><w:rPr>{_BOLD}<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
        ),
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        '<w:color w:val="0B5394"/><w:u w:val="single"/></w:rPr></w:style>',
        TABLE,
    ]
    return f"{_START}<w:styles {_NAMESPACES}>{DEFAULTS}{''.join(made)}</w:styles>"


def document(body: str, title: str = "") -> bytes:
    """A document in the shipped look with *body* as its text."""
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": CORE.format(title=title),
        "word/_rels/document.xml.rels": PARTS,
        "word/document.xml": f"{_START}<w:document {_NAMESPACES}><w:body>{body}{PAGE}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": NUMBERING,
        "word/header.xml": HEADER,
        "word/footer.xml": FOOTER,
    }
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return rezip(made.getvalue())


def default() -> bytes:
    """What is used where an organisation gives no template. The text in it is for whoever opens it to change its styles."""
    words = "The report takes the styles, header, footer and pages of this document. Change them in Word and save it."
    return document(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")


def _words(text_: str, style_: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style_}"/></w:pPr>' if style_ else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{text_}</w:t></w:r></w:p>'


def _row(texts: tuple[str, ...], style_: str, *, is_head: bool = False) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>"
    cells = [f'<w:tc><w:tcPr><w:tcW w:w="2409" w:type="dxa"/></w:tcPr>{_words(each, style_)}</w:tc>' for each in texts]
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _table(caption: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    grid = '<w:gridCol w:w="2409"/>' * len(headings)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{2409 * len(headings)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_row(headings, 'ReportColumn', is_head=True)}{''.join([_row(each, 'ReportCell') for each in rows])}</w:tbl>"
    )


# A board paper: what is put to the meeting first, in words of one's own, and the report behind it.
PAPER = (
    _words("Paper for the board: {{ title }}", "Title"),
    _words("Position as at {{ as_at }}. Files: {{ facts.commit }}."),
    _words("In short", "Heading1"),
    _words("{%p for block in section.headline.blocks %}"),
    _words('{%p if block.kind == "prose" %}'),
    _words("{{ block.text }}"),
    _words("{%p endif %}"),
    _words("{%p endfor %}"),
    _words("Numbers", "Heading2"),
    _table(
        "Commitments by status",
        ("Status", "How many"),
        (
            ('{%tr for block in section.headline.blocks if block.kind == "figures" and block.id == "status" %}', ""),
            ("{%tr for each in block.rows %}", ""),
            ("{{ each.label }}", "{{ each.count }} of {{ each.of }}"),
            ("{%tr endfor %}", ""),
            ("{%tr endfor %}", ""),
        ),
    ),
    _words("The board is asked to decide", "Heading1"),
    _words("{%p for block in section.decisions.blocks %}"),
    _words("{{p block.word }}"),
    _words("{%p endfor %}"),
    _words("{%p for part in sections %}"),
    _words('{%p if part.id not in ["headline", "decisions"] %}'),
    _words("{{ part.title }}", "Heading1"),
    _words("{%p for block in part.blocks %}"),
    _words("{{p block.word }}"),
    _words("{%p endfor %}"),
    _words("{%p for inner in part.sections %}"),
    _words("{{ inner.title }}", "Heading2"),
    _words("{%p for block in inner.blocks %}"),
    _words("{{p block.word }}"),
    _words("{%p endfor %}"),
    _words("{%p endfor %}"),
    _words("{%p endif %}"),
    _words("{%p endfor %}"),
)


def board_paper() -> bytes:
    """A worked template with fields, to be copied and changed."""
    return document("".join(PAPER), title="{{ title }}: paper for the board")
