"""The sheet of paper: A4 lying, margins, letters, page numbers, language (Nghị định 30/2020/NĐ-CP, Phụ lục I); and the file's bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

LETTERS = "Times New Roman"
WIDTH = 251
"""Millimetres between the margins."""
_LEFT, _RIGHT, _ABOVE, _BELOW = 30, 16, 20, 20
_SPARE = {RELATION.THUMBNAIL, RELATION.EXTENDED_PROPERTIES, RELATION.CUSTOM_XML, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"}


def blank(title: str, on: str) -> Document:
    """An empty document of that title, made `on` an ISO day, that names no person."""
    document = docx.Document()
    _strip(document)
    _letters(document)
    _sheet(document)
    _number_pages(document)
    about, day = document.core_properties, datetime.fromisoformat(on).replace(tzinfo=UTC)
    about.title, about.author, about.comments, about.language = title[:255], "", "", "vi-VN"
    about.created = about.modified = day
    return document


def saved(document: Document) -> bytes:
    """The file. The same content gives the same bytes: its parts bear no time."""
    packed, out = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as timeless:
        for part in parts.infolist():
            timeless.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def element(tag: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML; attributes bear its namespace too."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def line(document: Document, words: str, style: str = "Normal", *, size: float | None = None, italic: bool = False, centred: bool = True) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(words)
    run.italic = italic or None
    run.font.size = Pt(size) if size else None
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _strip(document: Document) -> None:
    """Leave out what the template has besides: its picture, the program that made it, what older programs read."""
    for relations in (document.part.package.rels, document.part.rels):
        for id in [id for id, relation in relations.items() if relation.reltype in _SPARE]:
            relations.pop(id)
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), "vi-VN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _letters(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
        language.set(qn("w:eastAsia"), "vi-VN")
    for name, size, bold in (("Normal", 13, False), ("Heading 1", 14, True), ("Heading 2", 13, True), ("Header", 13, False)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        properties._remove_rFonts()  # the template's point to its theme
        properties._insert_rFonts(element("rFonts", ascii=LETTERS, hAnsi=LETTERS, cs=LETTERS, eastAsia=LETTERS))
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(0), 1.0


def _sheet(document: Document) -> None:
    [section] = document.sections
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Mm(_LEFT), Mm(_RIGHT), Mm(_ABOVE), Mm(_BELOW)
    section.header_distance = section.footer_distance = Mm(10)
    section.gutter = Mm(0)


def _number_pages(document: Document) -> None:
    """The number stands centred in the upper margin, not on the first page."""
    [section] = document.sections
    section.different_first_page_header_footer = True
    [paragraph] = section.header.paragraphs
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (element("fldChar", fldCharType="begin"), _instruction("PAGE"), element("fldChar", fldCharType="end")):
        paragraph.add_run()._r.append(part)


def _instruction(words: str) -> BaseOxmlElement:
    made = element("instrText")
    made.text = words
    return made
