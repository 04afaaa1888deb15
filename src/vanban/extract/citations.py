"""Citations: every mention of another document that carries a number or an official name.

`find` reads the mentions off the text; `settle`, once the header is known, drops the document's own number, fills what lists and repeats leave out
(named in `inferred`) and gives each its document id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from vanban import bodies, ids, lexicon, symbols
from vanban.bodies import UPPER
from vanban.layout import Layout
from vanban.model import Body, Citation, Document, Locator
from vanban.quantities import DATE, digits, iso_date
from vanban.text import fold


@dataclass(slots=True)
class Mention:
    """A citation in the making, in positions of the clean text. `kind_at` is where the kind's word begins, `end` where the last of number, date, issuer ends."""

    start: int
    end: int
    symbol: str | None = None
    doc_type: str | None = None
    date: str | None = None
    issuer: str | None = None
    name: str | None = None
    kind: str | None = None
    locator: tuple[Locator, ...] | None = None
    inferred: tuple[str, ...] = ()
    short: bool = False  # "Đề án 1956": says the number, not whose it is


class Patterns(NamedTuple):
    """The compiled grammar of mentions."""

    left: re.Pattern[str]
    law: re.Pattern[str]
    amending: re.Pattern[str]
    short: re.Pattern[str]
    named: re.Pattern[str]
    group: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(set(words), key=len, reverse=True))


_LABEL = r"(?:[Ss][ốôoóỏẻồ]|SỐ)"


@cache
def patterns() -> Patterns:
    types = [t for t in lexicon.doc_types() if t.family not in ("named",)]
    kinds = rf"(?i:{_any(n for t in types for n in t.names if t.code not in ('HP', 'QyĐ', 'PH'))}|Quy định)"
    laws = rf"(?:(?i:{_any(lexicon.table('laws')['laws'])})(?! {_NOT_A_LAW}))"
    return Patterns(
        left=re.compile(rf"(?:(?<!\w)(?P<kind>{kinds})(?: liên tịch)?(?: [a-zà-ỹđ]+){{0,3}}?,? )?(?:{_LABEL} ?:? ?)?$"),
        law=re.compile(rf"(?<!pháp )(?<!\w)(?P<kind>Bộ luật|Bộ Luật|Luật|Pháp [lL]ệnh|LUẬT|BỘ LUẬT|PHÁP LỆNH)(?: số)?(?: về)? (?P<name>{laws}|(?![Ss]ố\b|Sửa đổi\b)(?=[{UPPER}]){_OPEN_LAW})(?!\w)|(?P<constitution>Hiến pháp)(?! luật)(?: nước [\w ]{{10,60}}Việt Nam)?"),
        amending=re.compile(r"(?:Luật|Pháp lệnh) (?:số [\w/]+ )?[Ss]ửa đổi(?:,? bổ sung)? (?:một s[ốô] )?điều(?: và [\w ,]{2,30})? (?:của )?(?:các )?(?=các luật|\d+ luật|luật)"),
        short=re.compile(rf"(?<!\w)(?P<kind>{kinds}) (?P<label>{_LABEL} ?)?(?P<number>\d{{1,4}}[a-zđ]?)(?![\w%]|[.,/-]\d| ?[/-] ?[{UPPER}]|[-/]\w| (?:năm|tháng|ngày)\b)"),
        named=re.compile(
            r"(?P<congress>Nghị quyết (?:số \d+ )?(?:Đại hội|Hội nghị|Trung ương)(?: (?:đại biểu|toàn quốc|Đảng bộ|Đảng|lần thứ|Ban Chấp hành|Trung ương|khóa|tỉnh|huyện|thành phố|xã|phường|các cấp|toàn thể|bất thường"
            rf"|[IVXL]+\b|\d{{1,2}}\b|(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b|[{UPPER}]\w+))+(?:,? nhiệm kỳ \d{{4}} ?- ?\d{{4}})?)"
            r"|(?P<project>(?:Đề án|Chiến lược|Chương trình|Dự án|Quy hoạch|Kế hoạch) (?!này\b|số\b|hành động\b|\d)[a-zà-ỹđ][^;.:()\n|“”\"]{20,260}?(?:,? giai đoạn (?:19|20)\d\d ?- ?(?:19|20)?\d\d|,? (?:đến|tới) năm (?:19|20)\d\d(?:,? tầm nhìn (?:đến )?năm \d{4})?|thời kỳ (?:19|20)\d\d ?- ?(?:19|20)\d\d))"
        ),
        group=re.compile(rf"[Cc]ác (?P<kind>{kinds}|[Vv]ăn bản)[^.;:()\n]{{0,160}}?$"),
    )


