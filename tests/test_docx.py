"""Word documents as offices write them: what Word shows is what is read."""

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from vanban.errors import ReadError
from vanban.model import Source
from vanban.pipeline import parse
from vanban.readers import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(body: str, **parts: str) -> bytes:
    """A .docx of raw XML: the children of w:body, and of the roots of other parts (styles, numbering, footnotes, endnotes)."""
    relations = "".join(f'<Relationship Id="r{k}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for k, name in enumerate(parts))
    files = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {SPACES}>{content}</w:{name}>" for name, content in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def source(body: str, **parts: str) -> Source:
    return read_bytes("a.docx", packed(body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    """The lines with words on them."""
    return [line for line in source(body, **parts).text.split("\n") if line.strip()]


def p(words: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words) if words else ''}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, level: int = 0, number: int = 1) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, nums: str = "") -> str:
    nums = nums or '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


PLAIN = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
NESTED = (level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3."))
TWO = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'
DELETED = '<w:rPr><w:del w:id="1"/></w:rPr>'

NUMBERING_CASES: list[tuple[str, str, str, list[str]]] = [
    ("levels",
     item("A") + item("b", 1) + item("c", 2) + item("d", 2) + item("e", 1) + item("F"), numbering(*PLAIN),
     ["I. A", "1. b", "a) c", "b) d", "2. e", "II. F"]),
    ("levels begin anew", item("A") + item("b", 1) + item("C") + item("d", 1), numbering(*NESTED), ["1. A", "1.1. b", "2. C", "2.1. d"]),
    ("a level below one not yet used", item("b", 1) + item("A"), numbering(*NESTED), ["1.1. b", "1. A"]),
    ("text between items", item("A") + p("giữa") + item("B"), numbering(*NESTED), ["1. A", "giữa", "2. B"]),
    ("number 0 is none", item("A") + item("B", number=0) + item("C"), numbering(*NESTED), ["1. A", "B", "2. C"]),
    ("unknown number", item("A", number=7), numbering(*NESTED), ["A"]),
    (
        "never begins anew",
        item("A") + item("b", 1) + item("C") + item("d", 1),
        numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
        ["I. A", "1. b", "II. C", "2. d"],
    ),
    (
        "begins anew behind the first level only",
        item("A") + item("b", 1) + item("c", 2) + item("d", 1) + item("e", 2) + item("F") + item("g", 2),
        numbering(*NESTED[:2], level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>')),
        ["1. A", "1.1. b", "a) c", "1.2. d", "b) e", "2. F", "a) g"],
    ),
    ("two lists count on", item("A") + item("B", number=2) + item("C"), numbering(*NESTED, nums=TWO.format("")), ["1. A", "2. B", "3. C"]),
    (
        "a list that sets its first number",
        item("A") + item("B") + item("C", number=2) + item("D", number=2),
        numbering(*NESTED, nums=TWO.format('<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')),
        ["1. A", "2. B", "1. C", "2. D"],
    ),
    (
        "a list with a level of its own",
        item("A", number=2),
        numbering(*NESTED, nums=TWO.format(f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>')),
        ["a) A"],
    ),
    (
        "all numbers in digits",
        item("A") + item("b", 1),
        numbering(level(0, "upperRoman", "Chương %1"), level(1, "decimal", "%1.%2.", "<w:isLgl/>")),
        ["Chương I A", "1.1. b"],
    ),
    ("words around", item("Phạm vi") + item("Đối tượng"), numbering(level(0, "decimal", "Điều %1.")), ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]),
    ("no gap", item("Phạm vi"), numbering(level(0, "decimal", "(%1)", '<w:suff w:val="nothing"/>')), ["(1)Phạm vi"]),
    ("leading zeros", item("A"), numbering(level(0, "decimalZero", "%1")), ["01 A"]),
    ("27 letters", item("A"), numbering(level(0, "upperLetter", "%1.", start=27)), ["AA. A"]),
    ("ordinal", item("A"), numbering(level(0, "ordinal", "%1", start=12)), ["12th A"]),
    ("no number", item("A"), numbering(level(0, "none", "")), ["A"]),
    ("a dash", item("A") + item("B"), numbering(level(0, "bullet", "-")), ["- A", "- B"]),
    ("a mark of a symbol font", item("A"), numbering(level(0, "bullet", "\uf0d8")), ["- A"]),
    ("a bullet without words", item("A") + item(""), numbering(level(0, "bullet", "+")), ["+ A"]),
    ("hostile numbers", item("A"), numbering(level(0, "lowerLetter", "%1)", start=99_999_999_999)), ["1000000) A"]),
    ("a deleted item does not count", item("A") + f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>{DELETED}</w:pPr>"
     f"<w:del w:id='2'><w:r><w:delText>x</w:delText></w:r></w:del></w:p>" + item("B"), numbering(*NESTED), ["1. A", "2. B"]),
    (
        "a number of a legacy font",
        item("NhiÖm vô"),
        numbering(level(0, "decimal", "§iÒu %1.", '<w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>')),
        ["Điều 1. NhiÖm vô"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "lists", "expected"), [case[1:] for case in NUMBERING_CASES], ids=[case[0] for case in NUMBERING_CASES])
def test_numbers(body: str, lists: str, expected: list[str]) -> None:
    assert lines(body, numbering=lists) == expected


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="paragraph" w:styleId="Muc"><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Tiet"><w:basedOn w:val="Muc"/></w:style>
<w:style w:type="paragraph" w:styleId="Khong"><w:basedOn w:val="Muc"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def styled(words: str, style: str, more: str = "") -> str:
    return p(words, f'<w:pStyle w:val="{style}"/>{more}')


@pytest.mark.parametrize(
    ("body", "lists", "expected"),
    [
        (styled("A", "Muc") + styled("b", "Tiet"), numbering(level(0, "decimal", "%1.", '<w:pStyle w:val="Muc"/>')), ["1. A", "2. b"]),
        (
            styled("A", "Muc") + styled("b", "Tiet") + styled("c", "Tiet") + styled("D", "Muc"),
            numbering(level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="Tiet"/>')),
            ["I. A", "1. b", "2. c", "II. D"],
        ),
        (styled("A", "Khong") + styled("B", "Vong") + p("C"), numbering(*NESTED), ["A", "B", "C"]),
        (styled("A", "Muc", '<w:numPr><w:numId w:val="0"/></w:numPr>') + styled("B", "Muc"), numbering(*NESTED), ["A", "1. B"]),
        (styled("A", "Muc", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'), numbering(*NESTED), ["1.1. A"]),
        (
            item("A", number=3) + styled("B", "Muc"),
            numbering(*NESTED) + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
            ["1. A", "2. B"],
        ),
    ],
    ids=["of a style", "levels of styles", "switched off in a style", "switched off in a paragraph", "level in a paragraph", "link to a list style"],
)
def test_numbers_of_styles(body: str, lists: str, expected: list[str]) -> None:
    assert lines(body, styles=STYLES, numbering=lists) == expected


def field(instruction: str, result: str) -> str:
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{step.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{step.format('separate')}{result}{step.format('end')}"


BOX = f"<w:txbxContent>{p('MẬT')}</w:txbxContent>"
TWO_FORMS = f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
TWO_FORMS += f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"

INLINE_CASES: list[tuple[str, str, list[str]]] = [
    ("insertions kept, deletions dropped",
     f"{run('Sở ')}<w:ins w:id='1'>{run('Y tế')}</w:ins><w:del w:id='2'><w:r><w:delText>cũ</w:delText></w:r></w:del>",
     ["Sở Y tế"]),
    ("moved", f"<w:moveFrom w:id='1'>{run('xa ')}</w:moveFrom>{run('gần ')}<w:moveTo w:id='2'>{run('đến')}</w:moveTo>", ["gần đến"]),
    ("wrappers",
     f"<w:hyperlink>{run('một ')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{run('hai ')}</w:sdtContent></w:sdt><w:smartTag>{run('ba')}</w:smartTag>",
     ["một hai ba"]),
    ("field", field(" REF a ", run("Điều 3")), ["Điều 3"]),
    ("simple field", f"<w:fldSimple w:instr=' REF a '>{run('Điều 3')}</w:fldSimple>", ["Điều 3"]),
    ("page numbers", f"{run('Trang ')}{field(' PAGE ', run('7'))}<w:fldSimple w:instr='NUMPAGES'>{run('9')}</w:fldSimple>", ["Trang"]),
    ("field in a field", f"{field(' HYPERLINK x ', run('xem '))}{field('IF', field(' PAGE ', run('7')) + run('phụ lục'))}", ["xem phụ lục"]),
    ("field never closed", "<w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p><w:p>" + run("còn đây"), ["còn đây"]),
    ("hidden", run("thấy ") + run("ẩn", "<w:vanish/>") + run("được", '<w:vanish w:val="0"/>'), ["thấy được"]),
    ("hidden note", "<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id='2' w:customMarkFollows='1'/><w:t>*</w:t></w:r>" + run("a"), ["a"]),
    ("hidden in a field", field(" REF a ", run("ẩn", "<w:vanish/>") + run("a")) + run(" b"), ["a b"]),
    (
        "hidden sign of a field",
        field(" HYPERLINK x ", run("xem")).replace("<w:r><w:fldChar", "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar", 1) + run(" Điều 3"),
        ["xem Điều 3"],
    ),
    ("capitals", run("Quyết định", "<w:caps/>") + run(" số"), ["QUYẾT ĐỊNH số"]),
    ("signs", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t></w:r>", ["a\tb-cd"]),
    ("line break", "<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:lastRenderedPageBreak/></w:r>", ["một", "hai"]),
    ("symbols",
     "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 90%</w:t></w:r>" + run("\uf0fe", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>"),
     ["≥ 90%☑"]),
    ("bad symbol", "<w:r><w:sym w:font='Symbol' w:char='ZZ'/><w:t>a</w:t></w:r>", ["a"]),
    ("text box, once", f"{run('Kính gửi')}<w:r>{TWO_FORMS}</w:r>", ["Kính gửi", "MẬT"]),
    ("old text box", f"{run('Kính gửi')}<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>", ["Kính gửi", "MẬT"]),
    ("formula", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", ["x=1"]),
    ("deleted mark", f"</w:p><w:p><w:pPr>{DELETED}</w:pPr>{run('Ủy ban ')}</w:p><w:p>{run('nhân dân')}", ["Ủy ban nhân dân"]),
    ("drop cap", f"</w:p><w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr>{run('T')}</w:p><w:p>{run('hực hiện')}", ["Thực hiện"]),
    ("TCVN3", run("Uû ban nh©n d©n", "<w:rFonts w:ascii='.VnTime' w:hAnsi='.VnTime'/>"), ["Uỷ ban nhân dân"]),
    ("TCVN3, a font of capitals", run("quyÕt ®Þnh", "<w:rFonts w:ascii='.VnTimeH' w:hAnsi='.VnTimeH'/>"), ["QUYẾT ĐỊNH"]),
    ("TCVN3, ư stored as a soft hyphen", "<w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr><w:t>n</w:t><w:softHyphen/><w:t>íc</w:t></w:r>", ["nước"]),
    ("VNI, a letter over two runs", run("Quye", "<w:rFonts w:hAnsi='VNI-Times'/>") + run("át ñònh", "<w:b/><w:rFonts w:hAnsi='VNI-Times'/>"), ["Quyết định"]),
    ("the same letters in another font", run("Ãn ©", "<w:rFonts w:hAnsi='Arial'/>"), ["Ãn ©"]),
    ("a theme font, whatever else is told", run("©", "<w:rFonts w:hAnsi='.VnTime' w:hAnsiTheme='minorHAnsi'/>"), ["©"]),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), [case[1:] for case in INLINE_CASES], ids=[case[0] for case in INLINE_CASES])
def test_words(inner: str, expected: list[str]) -> None:
    assert lines(f"<w:p>{inner}</w:p>") == expected


def test_legacy_font_and_capitals_of_styles() -> None:
    styles = """<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:styleId="Hoa"><w:rPr><w:caps/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Moi"><w:rPr><w:rFonts w:hAnsi="Times New Roman"/></w:rPr></w:style>"""
    modern = run("©", '<w:rStyle w:val="Moi"/>')
    body = p("b¸o c¸o") + styled("b¸o c¸o", "Hoa") + f"<w:p>{modern}</w:p>"
    assert lines(body, styles=styles) == ["báo cáo", "BÁO CÁO", "©"]


def cell(*words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(p(w) for w in words)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


SPAN, DOWN, ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"

TABLE_CASES: list[tuple[str, str, list[str]]] = [
    ("rows", table(row(cell("STT"), cell("Nhiệm vụ")), row(cell("1"), cell("Lập kế hoạch"))), ["| STT | Nhiệm vụ |", "| 1 | Lập kế hoạch |"]),
    ("paragraphs side by side",
     table(row(cell("1"), cell("Chung", "- Máy"), cell("Sở Y tế", "Sở Tài chính"))),
     ["| 1 | Chung | Sở Y tế |", "|  | - Máy | Sở Tài chính |"]),
    ("over two columns", table(row(cell("A", properties=SPAN), cell("B")), row(cell("a"), cell("b"), cell("c"))), ["| A |  | B |", "| a | b | c |"]),
    ("over columns nothing begins in",
     table(row(cell("A", properties=SPAN), cell("B")), row(cell("a", properties=SPAN), cell("b"))),
     ["| A | B |", "| a | b |"]),
    ("a row that begins late", table(row(cell("A"), cell("B")), row(cell("b"), properties='<w:gridBefore w:val="1"/>')), ["| A | B |", "|  | b |"]),
    ("one with the cell above", table(row(cell("A", properties=DOWN), cell("b")), row(cell("x", properties=ON), cell("c"))), ["| A | b |", "|  | c |"]),
    ("deleted row", table(row(cell("A"), cell("b")), row(cell("C"), cell("d"), properties="<w:del/>")), ["| A | b |"]),
    ("bars of its own", table(row(cell("A|B"), cell("c"))), ["| A¦B | c |"]),
    ("a frame around text", table(row(cell("Điều 1. Phạm vi", "Điều 2. Đối tượng"))), ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]),
    ("a table in a cell", table(row(cell("1"), f"<w:tc>{p('Gồm:')}{table(row(cell('a'), cell('b')))}{p()}</w:tc>")), ["| 1 | Gồm: |", "|  | a ¦ b |"]),
    ("empty", table(row(cell(""), cell(""))) + p("a"), ["a"]),
    ("hostile columns", table(row(cell("A", properties='<w:gridSpan w:val="999999999"/>'), cell("B"))), ["| A | B |"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in TABLE_CASES], ids=[case[0] for case in TABLE_CASES])
def test_tables(body: str, expected: list[str]) -> None:
    read = source(body)
    assert [line for line in read.text.split("\n") if line] == expected
    assert [(r.start, r.end) for r in read.rows] == sorted((r.start, r.end) for r in read.rows)
    assert all(read.text[r.start : r.end].startswith("|") and read.text[r.start : r.end].endswith("|") for r in read.rows)


def test_rows_know_their_lines_and_the_cells_above() -> None:
    read = source(p("Biểu") + table(row(cell("A", properties=DOWN), cell("b", "c")), row(cell("", properties=ON), cell("d"))))
    assert [(read.text[r.start : r.end], r.above) for r in read.rows] == [("| A | b |\n|  | c |", ()), ("|  | d |", (0,))]


def test_numbers_in_a_column_and_in_reading_order() -> None:
    rows = [row(f"<w:tc>{item('')}</w:tc>", cell(words)) for words in ("Lập kế hoạch", "Mua sắm")]
    assert lines(table(*rows) + item("Sau bảng"), numbering=numbering(*NESTED)) == ["| 1. | Lập kế hoạch |", "| 2. | Mua sắm |", "3. Sau bảng"]


def test_notes_stand_at_the_end_and_disturb_no_word() -> None:
    note = "<w:footnote w:id='{}'>" + p("Theo báo cáo năm 2024.") + "</w:footnote>"
    reference = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    own = "<w:r><w:footnoteReference w:id='5' w:customMarkFollows='1'/><w:t>*</w:t></w:r>"
    end = "<w:r><w:endnoteReference w:id='1'/></w:r>"
    body = f"<w:p>{run('Việt Nam')}{reference.format(2)}{run(' và Lào')}{reference.format(3)}{own}{end}</w:p>"
    notes = note.format(2) + note.format(3) + note.format(5) + note.format(9)
    found = lines(body, footnotes=notes, endnotes=f"<w:endnote w:id='1'>{p('Hết.')}</w:endnote>")
    told = "Theo báo cáo năm 2024."
    assert found == ["Việt Nam và Lào", f"[1] {told}", f"[2] {told}", f"[*] {told}", "[i] Hết."]


def test_a_note_that_refers_to_itself_ends() -> None:
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    note = f"<w:footnote w:id='2'><w:p>{run('Như trên.')}{reference}</w:p></w:footnote>"
    assert lines(f"<w:p>{run('a')}{reference}</w:p>", footnotes=note) == ["a", "[1] Như trên."]


def test_pages_and_blocks() -> None:
    centred = '<w:jc w:val="center"/>'
    body = p("QUYẾT ĐỊNH", centred) + p("Về việc phân công", centred) + p("Căn cứ") + p("Phụ lục", "<w:pageBreakBefore/>")
    assert source(body).text == "QUYẾT ĐỊNH\nVề việc phân công\n\nCăn cứ\n\n\fPhụ lục\n"
    section = "<w:sectPr><w:type w:val='{}'/></w:sectPr>"
    assert "\f" in source(p("a", section.format("nextPage")) + p("b")).text
    assert "\f" not in source(p("a", section.format("continuous")) + p("b")).text


def office_document() -> docx.document.Document:
    """A plan as an office writes it, by python-docx: letterhead and signature as tables without lines, headings by a list."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "đầu trang"
    head = made.add_table(1, 2).rows[0].cells
    head[0].text = "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 12/KH-UBND"
    head[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLâm Đồng, ngày 05 tháng 3 năm 2025"
    for words in ("KẾ HOẠCH", "Phòng, chống hạn hán năm 2025"):
        made.add_paragraph(words).alignment = 1
    made.add_paragraph("Thực hiện Chỉ thị số 04/CT-TTg ngày 15/01/2025 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:")
    made.add_paragraph("Mục tiêu: 95% số hộ có đủ nước sinh hoạt.", style="List Number")
    made.add_paragraph("Sở Nông nghiệp và Môi trường chủ trì, báo cáo trước ngày 30/6/2025.", style="List Number")
    close = made.add_table(1, 2).rows[0].cells
    close[0].text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    close[1].text = "CHỦ TỊCH\n\nTrần Văn Bình"
    made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    return made


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_a_plan_is_read_with_all_it_says() -> None:
    read = read_bytes("kế hoạch.docx", saved(office_document()))
    assert "đầu trang" not in read.text
    assert "1. Mục tiêu: 95%" in read.text and "2. Sở Nông nghiệp" in read.text
    record = parse(read)
    assert (record.header.symbol, record.header.date, record.header.title) == ("12/KH-UBND", "2025-03-05", "Phòng, chống hạn hán năm 2025")
    assert ([s.name for s in record.header.signers], [r.text for r in record.header.recipients]) == (["Trần Văn Bình"], ["Như trên", "Lưu: VT"])
    assert ([c.symbol for c in record.citations], len(record.targets), record.source.kind) == (["04/CT-TTg"], 1, "official")
    assert any(a.body.text == "Sở Nông nghiệp và Môi trường" and a.deadline == "2025-06-30" for a in record.assignments)


def test_python_docx_and_raw_xml_agree_on_a_tracked_table() -> None:
    made = docx.Document()
    made.add_table(1, 2).rows[0].cells[0].text = "còn"
    made.element.body.insert(1, parse_xml(f"<w:p {W}>{run('sau')}</w:p>"))
    assert "| còn |  |" in read_bytes("a.docx", saved(made)).text


def bomb() -> bytes:
    return packed(p("x") + "<w:p/>" * 3_000_000)


def lying() -> bytes:
    """An entry that says it has ten bytes unpacked, and has fifty million."""
    data = bytearray(zipped({"word/document.xml": " " * 50_000_000}))
    true = (50_000_000).to_bytes(4, "little")
    return bytes(data.replace(true, (10).to_bytes(4, "little")))


def too_many() -> bytes:
    return zipped({"word/document.xml": "", **{f"a{k}": "" for k in range(11_000)}})


def entities(reference: str) -> bytes:
    laughs = "<!ENTITY a 'haha'>" + "".join(f"<!ENTITY {b} '{20 * ('&' + a + ';')}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    declared = f'<!DOCTYPE w [{laughs}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return zipped({"word/document.xml": f"{declared}<w:document {W}><w:body>{p(reference)}</w:body></w:document>"})


def deep(times: int) -> bytes:
    return packed("<w:sdt><w:sdtContent>" * times + p("a") + "</w:sdtContent></w:sdt>" * times)


def deep_tables(times: int) -> bytes:
    return packed("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>" * times + p("a") + "</w:tc></w:tr></w:tbl>" * times)


def encrypted_entry() -> bytes:
    data = bytearray(packed(p("a")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(sign, place + 1)) >= 0:
            data[place + at] |= 1
    return bytes(data)


def broken_entry() -> bytes:
    at = GOOD.find(b"word/document.xml") + 20
    return GOOD[:at] + b"\xff" * 20 + GOOD[at + 20 :]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
GOOD = packed(p("Kế hoạch"))

HOSTILE: list[tuple[str, bytes, str]] = [
    ("bomb", bomb(), "too large when unpacked"),
    ("lying entry", lying(), "damaged|too large"),
    ("too many entries", too_many(), "holds more than"),
    ("XML bomb", entities("&i;"), "hostile|damaged"),
    ("external entity", entities("&x;"), "hostile|damaged"),
    ("deep", deep(400), "nested too deeply"),
    ("cut off", GOOD[: len(GOOD) // 2], "damaged or cut off"),
    ("broken entry", broken_entry(), "damaged: word/document.xml"),
    ("encrypted entry", encrypted_entry(), "password"),
    ("encrypted file", OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    ("no text part", zipped({"word/styles.xml": "<a/>"}), "no text part"),
    ("bad XML", zipped({"word/document.xml": "<w:document>"}), "no valid XML"),
    ("spreadsheet", zipped({"xl/workbook.xml": "<a/>"}), "a spreadsheet"),
    ("old spreadsheet", OLE + "Workbook".encode("utf-16-le"), "a spreadsheet"),
    ("web archive", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
    ("image", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is damaged"),
    ("presentation", zipped({"ppt/presentation.xml": "<a/>"}), "a presentation"),
    ("nothing", b"", "empty"),
    ("no words", packed(p()), "empty"),
    ("zeros", b"\0" * 5000, "damaged"),
    ("huge table", packed(table(*[row(cell("a"), properties=f'<w:gridBefore w:val="{k}"/>') for k in range(2000)])), "too large"),
]


@pytest.mark.parametrize(("data", "reason"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_what_cannot_be_read_is_refused_by_name_and_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read_bytes("hồ sơ.docx", data)
    assert str(caught.value).startswith("hồ sơ.docx: ")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("times", [10, 60])
def test_what_is_deep_but_bearable_is_read(times: int) -> None:
    assert "a" in read_bytes("a.docx", deep(times)).text
    assert "a" in read_bytes("a.docx", deep_tables(times)).text


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.doc", "a.rtf", "stdin"])
def test_content_chooses_the_reader(name: str) -> None:
    assert read_bytes(name, GOOD).text == "Kế hoạch\n"


def test_a_text_called_doc_is_read_as_text() -> None:
    read = read_bytes("a.doc", "Kế hoạch số 3".encode())
    assert (read.text, read.media_type) == ("Kế hoạch số 3", "text/plain")


def test_media_type_is_that_of_the_content() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert [read_bytes(name, GOOD).media_type for name in ("a.docx", "a.doc")] == [word, word]
    assert "macroEnabled" in read_bytes("a.docm", GOOD).media_type


def test_other_spellings_of_the_package() -> None:
    files = {name.filename.replace("/", "\\"): zipfile.ZipFile(io.BytesIO(GOOD)).read(name).decode() for name in zipfile.ZipFile(io.BytesIO(GOOD)).infolist()}
    assert read_bytes("a.docx", zipped(files)).text == "Kế hoạch\n"
    namespace = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    strict = f"<w:document {namespace}><w:body>{p('a')}</w:body></w:document>"
    assert read_bytes("a.docx", zipped({"word/document.xml": strict})).text == "a\n"


def test_the_beat_goes_on() -> None:
    beats: list[Sequence[int]] = []
    in_one_table = table(*[row(cell("a"), cell("b"))] * 500)
    read_bytes("a.docx", packed(in_one_table), lambda *done: beats.append(done))
    assert beats == [(done, 1000) for done in range(200, 1001, 200)]
