"""Assignments: who is charged with what. One for each body, role and block (a numbered item, a bullet, a row of a task table).

Three forms charge a body: it stands as subject before a verb of duty ("Sở Nội vụ chủ trì …"), an order names it ("Giao Sở Nội vụ …"), or it is the heading
over the tasks below it ("1. Sở Nội vụ" with bullets). "phối hợp với A, B" and its like name helpers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NamedTuple, cast

from vanban import bodies, ids, lexicon, tables
from vanban.bodies import UPPER
from vanban.layout import Layout, Paragraph
from vanban.model import Assignment, Document, Section
from vanban.quantities import Deadline, deadlines, iso_date, recurrence

Name = tuple[int, int]


class Patterns(NamedTuple):
    """The compiled forms."""

    duty: re.Pattern[str]
    order: re.Pattern[str]
    helpers: re.Pattern[str]


@cache
def patterns() -> Patterns:
    verbs = bodies.verbs()
    orders = "|".join(re.escape(w) for w in sorted(lexicon.table("duties")["orders"], key=len, reverse=True))
    return Patterns(
        duty=re.compile(rf"(?:: {bodies.NAME}(?:, {bodies.NAME})+)?(?: thuộc (?:Bộ|Sở|UBND|Ủy ban)[^,;.:]{{2,40}}?)?(?:,? (?:theo|căn cứ|trên cơ sở)[^,;.\n]{{0,80}},)?,? (?:cần |phải |có |sẽ |cùng |tiếp tục |trong phạm vi[^,;.]{{0,60}},? |trong quá trình[^,;.]{{0,60}} )*{verbs}"),
        order=re.compile(rf"(?<!\w)(?P<word>(?i:{orders}))(?: nhiệm vụ)?(?: cho)?:? (?=[^\W\d_])"),
        helpers=re.compile(
            r"(?:phối hợp(?: chặt chẽ)?(?:,? (?:cùng|với|giữa))+|phối hợp,? thống nhất với|(?:với|có) sự (?:tham gia|phối hợp)(?: tích cực| chặt chẽ)?,? (?:của|với)|(?:thống nhất|tham khảo|lấy|xin)(?: thống nhất)? ý kiến (?:với|của)(?: các bên)?|cùng với) (?=[^\W\d_])"
        ),
    )


@dataclass(slots=True)
class _Charge:
    """A body charged in a block, in positions of the clean text: where it is named (or the bullet's first words), what it must do, who helps."""

    name: str
    span: Name
    role: str
    block: Name
    action: Name
    sentence: Name
    helpers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Owners:
    """Bodies that headings charge: by section path, and by the bullet over sub-bullets."""

    by_section: dict[str, list[Name]] = field(default_factory=dict)
    bullet: list[Name] = field(default_factory=list)


_START = re.compile(r"(?:[-+•*▪–] ?|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]? ?|[a-zđ]\) ?|[IVXL]{1,5}[.)-] ?|Điều \d+\. ?)+")
_SENTENCE = re.compile(rf"(?<!\bTP)(?<!\d)[.!?…]+ +(?=[{UPPER}“\"-])|(?<=\d)\. +(?=[{UPPER}])")
_ADVERBIAL = re.compile(
    r"(?:(?:Hằng|Hàng|Định kỳ|Mỗi|Cuối|Từ|Đến)\b[^.,;\n]{0,30}, |(?:Trong|Trên cơ sở|Căn cứ|Theo|Ngoài ra|Đồng thời|Trước mắt|Để|Qua|Nhằm|Nếu|Khi|Sau khi|Trước|Chậm nhất|Tùy|Bên cạnh|Cùng với|Với)\b[^.;\n]{0,160}?, (?=[^\W\d_])(?:nếu [^,]{0,60}, )?)"
)
_ABOUT = re.compile(r"(?:Trách nhiệm(?: thực hiện| tổ chức thực hiện)? của|Đối với|Về phía) ")
_HEADING_END = re.compile(r"[ .:;]*(?:(?:có|chịu) trách nhiệm|thực hiện|tổ chức thực hiện)?[ :.;]*$")


def find(layout: Layout, document: Document) -> tuple[Assignment, ...]:
    """Assignments in reading order. A report without a main document charges nobody."""
    if not layout.official and document.header.doc_type is None:
        return ()
    charges = [c for p in _blocks(layout, document) for c in p]
    found = [_assignment(layout, document, c) for c in charges]
    found += [a for table in tables.find(layout) for a in _in_table(layout, document, table)]
    found.sort(key=lambda a: (a.span.start, a.role != "lead"))
    return tuple(replace(a, id=f"a{n}") for n, a in enumerate(found, 1))


def _blocks(layout: Layout, document: Document) -> Iterator[list[_Charge]]:
    owners = _Owners()
    first = min((layout.view.to_clean(s.span.start) for s in document.sections), default=0 if not layout.official else len(layout.clean))
    starts = [s.span.start for s in document.sections]
    for p in layout.zone("body", "annex"):
        chain = _chain(document.sections, starts, layout.view.to_source(p.start, p.start + 1)[0])
        if layout.clean[p.start : p.end].isupper() or any(_LOOKS_BACK.search(s.heading or "") for s in chain):
            continue
        yield _in_block(layout, document, p, chain, owners, layout.official and p.start < first)


_LOOKS_BACK = re.compile(r"^(?:khái quát |đánh giá |một số )?(?:kết quả|tình hình|thực trạng|đánh giá chung|chuyển tiếp|xử lý chuyển tiếp|giải thích từ ngữ|đối tượng áp dụng|phạm vi điều chỉnh)", re.I)


def _chain(sections: tuple[Section, ...], starts: list[int], at: int) -> list[Section]:
    """The sections that hold this place, innermost first."""
    return [s for s in reversed(sections[: bisect_right(starts, at)]) if at < s.span.end]


def _in_block(layout: Layout, document: Document, p: Paragraph, chain: list[Section], owners: _Owners, preamble: bool) -> list[_Charge]:
    text = layout.clean
    label = _START.match(text, p.start, p.end)
    start = label.end() if label else p.start
    numbered = bool(chain) and layout.view.to_clean(chain[0].span.start) == p.start
    bullet = text[p.start]
    if numbered or bullet == "-":
        owners.bullet = []
    heading = _heading(text, start, p.end)
    if heading and not preamble:
        if numbered:
            owners.by_section[chain[0].path] = heading
        elif bullet in "-+•":
            owners.bullet = heading
        if _has_below(layout, p, numbered):
            return []
    found = list(_charges(text, document, p, start, preamble))
    if heading and not found:
        return [_Charge(text[a:b], (a, b), "lead", (p.start, p.end), (b, p.end), (p.start, p.end)) for a, b in heading]
    above = owners.bullet or next((owners.by_section[s.path] for s in chain if s.path in owners.by_section), [])
    if above and not heading and not any(c.role == "lead" and c.span[0] < start + 4 for c in found):
        first = (p.start, min(start + 60, p.end))
        found = [_Charge(text[a:b], (start, max(first[1], start + 1)), "lead", (p.start, p.end), (start, p.end), (p.start, p.end)) for a, b in above] + [c for c in found]
    _join_helpers(found)
    return found


def _has_below(layout: Layout, p: Paragraph, numbered: bool) -> bool:
    """Whether tasks follow under a heading: a bullet, a deeper item or plain words, rather than the next item of its kind."""
    following = next((q for q in layout.paragraphs if q.start > p.end), None)
    if following is None or following.zone not in ("body", "annex"):
        return False
    mark, own = _MARK.match(layout.text(following)), _MARK.match(layout.text(p))
    return not (mark and own and _shape(mark.group()) == _shape(own.group()))


_MARK = re.compile(r"[-+•*▪–]|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]|[a-zđ]\)|[IVXL]{1,5}[.)-]|Điều \d+")


def _shape(mark: str) -> str:
    return re.sub(r"[a-zđ](?=\))", "a", re.sub(r"\d+", "1", re.sub(r"[IVXL]+", "I", mark)))


def _heading(text: str, start: int, end: int) -> list[Name]:
    """The bodies of a paragraph that is nothing but their names."""
    about = _ABOUT.match(text, start, end)
    names = bodies.listed(text, about.end() if about else start, end)
    return names if names and _HEADING_END.match(text, names[-1][1], end) else []


def _charges(text: str, document: Document, p: Paragraph, start: int, preamble: bool) -> Iterator[_Charge]:
    seen: set[tuple[str, str]] = set()
    stops = [start, *(m.end() for m in _SENTENCE.finditer(text, start, p.end)), p.end]
    sentences = [(a, b) for a, b in zip(stops, stops[1:], strict=False) if a < b]
    for low, high in sentences:
        for leads in _leads(text, low, high, p.end, preamble):
            for a, b in leads:
                if (text[a:b].casefold(), "lead") not in seen:
                    seen.add((text[a:b].casefold(), "lead"))
                    yield _Charge(text[a:b], (a, b), "lead", (p.start, p.end), (leads[-1][1], high), (low, high))
        if preamble:
            continue
        for m in patterns().helpers.finditer(text, low, high):
            for a, b in bodies.listed(text, m.end(), high):
                if _is_help(text, low, m) and not any(role == "coordinate" and (n.startswith(text[a:b].casefold()) or text[a:b].casefold().startswith(n)) for n, role in seen):
                    seen.add((text[a:b].casefold(), "coordinate"))
                    yield _Charge(text[a:b], (a, b), "coordinate", (p.start, p.end), (b, high), (low, high))


def _leads(text: str, low: int, high: int, end: int, preamble: bool) -> Iterator[list[Name]]:
    """The bodies charged in a sentence: by an order or as its subject, and as subjects of what follows a semicolon or a bracket."""
    leads = _ordered(text, low, high) or ([] if preamble else _encouraged(text, low, high, end) or _subjects(text, low, high))
    if leads:
        yield leads
    at = leads[-1][1] if leads else low
    for m in () if preamble else _ANEW.finditer(text, at, high):
        names = bodies.listed(text, m.end(), high)
        if names and patterns().duty.match(text, names[-1][1], high):
            yield names


_ANEW = re.compile(r"; (?=[^\W\d_])|\((?=[^()]{6,60} (?:là|làm) )")
_NO_HELP = re.compile(r"(?:sự|việc|công tác|quan hệ|cơ chế|quy chế|khả năng) $")


def _is_help(text: str, low: int, m: re.Match[str]) -> bool:
    return not _NO_HELP.search(text[max(low, m.start() - 12) : m.start()])


_NOT_AN_ORDER = re.compile(r"(?:theo|xét|được|sự|việc|những|các|yêu cầu|lời|văn bản|đáp ứng|trình|báo cáo|thuộc|chức năng|hồ sơ|tiếp nhận|kịp thời|khi có|tổng hợp|và|để) $", re.I)


def _ordered(text: str, low: int, high: int) -> list[Name]:
    """The bodies that an order of the issuer names: at the start of the sentence, after its subject or after a comma."""
    for m in patterns().order.finditer(text, low, high):
        before = text[low : m.start()]
        if _NOT_AN_ORDER.search(before):
            continue
        start = bodies.at(text, low, high) if before.strip() else None
        if before.strip() and start != m.start() - 1 and not re.search(r"[,;:] (?:[\w ]{2,60} )?$", before):
            continue
        names = bodies.listed(text, m.end(), high)
        if names and m["word"].casefold() == "chỉ đạo":
            continue
        if names:
            return names
    about = _ABOUT.match(text, low, high)
    if about:
        names = bodies.listed(text, about.end(), high)
        stop = text.find(",", about.end(), high)
        names = [n for n in names if stop < 0 or n[0] < stop]
        if names and patterns().order.search(text, names[-1][1], high):
            return names
    return []


_ENCOURAGES = re.compile(r" (?:khuyến khích|động viên) ")


def _encouraged(text: str, low: int, high: int, end: int) -> list[Name]:
    """ "UBND thành phố khuyến khích các doanh nghiệp …" alone charges nobody; with plain orders in the sentences behind it, it names whom they charge."""
    m = _encourages(text, low, high)
    return bodies.listed(text, m.end(), high) if m and end - high >= 40 else []


def _encourages(text: str, low: int, high: int) -> re.Match[str] | None:
    subject = bodies.at(text, low, high)
    return _ENCOURAGES.match(text, subject, high) if subject else None


def _subjects(text: str, low: int, high: int) -> list[Name]:
    """The bodies that stand as subject before a verb of duty or a colon, at the start of the sentence, behind an adverbial, or before "có trách nhiệm"."""
    if _encourages(text, low, high):
        return []
    for start in _openings(text, low, high):
        names = bodies.listed(text, start, high)
        if names and (patterns().duty.match(text, names[-1][1], high) or re.compile(r" ?:").match(text, names[-1][1], high)):
            return names
    return _responsible(text, low, high)


def _openings(text: str, low: int, high: int) -> Iterator[int]:
    yield low
    adverbial = _ADVERBIAL.match(text, low, high)
    if adverbial:
        yield adverbial.end()


_RESPONSIBLE = re.compile(r" (?:có trách nhiệm|chịu trách nhiệm)(?! hình sự)")


def _responsible(text: str, low: int, high: int) -> list[Name]:
    for m in _RESPONSIBLE.finditer(text, low, high):
        for start in re.compile(rf"(?<!\w)(?:[Cc]ác |(?=[{UPPER}]))").finditer(text, max(low, m.start() - 200), m.start()):
            names = bodies.listed(text, start.start(), high)
            if names and names[-1][1] == m.start():
                return names
    return []


def _join_helpers(charges: list[_Charge]) -> None:
    """Each lead gets the names of those who help it in its block."""
    helpers = [c for c in charges if c.role == "coordinate"]
    for lead in charges:
        if lead.role == "lead":
            lead.helpers = [h.name for h in helpers if h.sentence == lead.sentence or lead.sentence == lead.block]


def _assignment(layout: Layout, document: Document, c: _Charge) -> Assignment:
    text = layout.clean
    span = layout.view.span(*c.span)
    place = ids.place_of(document)
    body, guessed = ids.identify(c.name, None, place)
    section = next((s.path for s in reversed(document.sections) if s.span.start <= span.start < s.span.end), None)
    due, often = (None, None) if c.role != "lead" else (_due(text, document, c), _often(text, c))
    action = text[c.action[0] : c.action[1]].strip(" ,;:.-")
    return Assignment(
        "", span, body, cast("Any", c.role), action or c.name, tuple(c.helpers), None, due.value if due else None, text[due.start : due.end] if due else None,
        cast("Any", often), section, tuple(f"body.{g}" for g in guessed),
    )  # fmt: skip


_DUE = re.compile(
    r"(?:hoàn thành|xong|trình|gửi|ban hành|báo cáo|tổng kết|sơ kết|thực hiện|thành lập|tổ chức|đưa vào)?[^,;.]{0,30}?(?:trước|trong|chậm nhất|muộn nhất|vào|hết|hạn|đến hết) ?$"
)
_COVERS = re.compile(r"giai đoạn|thời kỳ|tầm nhìn|nhiệm kỳ|các năm|từ năm", re.I)


def _due(text: str, document: Document, c: _Charge) -> Deadline | None:
    """The first deadline that a sentence of the block sets for the body; the period that a plan covers is none."""
    low, high = (c.block if c.sentence == c.block else (c.sentence[0], _until_next(text, c)))
    cited = [(s.start, s.end) for s in (x.span for x in document.citations)]
    _ = cited
    for d in deadlines(text[low:high], document.header.date):
        words = text[low + d.start : low + d.end]
        if d.value == "annual" or _COVERS.match(words) or _is_citation_date(text, low + d.start):
            continue
        if d.value.isdigit() and not re.match(r"(?:[Tt]rước|[Tt]rong|[Vv]ào|[Hh]ết|[Đđ]ến hết|[Cc]uối) ", words):
            continue
        if words.startswith(("ngày ", "Ngày ")) and "h" not in words[5:] and not re.search(r"h[ằà]ng|mỗi", words):
            continue
        return Deadline(d.value, low + d.start, low + d.end)
    return None


def _until_next(text: str, c: _Charge) -> int:
    return c.block[1]


def _is_citation_date(text: str, at: int) -> bool:
    """A date right behind a symbol belongs to the document cited."""
    return bool(re.search(r"[\w)][-/][\w-]+,? $", text[max(0, at - 30) : at]))


def _often(text: str, c: _Charge) -> str | None:
    low, high = c.block if c.sentence == c.block else (c.sentence[0], c.block[1])
    return recurrence(text[low:high])


# Task tables.

_COLUMNS = {
    "lead": re.compile(r"chủ trì|(?:đơn vị|cơ quan|cá nhân|người)[^|]*(?:thực hiện|phụ trách)|phụ trách|thực hiện$", re.I),
    "coordinate": re.compile(r"phối hợp", re.I),
    "due": re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành|hạn", re.I),
    "task": re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động", re.I),
    "product": re.compile(r"sản phẩm|kết quả", re.I),
}


def _in_table(layout: Layout, document: Document, table: tables.Table) -> Iterator[Assignment]:
    columns: dict[str, int] = {}
    for k, cell in enumerate(table.head):
        name = next((n for n, pattern in _COLUMNS.items() if pattern.search(cell.text) and n not in columns), None)
        if name:
            columns[name] = k
    if "lead" not in columns or "task" not in columns:
        return
    for row in table.rows:
        if len(row) == len(table.head):
            yield from _in_row(layout, document, row, columns)


def _in_row(layout: Layout, document: Document, row: list[tables.Cell], columns: dict[str, int]) -> Iterator[Assignment]:
    place = ids.place_of(document)
    due_text = row[columns["due"]].text if "due" in columns else ""
    due = next(iter(deadlines(due_text, document.header.date)), None)
    action = row[columns["task"]].text
    product = row[columns["product"]].text or None if "product" in columns else None
    helpers = tuple(n for n, _ in _names(row[columns["coordinate"]])) if "coordinate" in columns else ()
    for role in ("lead", "coordinate"):
        for name, piece in _names(row[columns[role]]) if role in columns else []:
            body, guessed = ids.identify(name, None, place)
            span = layout.view.span(*piece)
            section = next((s.path for s in reversed(document.sections) if s.span.start <= span.start < s.span.end), None)
            lead = role == "lead"
            value = (due.value if due else iso_date(due_text) or due_text or None) if lead else None
            yield Assignment(
                "", span, body, cast("Any", role), action or name, helpers if lead else (), product if lead else None, value, (due_text or None) if lead else None,
                cast("Any", recurrence(due_text)) if lead else None, section, tuple(f"body.{g}" for g in guessed),
            )  # fmt: skip


def _names(cell: tables.Cell) -> list[tuple[str, Name]]:
    """The bodies of a cell, each with a piece of the cell that names it."""
    found: list[tuple[str, Name]] = []
    for part in re.split(r"; ?", cell.text):
        listed = bodies.listed(part, 0, len(part))
        names = [part[a:b] for a, b in listed] if listed and listed[-1][1] >= len(part.rstrip(" .;)")) - 1 else [part.strip(" .;-")]
        found += [(n, _piece(cell, n)) for n in names if n]
    return found


def _piece(cell: tables.Cell, name: str) -> Name:
    """The line of the cell on which the name begins."""
    at, offset = cell.text.find(name), 0
    for start, end in cell.pieces:
        if at < offset + end - start + 1:
            inner = start + max(at - offset, 0)
            return min(inner, end - 1), min(end, max(inner + len(name), inner + 1))
        offset += end - start + 1
    return cell.pieces[0]