_NOT_A_LAW = r"(?:\w+ viên|luật)\b"
_OPEN_LAW = rf"[{UPPER}]\w*(?: (?!năm\b|ngày\b|số\b|được\b|đã\b|theo\b|để\b|thì\b|khi\b|có\b|của\b|cho\b|trên\b|tại\b|trong\b|đến\b|và\b|quy\b|này\b|là\b|hoặc\b|về\b|do\b|với\b|thông\b|ban\b)\w+){{0,7}}"
_TAIL_DATE = re.compile(rf",? ?(?:,? ?ký )?ngày ({DATE})")
_TAIL_ISSUER = re.compile(r",? của (?=[^\W\d_])")
_LAW_TAIL = re.compile(rf",? (?:năm (?P<year>(?:19|20)\d\d)(?! ?-)|(?:được .{{0,40}}?thông qua )?ngày (?P<date>{DATE})|\((?:năm )?(?P<bracket>(?:19|20)\d\d)\))")
_LAW_NUMBER = re.compile(r",? ?\(?(?:[Ll]uật )?[Ss][ốôoóỏẻồ] ?:? ?(?=[\dỈ])")
_LOCATOR = re.compile(r"(?:(?:[Cc]ác )?(?:điểm|khoản|Điều|điều|mục|Mục|Chương|Phụ lục|tiết|đoạn)s? [\w.,; -]{1,80}?,? ?)+(?:của |tại |ban hành kèm theo )?$")
_STEP = re.compile(r"(điểm|khoản|[Đđ]iều)s? ((?:[a-zđ]|\d+[a-zđ]?)(?:(?:, | và |, và |-)(?:[a-zđ]|\d+[a-zđ]?)(?!\w))*)(?!\w)")


