"""The task checklist as a Word document, in the layout of an annex of tasks (Nghị định 30/2020/NĐ-CP, Phụ lục I).

What stands above the table says truly what the list is:

- all tasks of one document are its annex: "Phụ lục", the title, "(Kèm theo Kế hoạch số … ngày … của …)";
- what was chosen, or comes from several documents, is nobody's annex: the title, "(Tổng hợp từ … văn bản …)", and at the end the list of these documents;
- a list that an agency issues itself has a letterhead and a place for the signature, with blanks to be filled in: only where it is asked for by `issued_by`,
  since a letterhead on what no agency issued would be false.

The first two end with a line that says how the list was made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.shared import Pt

from vanban import symbols, wording
from vanban.checklist.about import About
from vanban.checklist.docx import letterhead, table
from vanban.checklist.docx.page import blank, line, saved
from vanban.checklist.rows import capital, clean
from vanban.tasks import Task

_LONGEST = 600  # characters of a heading


def write(tasks: Sequence[Task], titles: Mapping[str, str], about: About, *, issued_by: str | None = None) -> bytes:
    """The .docx. `titles` names each document by its id; `issued_by` is the agency that will issue the list ("" leaves its name blank)."""
    subject = clean(about.subject)[:_LONGEST]
    document = blank(f"Danh mục nhiệm vụ {subject}", about.on)
    sources = list(dict.fromkeys(task.basis.document for task in tasks))
    _head(document, subject, about, len(sources), issued_by)
    names = {**titles, **about.names}
    table.add(document, tasks, titles, names, subject)
    if len(sources) > 1:
        _sources(document, [names.get(id, id) for id in sources])
    if issued_by is None:
        words = f"Danh mục do phần mềm lập ngày {wording.day(about.on)} từ toàn văn văn bản; khi có điểm khác nhau, thực hiện theo văn bản gốc."
        document.paragraphs[-1].paragraph_format.keep_with_next = len(sources) > 1  # not alone on the last page
        line(document, words, italic=True, size=12, centred=False).paragraph_format.space_before = Pt(6)
    else:
        letterhead.signature(document)
    return saved(document)


def _head(document: Document, subject: str, about: About, sources: int, issued_by: str | None) -> None:
    annex = issued_by is None and bool(about.issuer or about.symbol)
    if issued_by is not None:
        letterhead.add(document, clean(issued_by))
    if annex:
        line(document, "Phụ lục", "Heading 1")
    line(document, f"DANH MỤC NHIỆM VỤ {capitals(subject)}", "Normal" if annex else "Heading 1", size=14).runs[0].bold = True
    below = _attached(about) if annex else f"(Tổng hợp từ {sources} văn bản, tính đến {long_day(about.on)})" if sources > 1 else ""
    if below:
        line(document, below, italic=True, size=14)
    line(document, "", size=6)


def _attached(about: About) -> str:
    """ "(Kèm theo Kế hoạch số 452-KH/HU ngày 13 tháng 8 năm 2024 của Ban Thường vụ Huyện ủy Phong Thổ)"."""
    symbol = symbols.parse(about.symbol) if about.symbol else None
    name = wording.called(symbol.doc_type if symbol else None, about.symbol, None) if about.symbol else "văn bản"
    of = f" của {about.issuer}" if about.issuer else ""
    return clean(f"(Kèm theo {name} {long_day(about.date)}{of})")[:_LONGEST]


def long_day(iso: str | None) -> str:
    """A date in words: "ngày 13 tháng 8 năm 2024"; what is not known is left to be filled in."""
    year, month, day = (*(iso or "").split("-"), "", "")[:3]
    month = month if month in ("01", "02") else month.lstrip("0")
    return " ".join(f"{name} {value or '…'}" for name, value in (("ngày", day), ("tháng", month), ("năm", year)))


_SYMBOL = re.compile(r"(?<!\S)(\d[\w-]*/[\w&/-]+)")


def capitals(text: str) -> str:
    """In capitals, but symbols as they are: "247/QĐ-TTg"."""
    return "".join(part if n % 2 else part.upper() for n, part in enumerate(_SYMBOL.split(text)))


def _sources(document: Document, names: Sequence[str]) -> None:
    line(document, "", size=6)
    line(document, "Các văn bản được tổng hợp", "Heading 2", centred=False)
    for number, name in enumerate(names, 1):
        line(document, f"{number}. {capital(clean(name))}", centred=False)
