"""Word's own XML, written by hand: what Word makes and python-docx does not."""

from io import BytesIO

import docx

from measures.importing.document import Document
from measures.importing.readers.any_kind import read_document
from tests.measures.importing.odd_files import with_part

_SCHEMAS = "http://schemas.openxmlformats.org"
_OFFICE = "http://schemas.microsoft.com/office/word/2010"
_NAMES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
        "r": f"{_SCHEMAS}/officeDocument/2006/relationships",
        "mc": f"{_SCHEMAS}/markup-compatibility/2006",
        "w14": f"{_OFFICE}/wordml",
        "wps": f"{_OFFICE}/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
HEADINGS = ("Mål", "Tiltak", "Ansvarlig", "Frist")


def read(body: str, styles: str = "") -> Document:
    file = BytesIO()
    document = docx.Document()
    document.save(file)
    xml = f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    package = with_part(file.getvalue(), "word/document.xml", xml.encode())
    if styles:
        xml = f"<w:styles {_NAMES}>{styles}</w:styles>"
        package = with_part(package, "word/styles.xml", xml.encode())
    return read_document(BytesIO(package), "plan.docx")


def texts(body: str, styles: str = "") -> list[list[list[str]]]:
    """Of each table, the texts of each row's cells."""
    tables = read(body, styles).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def cell_with(content: str, styles: str = "") -> str:
    """What is read of this content of a cell, that stands among the others of a plan."""
    body = table(HEADINGS, ["Bolig", "Gi alle en bolig", content, "2026"])
    return texts(body, styles)[0][1][2]


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, look: str = "") -> str:
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def text_box(content: str) -> str:
    """As Word keeps it: once for itself, and once for versions before 2010."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r>"
    )


def field(before_result: str, result: str = "") -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{before_result}{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def instruction(words: str) -> str:
    return f"<w:r><w:instrText>{words}</w:instrText></w:r>"


def old_form_field(data: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'{instruction("FORM")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: tuple[str, ...] | list[str]) -> str:
    """A cell's text that begins with «<» is its content as XML."""
    grid = "<w:gridCol/>" * max(map(len, rows))
    made = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"


def _cell(text: str) -> str:
    content = text if text.startswith("<") else paragraph(text)
    return f"<w:tc><w:tcPr/>{content}</w:tc>"