def find(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """All mentions in reading order, each as its own words give it."""
    text = layout.clean
    laws = list(_laws(layout))
    taken = [(m.start, m.end) for m in laws if not m.name or not m.name.casefold().startswith(("luật sửa đổi", "pháp lệnh sửa đổi"))]
    numbered = [m for m in _numbered(layout) if not any(a <= m.start < b or a < m.end <= b for a, b in taken)]
    mentions = sorted([*laws, *numbered], key=lambda m: (m.start, -m.end))
    mentions = sorted([*mentions, *_named(text, mentions)], key=lambda m: (m.start, -m.end))
    mentions = sorted([*mentions, *_short(text, mentions)], key=lambda m: (m.start, -m.end))
    _share(text, mentions)
    return tuple(_citation(layout, document, n, m) for n, m in enumerate(mentions, 1))


def _citation(layout: Layout, document: Document, n: int, m: Mention) -> Citation:
    span = layout.view.span(m.start, m.end)
    section = next((s.path for s in reversed(document.sections) if s.span.start <= span.start < s.span.end), None)
    name = re.sub(r"\bs[ôóo](?= \d)", "số", digits_in(m.name)) if m.name else None
    return Citation(f"c{n}", span, m.symbol, m.doc_type, m.date, Body(m.issuer) if m.issuer else None, name, m.locator, None, section, m.inferred)


def digits_in(name: str) -> str:
    """Digits that OCR misread, mended inside a name."""
    return re.sub(r"(?<=\d)Ỉ|Ỉ(?=[\d/])|(?<=QH)Ỉ", "1", name)


def _numbered(layout: Layout) -> Iterator[Mention]:
    text, grammar = layout.clean, patterns()
    for m in symbols.pattern().finditer(text):
        code = m["type"] or m["ptype"]
        organ = m["organ"] or m["porgan"] or m["letter"] or m["old"]
        if not code and not m["old"] and not _is_organ(m["letter"], bool(m["year"])):
            continue
        line = text.rfind("\n", 0, m.start()) + 1
        window = text[max(line, m.start() - 90) : m.start()]
        left = grammar.left.search(window)
        kind = left["kind"] if left else None
        start = m.start() - len(window) + left.start() if left and left.group().strip() else m.start()
        symbol = digits(re.sub(r"\s", "", m.group()))
        mention = Mention(start, m.end(), symbol, _type(code, kind, organ), kind=kind)
        _tail(text, mention)
        mention.locator = _locator(text, line, start)
        yield mention


def _is_organ(letter: str, year: bool) -> bool:
    """A code after the slash that is an organ's: known, or of two capitals and more with a unit or a year ("4330/BNN-KTHT", "31/2024/QH15")."""
    head = letter.split("-")[0]
    return lexicon.organ(re.sub(r"\d+$", "", head)) is not None or bool(re.match(rf"[{UPPER}]{{2}}", head) and ("-" in letter or year or len(head) >= 4))


def _type(code: str | None, kind: str | None, organ: str) -> str | None:
    """The code in the symbol decides, but for codes that stand for two kinds; without one the kind written before it."""
    named = lexicon.type_of_name(kind) if kind else None
    if code is None:
        return named if named and named != "CV" else "NQ" if "QH" in organ and named == "NQ" else named or ("L" if re.match(r"QH\d", organ) else "CV")
    found = lexicon.type_code(code)
    if found == "TT" and named == "TTri":
        return named
    return found


def _tail(text: str, mention: Mention) -> None:
    """Take in the date and the issuer that stand right behind, in either order."""
    for _ in range(3):
        date = _TAIL_DATE.match(text, mention.end) if mention.date is None else None
        if date:
            mention.date, mention.end = iso_date(date[1]), date.end()
            continue
        of = _TAIL_ISSUER.match(text, mention.end) if mention.issuer is None else None
        end = bodies.issuer(text, of.end(), len(text)) if of else None
        if of and end:
            mention.issuer, mention.end = text[of.end() : end], end
            continue
        return


def _locator(text: str, line: int, start: int) -> tuple[Locator, ...] | None:
    window = text[max(line, start - 120) : start]
    m = _LOCATOR.search(window)
    if not m:
        return None
    found: list[Locator] = []
    point = clause = None
    for word, numbers in _STEP.findall(m.group()):
        if word == "điểm":
            point = numbers
        elif word == "khoản":
            clause, point_of = numbers, point
            found.append(Locator(None, clause, point_of))
            point = None
        else:
            waiting = [k for k, loc in enumerate(found) if loc.article is None]
            for k in waiting:
                found[k] = replace(found[k], article=numbers)
            if not waiting:
                found.append(Locator(numbers, None, point))
    return tuple(found) or None


def _laws(layout: Layout) -> Iterator[Mention]:
    text, grammar = layout.clean, patterns()
    inner_from = 0
    for m in grammar.law.finditer(text):
        name = m.group().replace(" số ", " ", 1)
        mention = Mention(m.start(), m.end(), None, _law_type(m), name=" ".join(name.split()), kind=m["kind"] or "Hiến pháp")
        _law_tail(text, mention)
        mention.locator = _locator(text, text.rfind("\n", 0, m.start()) + 1, m.start())
        if m.start() >= inner_from:
            amending = _amending(text, m.start(), mention)
            if amending:
                inner_from = amending.end
                yield amending
        if m.start() < inner_from and mention.date:  # the date behind the last law named is that of the law that amends
            mention = Mention(m.start(), m.end(), None, mention.doc_type, name=name, kind=mention.kind, locator=mention.locator)
            _law_number(text, mention)
        yield mention
    for m in grammar.amending.finditer(text):
        if not text.startswith(("Luật", "Pháp lệnh", "Bộ luật"), m.end()):
            count = re.compile(r"(?:các |\d+ )?luật(?: [^,;.\n]{0,80}?(?=,? ngày|,? số|[,;.\n]))?").match(text, m.end())
            end = count.end() if count else m.end()
            mention = Mention(m.start(), end, None, "L", name=text[m.start() : end], kind="Luật")
            _law_tail(text, mention)
            yield mention


def _law_type(m: re.Match[str]) -> str:
    return "HP" if m["constitution"] else "PL" if m["kind"].casefold() == "pháp lệnh" else "L"


def _law_tail(text: str, mention: Mention) -> None:
    """Number, year and date behind a law's name, and the body that is said to have passed it."""
    _law_number(text, mention)
    tail = _LAW_TAIL.match(text, mention.end)
    if tail:
        mention.date = iso_date(tail["date"]) if tail["date"] else tail["year"] or tail["bracket"]
        mention.end = tail.end()
    passed = _PASSED.search(text[max(0, mention.start - 80) : mention.start])
    if passed:
        mention.issuer = passed["body"]


_PASSED = re.compile(r"(?P<body>Quốc hội|Ủy ban Thường vụ Quốc hội)(?: [Kk]hóa [IVXL]+)?[^.;,]{0,30}? (?:đã )?(?:thông qua|ban hành) $")


def _law_number(text: str, mention: Mention) -> None:
    label = _LAW_NUMBER.match(text, mention.end)
    symbol = symbols.pattern().match(text, label.end()) if label else None
    if symbol and mention.symbol is None:
        mention.symbol, mention.end = digits(re.sub(r"\s", "", symbol.group())), symbol.end()
        if text[mention.end : mention.end + 1] == ")":
            mention.end += 1


_AMENDS_BEFORE = re.compile(r"(?:Luật|Pháp lệnh)(?: (?!Luật\b|Pháp\b|và\b|ngày\b|năm\b)[^\W\d]+){0,5}?(?: số [\w/]+)? [Ss]ửa đổi(?:,? bổ sung)? (?:một s[ốô] )?(?:điều|Điều)(?: và [\w ,]{2,30})? (?:của )?(?:các )?$")
_AMENDED_MORE = re.compile(r"(?:,? và |, |\. )(?=(?:Luật|Bộ luật|Pháp lệnh) )")


def _amending(text: str, at: int, law: Mention) -> Mention | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C ngày …": one mention by its whole name; the laws inside are mentions too."""
    window = text[max(text.rfind("\n", 0, at) + 1, at - 110) : at]
    m = _AMENDS_BEFORE.search(window)
    if not m:
        return None
    start, end, last = at - len(window) + m.start(), law.end, law
    while more := _AMENDED_MORE.match(text, end):
        following = patterns().law.match(text, more.end())
        if not following:
            break
        last = Mention(following.start(), following.end(), name=following.group())
        _law_tail(text, last)
        end = last.end
    name = text[start:end]
    dated = re.search(rf",? ngày {DATE}$", name)
    return Mention(start, end, None, "L", last.date if dated else None, name=name[: dated.start()] if dated else name, kind="Luật")


_PLANNED = re.compile(r"(?:xây dựng|ban hành|lập|trình|phê duyệt|dự thảo|công bố|nội dung|theo)(?: các| và [\w ]{2,20})? $", re.I)
_APPROVED_BY = re.compile(r"[^;.\n]{0,30}(?:phê duyệt|ban hành)(?: kèm theo| tại| theo)* (?:tại |theo )?(?:Quyết định|Nghị quyết|Nghị định)")


def _named(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Resolutions of congresses and plenums, and named projects that exist. What a cited numbered act approves is its subject, no mention of its own."""
    for m in patterns().named.finditer(text):
        kind = m.group().split(" ")[0] if m["congress"] else re.match(r"\w+ \w+", m.group())[0]  # type: ignore[index]
        before = next((x for x in reversed(mentions) if x.end <= m.start()), None)
        overlapping = any(x.start < m.end() and m.start() < x.end for x in mentions)
        if m["project"]:
            sentence = max(text.rfind(c, 0, m.start()) for c in (". ", "\n", ";")) + 1
            subject = before is not None and before.end > sentence
            if overlapping or subject or _PLANNED.search(text[max(0, m.start() - 40) : m.start()]) or _APPROVED_BY.match(text, m.end()):
                continue
        elif overlapping:
            continue
        yield Mention(m.start(), m.end(), None, "NQ" if m["congress"] else lexicon.type_of_name(kind), name=m.group(), kind=kind)


_DEFINED = re.compile(r"[^()\n]{0,400}?\((?:[Ss]au đây )?(?:được )?(?:gọi|viết)(?: chung)?(?: tắt| gọn)?(?: chung)? là:? ?[\"“]?(?P<name>[^()\"”\n]{3,60})[\"”]?\)")


def _short(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """ "Chỉ thị số 21", "Đề án 1956": a kind and a number that a full mention or a definition in the same text explains."""
    full = [m for m in mentions if m.symbol]
    by_number: dict[str, list[Mention]] = defaultdict(list)
    defined: dict[str, Mention] = {}
    for m in full:
        parsed = symbols.parse(m.symbol or "")
        if parsed:
            by_number[parsed.number].append(m)
        definition = _DEFINED.match(text, m.end)
        if definition and not any(m.end < x.start < definition.start("name") and x.start < definition.end() for x in full):
            defined.setdefault(fold(definition["name"]), m)
    spans = [(m.start, m.end) for m in mentions]
    for s in patterns().short.finditer(text):
        if any(a < s.end() and s.start() < b for a, b in spans):
            continue
        number = s["number"].lstrip("0") or "0"
        named = lexicon.type_of_name(s["kind"])
        same = by_number.get(number, [])
        target = next((m for m in same if m.doc_type == named), None) or defined.get(fold(s.group())) or (same[0] if len({m.symbol for m in same}) == 1 else None)
        if target:
            yield Mention(s.start(), s.end(), target.symbol, target.doc_type, kind=s["kind"], short=True)
        elif s["label"] and s["kind"][0].isupper() and named not in ("CV", "BB", "HĐ", "L"):
            yield Mention(s.start(), s.end(), s["number"], named, kind=s["kind"])


_GLUE = re.compile(r"(?:,|;| và|, và|; và| hoặc)?(?: các)?\s*(?:[Ss]ố )?$")
_ISSUER_BEFORE = re.compile(r"(?:của|Của) (?=[^\W\d_])")


def _share(text: str, mentions: list[Mention]) -> None:
    """Give the items of a list what stands once: the issuer named before it ("… của X tại", "… của X như:") or behind its last item, the date likewise."""
    for first, second in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if first.symbol and second.symbol and first.end <= second.start and _GLUE.fullmatch(text[first.end : second.start]) and _same_organ(first, second):
            if first.issuer is None and second.issuer:
                first.issuer = second.issuer
            if first.date is None and second.date and second.kind is None:
                first.date, first.inferred = second.date, (*first.inferred, "date")
            if first.kind and second.kind is None and second.doc_type == "CV":
                second.doc_type = first.doc_type
    for m in mentions:
        if m.symbol and m.issuer is None and not m.short:
            m.issuer = _issuer_before(text, m)


def _same_organ(a: Mention, b: Mention) -> bool:
    x, y = symbols.parse(a.symbol or ""), symbols.parse(b.symbol or "")
    return bool(x and y and x.organ.casefold() == y.organ.casefold())


_LEADS_ON = re.compile(r"[^.;\n]{0,120}?(?:tại|như|gồm|sau|sau đây|theo)?\s*[:(]|,? (?:[\w ]{0,20})?(?:tại|theo)\b")


def _issuer_before(text: str, m: Mention) -> str | None:
    """The body in "chỉ đạo của X tại Chỉ thị số …" or "các văn bản … của X như: A; B; C", if it can have issued a document with this symbol."""
    parsed = symbols.parse(m.symbol or "")
    sentence = max(text.rfind("\n", 0, m.start), text.rfind(". ", 0, m.start)) + 1
    for of in reversed(list(_ISSUER_BEFORE.finditer(text, sentence, m.start))):
        end = bodies.issuer(text, of.end(), m.start)
        if end is None or not _LEADS_ON.match(text, end, m.start):
            continue
        name = text[of.end() : end]
        direct = re.fullmatch(r",? (?:[\w ]{0,20})?(?:tại|theo) (?:các )?", text[end : m.start])
        if parsed and (direct or ids.may_issue(name, parsed.organ)):
            return name
    return None


def settle(layout: Layout, document: Document) -> tuple[Citation, ...]:
    """The citations once the header is known: own number dropped, repeats completed, bodies and documents identified."""
    own = symbols.key(document.header.symbol)
    kept = [c for c in document.citations if own is None or symbols.key(c.symbol) != own or _contradicts(c, document)]
    kept = [c for c in kept if not _is_own_title(c, document)]
    known: dict[str, list[Citation]] = defaultdict(list)
    for c in kept:
        if c.symbol:
            known[symbols.key(c.symbol) or c.symbol].append(c)
        elif c.name and c.date:
            known[fold(c.name)].append(c)
    place = ids.place_of(document)
    return tuple(replace(_completed(c, known[symbols.key(c.symbol) or c.symbol if c.symbol else fold(c.name or "")], place), id=f"c{n}") for n, c in enumerate(kept, 1))


def _contradicts(c: Citation, document: Document) -> bool:
    """The same symbol with another date, or of another place, is another document."""
    own = document.header.date
    return bool(c.date and own and "date" not in c.inferred and "date" not in document.header.inferred and c.date[: len(own)] != own[: len(c.date)])


def _is_own_title(c: Citation, document: Document) -> bool:
    title = document.header.title
    return bool(c.name and not c.symbol and title and c.doc_type not in ("L", "PL", "HP", "NQ") and fold(c.name) in fold(title))


def _completed(c: Citation, same: list[Citation], place: ids.Place) -> Citation:
    date, text, inferred = c.date, c.issuer.text if c.issuer else None, list(c.inferred)
    if date is None:
        dates = {o.date for o in same if o.date and "date" not in o.inferred}
        if len(dates) == 1:
            date = dates.pop()
            inferred.append("date")
    if text is None:
        named = [o.issuer.text for o in same if o.issuer]
        organ = symbols.parse(c.symbol).organ if c.symbol and symbols.parse(c.symbol) else ""  # type: ignore[union-attr]
        known = lexicon.organ(organ)
        text = max(named, key=len) if named else known.issuer if known else None
        if text:
            inferred.append("issuer")
    issuer, guessed = ids.identify(text, c.symbol, place) if text or c.symbol else (None, ())
    inferred += [f"issuer.{g}" for g in guessed]
    document_id = ids.document_id(c.symbol, c.doc_type, issuer, date) if c.symbol else ids.law_id(c.name, date) if c.doc_type in ("L", "PL", "HP") else None
    return replace(c, date=date, issuer=issuer if text else None, document_id=document_id, inferred=tuple(inferred))
