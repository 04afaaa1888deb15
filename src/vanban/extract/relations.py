"""Relations: each sentence that cites is a statement, subject – relation – object, proved by the sentence.

The subject is the document itself or, where one cited document is said to carry out, amend or guide another, that one:
"Kế hoạch số 184-KH/TU … về thực hiện Chỉ thị số 21-CT/TW" says that 184-KH/TU implements 21-CT/TW.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, cast

from vanban import ids, symbols
from vanban.layout import Layout, Paragraph, sentences
from vanban.model import Citation, Document, Relation, RelationType
from vanban.outline import Outline
from vanban.quantities import is_later
from vanban.text import UPPER, Span, fold, has_any

# Cues, over lower-cased clean text. The last cue before a mention governs it; of cues that begin at the same place the first in `_CUE` is taken.

# theo đề nghị của … tại
_PROPOSED = r"(?:theo|xét|căn cứ) (?:đề nghị|chỉ đạo|ý kiến|kết luận)[^.;]{0,140}? tại"
# thực hiện các nhiệm vụ đã được đề ra tại
_LAID_DOWN = (
    r"thực hiện (?:\w+ ){0,3}(?:nội dung|nhiệm vụ|chính sách|mục tiêu|chỉ tiêu|giải pháp)(?: \w+){0,6}"
    r" (?:đã )?(?:được )?(?:quy định|nêu|đề ra|giao|xác định|chỉ đạo) (?:tại|trong|theo)"
    # thực hiện (quán triệt tinh thần) chỉ đạo của Thủ tướng Chính phủ tại
    r"|(?:quán triệt|thực hiện)(?: \w+){0,5}? (?:chỉ đạo|kết luận|yêu cầu|nhiệm vụ) (?:của|được) [^.;:]{3,80}? tại"
    # thực hiện nghiêm các quy định của · đạt được các mục tiêu theo
    r"|thực hiện (?:nghiêm(?: túc)?|tốt|đầy đủ|có hiệu quả) (?:các )?quy định (?:của|tại)"
    r"|(?:đạt|hoàn thành)(?: được)? (?:\w+ ){0,3}(?:mục tiêu|chỉ tiêu) (?:theo|của|tại|trong)"
)
# What looks like a closer relation and is none.
_CITES = (
    # 10 năm thực hiện · kết quả triển khai · tình hình thực hiện
    r"\d+ năm(?: \w+){0,3}? (?:thực hiện|triển khai)(?: thực hiện)?"
    r"|kết quả(?: \w+){0,4}? (?:thực hiện|triển khai)(?: thực hiện)?"
    r"|tình hình(?: \w+){0,3}? (?:thực hiện|triển khai)"
    # tổng kết việc thực hiện
    r"|(?:sơ kết|tổng kết|tuyên truyền|phổ biến|đánh giá|kiểm tra|giám sát|theo dõi|đôn đốc|đưa việc|tiếp nối|kế thừa)"
    r"(?:[^.;:]{0,60}? (?:thực hiện|triển khai))?"
    # trình Chính phủ sửa đổi, bổ sung: only proposed
    r"|(?:trình|đề xuất|kiến nghị|nghiên cứu|tham mưu|xây dựng|hoàn thiện)\b"
    r"[^.;]{0,90}?(?:sửa đổi|thay thế|bổ sung|điều chỉnh|bãi bỏ)(?:, bổ sung)?"
    # thực hiện theo · theo quy định tại · phù hợp với
    r"|thực hiện (?:theo|tại)|(?:tổ chức )?thực hiện[^.;:]{0,80}? theo(?: đúng)?"
    r"|(?:đúng |theo )?(?:quy định|hướng dẫn|chỉ đạo|nêu|xác định|tinh thần)(?: chi tiết)? (?:tại|của|trong)"
    r"|(?<!duyệt )(?<!hành )(?<!đạo )(?<!nghị )(?<!kèm )(?:theo|tại)(?! đề nghị| chỉ đạo)"
    r"|phù hợp với|so với|trên cơ sở|tiêu chí|quy định về việc"
)
_BASIS = r"căn cứ(?: vào)?|(?:theo|xét) (?:đề nghị|chỉ đạo|ý kiến)|xét(?= ?$| tờ trình| báo cáo)"
_IMPLEMENTS = (
    r"(?:triển khai|thực hiện|cụ thể hóa|quán triệt|(?<!hiệu lực )thi hành)\b"
    r"(?!,? (?:nghiêm )?(?:nhiệm vụ|công tác|chính sách|chế độ|quy hoạch|dự án đầu tư) )"
    r"|đạt (?:\w+ ){0,2}(?:mục tiêu|chỉ tiêu)"
    r"|hoàn thành (?:\w+ ){0,2}(?:mục tiêu|chỉ tiêu|nhiệm vụ)"
)
# As OCR reads them too.
_AMENDS = "sửa đ[ổóôố]i|b[ổóôố] sung"
_GUIDES = "(?:quy định chi t[iỉ][ếêé]t|hướng d[ẫâ]n)"
_CUE = re.compile(
    r"(?=[bcghknpqstxđ\d])"  # what all of them begin with, which spares trying them at every letter
    rf"(?:(?P<proposed>{_PROPOSED})\b"
    rf"|(?P<laid_down>{_LAID_DOWN})\b"
    rf"|(?P<cites>{_CITES})\b"
    rf"|(?P<basis>{_BASIS})\b"
    rf"|(?P<implements>{_IMPLEMENTS})"
    r"|(?P<replaces>thay thế(?! cụm từ))\b"
    r"|(?P<repeals>bãi bỏ|hủy bỏ)\b"
    rf"|(?P<guides>{_GUIDES}(?:[^.;]{{0,60}}? (?:thi hành|thực hiện))?(?: (?:một số |các )?(?:quy định|nội dung) của)?)\b"
    rf"|(?P<amends>{_AMENDS}|điều chỉnh|cập nhật)\b)"
)
_ENDS_IT = re.compile(r"\b(?:hết hiệu lực|bị bãi bỏ|được bãi bỏ|chấm dứt hiệu lực)\b")
_GLUE = re.compile(r"(?:,r?|;|:| và| hoặc| và các| gồm| như)*\s*(?:các |của |số |luật |- )*$")
_AND = re.compile(r"(?: và|,)(?: các| của)? ?$")
_PASSIVE = re.compile(
    rf"(?:đã )?được (?:[\w ]{{0,20}})?(?:(?P<amends>{_AMENDS})|(?P<replaces>thay thế)|(?P<guides>{_GUIDES}))[^.;]{{0,60}}?(?:bởi|theo|tại|bằng)"
)
# Between two mentions: a new subject or purpose begins, so the second does not depend on the first.
_NEW_CLAUSE = re.compile(
    rf"[,:)] ?(?:và |để |nhằm )?(?:[{UPPER}][^,;:]{{3,90}}|[\w ]{{0,30}})"
    r" (?:ban hành|xây dựng|yêu cầu|đề nghị|giao|đã ban hành|tổ chức|lãnh đạo|chỉ đạo)\b"
    r"|\b(?:vào|nhằm|để|bảo đảm|gắn với)\b.*,"
    r"|, (?:triển khai|thực hiện|tiếp tục|góp phần|đồng thời)"
)
# Only full stops part statements, and none behind a capital: that may be an abbreviation's.
_STATEMENT_END = re.compile(rf"\.(?<![A-ZĐ].)(?<!\bTP.) +(?=[{UPPER}-])")


class _Governor(NamedTuple):
    """What governs a mention: `subject` null is the document itself; `passive` turns subject and object round."""

    type: RelationType
    subject: Citation | None = None
    passive: bool = False


class _Place(NamedTuple):
    """A citation with its place in the clean text."""

    citation: Citation
    start: int
    end: int

    def within(self, outer: _Place) -> bool:
        """Whether it is a mention inside another one."""
        return self is not outer and outer.start <= self.start and self.end <= outer.end


_Statement = tuple[Citation | None, RelationType, Citation, Span]
"""Subject (None is the document itself), relation, object, and the words that say so."""


def find(layout: Layout, document: Document) -> tuple[Relation, ...]:
    """One relation for each distinct subject, type and object, in reading order.

    `self cites X` is given only where no closer relation of self with X is said.
    """
    first = _first_mentions(document)
    stated: dict[tuple[str, RelationType, str], Span] = {}
    for by, kind, of, evidence in _statements(layout, document):
        triple = (first[by.id] if by else "self", kind, first[of.id])
        if triple[0] != triple[2]:
            stated.setdefault(triple, evidence)
    close = {o for s, kind, o in stated if s == "self" and kind != "cites"}
    return tuple(
        Relation(subject, kind, about, evidence)
        for (subject, kind, about), evidence in stated.items()
        if not (subject == "self" and kind == "cites" and about in close)
    )


def _first_mentions(document: Document) -> dict[str, str]:
    """For the id of each citation that of the first mention of the same document. Laws of one name and two years are two."""
    names = [_name(c) for c in document.citations]
    years: dict[str, set[str]] = defaultdict(set)
    for c, name in zip(document.citations, names, strict=True):
        if c.date:
            years[name].add(c.date[:4])
    first: dict[tuple[str, str | None], str] = {}
    told = [c.date[:4] if c.date and (c.symbol or len(years[name]) > 1) else None for c, name in zip(document.citations, names, strict=True)]
    return {c.id: first.setdefault((name, year), c.id) for c, name, year in zip(document.citations, names, told, strict=True)}


def _name(c: Citation) -> str:
    return (symbols.key(c.symbol) or fold(c.symbol)) if c.symbol else fold(c.name or c.span.quote)


def _statements(layout: Layout, document: Document) -> Iterator[_Statement]:
    """Every statement of the text; before the first section (the căn cứ) the document speaks of itself."""
    places = [_Place(c, *layout.view.place(c.span)) for c in document.citations]
    body_from = layout.view.to_clean(document.sections[0].span.start) if document.sections else len(layout.clean)
    outline = layout.once(Outline, document.sections)
    lists = has_any(layout.clean, _ENDED)
    at = 0
    ended: RelationType | None = None  # what the title above the rows of a list says of them
    for p in layout.paragraphs:
        if lists and p.zone != "row":
            ended = _said_of_list(layout, p, ended)
        inside = []
        while at < len(places) and places[at].start < p.end:
            if places[at].start >= p.start:
                inside.append(places[at])
            at += 1
        if inside:
            statements = _in_paragraph(layout, p, inside, p.start < body_from)
            above = ended if p.zone == "row" else _said_above(layout, outline, p, inside[0])
            yield from (_weighed(layout, p, inside[0], above, statement) for statement in statements)


_ENDED = ("HẾT HIỆU LỰC", "NGƯNG HIỆU LỰC", "BÃI BỎ", "ết hiệu lực", "ãi bỏ")


def _said_of_list(layout: Layout, p: Paragraph, before: RelationType | None) -> RelationType | None:
    """ "DANH MỤC VĂN BẢN HẾT HIỆU LỰC": what a title says of the rows below it. Headings of their parts leave it as it is."""
    text = layout.text(p)
    if has_any(text, _ENDED) and (text.isupper() or p.zone == "annex_title" or text.upper().startswith("DANH MỤC")):
        return "repeals"
    return None if p.zone == "annex_title" else before


def _said_above(layout: Layout, outline: Outline, p: Paragraph, first: _Place) -> RelationType | None:
    """What a heading "Bãi bỏ các văn bản sau:" says of an item below it that begins with a document."""
    if not _LABEL_ONLY.fullmatch(layout.clean, p.start, first.start):
        return None
    headings = ((s.heading or "").lower() for s in outline.chain(layout.view.to_source(p.start, p.end)[0]) if layout.view.to_clean(s.span.start) < p.start)
    return next((said for heading in headings if (said := _said_of_following(heading))), None)


def _said_of_following(heading: str) -> RelationType | None:
    """What a heading in lower case says of the documents below it: "bãi bỏ …", "các văn bản sau đây hết hiệu lực …", "… này thay thế các …"."""
    acts = _ACTS_ON.match(heading) or _ACTS_ON_FOLLOWING.search(heading)
    if acts:
        return _BY_VERB[acts["verb"]]
    return "repeals" if _FOLLOWING_END.search(heading) else None


def _weighed(layout: Layout, p: Paragraph, first: _Place, above: RelationType | None, statement: _Statement) -> _Statement:
    """A statement in its surroundings. A row of a table tells of documents still to be made: it ends and amends nothing itself."""
    subject, kind, about, evidence = statement
    if subject is None and p.zone == "row" and above and about is first.citation:
        return subject, above, about, evidence
    if subject is None and p.zone == "row" and kind in ("replaces", "repeals", "amends", "guides"):
        return subject, "cites", about, evidence
    if subject is None and above and about is first.citation and kind == "cites":
        return subject, above, about, evidence
    return statement


def _in_paragraph(layout: Layout, p: Paragraph, places: list[_Place], preamble: bool) -> Iterator[_Statement]:
    nested = set()
    for x, y in _nested(places):  # y is a law named in the title of x, which amends it
        nested.add(y.citation.id)
        title = layout.view.span(x.start, x.end)
        yield x.citation, "amends", y.citation, title
        yield None, "cites", y.citation, title
    places = [x for x in places if x.citation.id not in nested]
    for start, end in sentences(layout.clean, p.start, p.end, _STATEMENT_END):
        own = [x for x in places if start <= x.start < end]
        if own:
            evidence = layout.view.span(start, start + len(layout.clean[start:end].rstrip()) if end < len(layout.clean) else end)
            for place, governor in _governed(layout.clean, start, end, own, preamble):
                yield from _said(place, governor, evidence)


def _nested(places: list[_Place]) -> list[tuple[_Place, _Place]]:
    """Each mention that holds others, with each of these. `places` are in reading order."""
    starts = [x.start for x in places]
    around = ((x, places[bisect_left(starts, x.start) : bisect_left(starts, x.end)]) for x in places)
    return [(x, y) for x, near in around for y in near if y.within(x)]


def _said(place: _Place, governor: _Governor, evidence: Span) -> Iterator[_Statement]:
    """The statements that a governed mention makes. What another document is said to do with it, this one still cites."""
    if governor.subject is None:
        yield None, governor.type, place.citation, evidence
        return
    if governor.passive:
        yield place.citation, governor.type, governor.subject, evidence
    else:
        yield governor.subject, governor.type, place.citation, evidence
    yield None, "cites", place.citation, evidence


def _governed(text: str, start: int, end: int, places: list[_Place], preamble: bool) -> Iterator[tuple[_Place, _Governor]]:
    """Each mention of a sentence with what governs it, read from left to right."""
    ended = _ended(text, end, places)
    governor = top = _Governor("cites")
    for k, place in enumerate(places):
        if k == 0:
            label = _ARTICLE.search(text, max(0, start - _LABEL), start)  # its full stop parts it from its sentence
            governor = top = _Governor(_first_cue(text[label.start() if label else start : place.start].lower(), preamble))
        else:
            last = places[k - 1]
            governor = _next(text[last.end : place.start], last, place, governor, top, preamble)
            if _too_old(governor, place):
                governor = top
        yield place, _Governor("repeals") if place is ended else governor


def _too_old(governor: _Governor, place: _Place) -> bool:
    """Whether a mention would act on a later one. A list that goes on behind "Kế hoạch A về thực hiện Chỉ thị B" tells so which of the two it continues."""
    if governor.subject is None or governor.passive:
        return False
    subject, named = governor.subject.date, place.citation.date
    return bool(subject and named and is_later(named, subject))


def _ended(text: str, end: int, places: list[_Place]) -> _Place | None:
    """The subject of "… hết hiệu lực": the first document named in that clause, whatever its title names besides."""
    start = places[0].end
    m = _ENDS_IT.search(text, start, end) if has_any(text[start:end], (" hiệu lực", "bãi bỏ")) else None
    if m is None:
        return None
    clause = text.rfind(";", 0, m.start())
    return next((x for x in places if clause < x.start and x.end <= m.start()), None)


_ARTICLE = re.compile(r"Điều \d{1,3}[.:] (?:\d{1,2}\. )?$")
_LABEL = 14  # characters of the longest
_LABEL_ONLY = re.compile(r"[-+•*]? ?(?:\(?\d{1,3}(?:\.\d+)*[.)]? ?|[a-zđ]\) ?)?")
_ACTS_ON = re.compile(r"\W*(?:điều \d+\W+|\d+\W+|[a-zđ]\) )?(?:nay )?(?P<verb>bãi bỏ|hủy bỏ|thay thế(?! cụm từ))\b")
_ACTS_ON_FOLLOWING = re.compile(r" này (?P<verb>bãi bỏ|hủy bỏ|thay thế(?! cụm từ))[^.;]{0,60} sau(?: đây)?\b")
_FOLLOWING_END = re.compile(r" sau(?: đây)? (?:sẽ )?(?:hết hiệu lực|bị bãi bỏ|được bãi bỏ|chấm dứt hiệu lực)\b")
# An article that begins so amends; an item of a plan's list ("1. Sửa đổi …") only gives a task.
_ARTICLE_AMENDS = re.compile(rf"\W*điều \d+\W+(?:\d+\W+)?(?:nay )?(?:{_AMENDS}|điều chỉnh)\b")
_BY_VERB: dict[str, RelationType] = {"bãi bỏ": "repeals", "hủy bỏ": "repeals", "thay thế": "replaces"}


def _first_cue(before: str, preamble: bool) -> RelationType:
    """What governs the first mention of a sentence.

    A sentence that begins with "Bãi bỏ …" repeals, whatever stands between; only a document that says so of itself guides another, and only one that
    says so of itself or in an article of its own amends another.
    """
    acts = _ACTS_ON.match(before)
    if acts:
        return _BY_VERB[acts["verb"]]
    kind = _cue(before, preamble) or "cites"
    if kind not in ("amends", "guides") or preamble or " này " in before:
        return kind
    return kind if kind == "amends" and _ARTICLE_AMENDS.match(before) else "cites"


def _next(written: str, last: _Place, place: _Place, governor: _Governor, top: _Governor, preamble: bool) -> _Governor:
    """The governor of a mention (`place`) from the words between it and the mention before, which `governor` governs; `top` is that of the first."""
    gap = written.lower()
    if ";" in gap:
        kind = _cue(gap.rsplit(";", 1)[1], preamble)
        return _Governor(kind) if kind else top
    if _GLUE.fullmatch(gap):
        return governor
    passive = _PASSIVE.search(gap)
    if passive:
        return _Governor(cast("RelationType", passive.lastgroup), _changed(last, governor, place), passive=True)
    cue, goes_on = _last_cue(gap), _AND.search(gap)
    if cue is None or (goes_on and cue.lastgroup == "cites" and gap[cue.end() : goes_on.start()].strip()):  # "… tại kho bạc và": the list goes on
        return top if goes_on else _Governor("cites")
    kind = _type(cue, preamble)
    if _NEW_CLAUSE.search(written[: cue.start() + 1]):
        return _Governor("cites" if kind in ("amends", "guides") and not preamble else kind)
    proposes = last.citation.doc_type in _PROPOSALS or (last.citation.doc_type == "CV" and top.type == "basis")
    if kind == "cites" or (kind == "implements" and proposes):
        return _Governor("cites")
    return _Governor(kind, last.citation)


_PROPOSALS = ("TTr", "BC")  # these carry out nothing: what their subject names does


def _changed(last: _Place, governor: _Governor, by: _Place) -> Citation:
    """What a document "được sửa đổi bởi …" is: the mention before, or, since no decree changes a law, the decree that guides that law."""
    if last.citation.doc_type in ids.LAWS and by.citation.doc_type not in ids.LAWS and governor.subject and not governor.passive:
        return governor.subject
    return last.citation


def _cue(before: str, preamble: bool) -> RelationType | None:
    """The relation that the last cue before a mention says; None when there is no cue."""
    cue = _last_cue(before)
    return _type(cue, preamble) if cue else None


def _last_cue(text: str) -> re.Match[str] | None:
    last = None
    for cue in _CUE.finditer(text):
        last = cue
    return last


_ALIASES = {"proposed": "basis", "laid_down": "implements"}


def _type(cue: re.Match[str], preamble: bool) -> RelationType:
    """ "Căn cứ" is a basis of the document only in its opening; later it tells a body what to go by."""
    kind = cast("RelationType", _ALIASES.get(str(cue.lastgroup), cue.lastgroup))
    return "cites" if kind == "basis" and not preamble else kind
