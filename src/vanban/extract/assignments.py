"""Assignments: who is charged with what. One for each body, role and block (a numbered item, a bullet, a row of a task table).

Three forms charge a body: it stands as subject before a verb of duty ("Sở Nội vụ chủ trì …"), an order names it ("Giao Sở Nội vụ …"), or
it is the heading over the tasks below it ("1. Sở Nội vụ" with bullets). "phối hợp với A, B" and its like name helpers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from vanban import bodies, ids, lexicon, tables
from vanban.layout import SALUTATION, Layout, Paragraph, sentences
from vanban.lexicon import any_of
from vanban.model import Assignment, Document, Section
from vanban.outline import Outline
from vanban.quantities import Deadline, deadlines, due, recurrence
from vanban.text import UPPER, Stretch, has_any

Role = Literal["lead", "coordinate"]


class _Patterns(NamedTuple):
    """The compiled forms."""

    duty: re.Pattern[str]
    order: re.Pattern[str]
    no_order: re.Pattern[str]
    no_help: re.Pattern[str]
    encourages: re.Pattern[str]
    idle_heading: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    t = lexicon.table("duties")
    return _Patterns(
        # What joins a body to its verb: ": Nguyễn Văn A", " thuộc Sở …", ", theo chức năng …, ", " cần "
        duty=re.compile(
            rf"(?:: {bodies.NAME}(?:, {bodies.NAME})+)?"
            r"(?: thuộc (?:Bộ|Sở|UBND|Ủy ban)[^,;.:]{0,40}?)?"
            r"(?:,? (?:theo|căn cứ|trên cơ sở)[^,;.\n]{0,80},)?"
            r",? (?:cần |phải |có |sẽ |cùng |tiếp tục |trong phạm vi[^,;.]{0,60},? |trong quá trình[^,;.]{0,60} )*"
            rf"{bodies.verbs()}"
        ),
        order=re.compile(rf"(?<!\w)(?P<word>(?i:{any_of(t['orders'])}))(?: nhiệm vụ)?(?: cho)?:? (?=[^\W\d_])"),
        no_order=re.compile(rf"(?:{any_of(t['no_order_behind'])}) $", re.I),
        no_help=re.compile(rf"(?:{any_of(t['no_help_behind'])}) $"),
        encourages=re.compile(rf" (?:{any_of(t['soft_orders'])}) "),
        idle_heading=re.compile(rf"^(?:khái quát |đánh giá |một số )?(?:{any_of(t['idle_headings'])})", re.I),
    )


_HELPERS = re.compile(
    rf"(?:phối hợp(?: chặt chẽ)?(?:(?:,? (?:cùng|với|giữa))+|(?= các |(?<=chủ trì, phối hợp) [{UPPER}]))"
    r"|phối hợp,? thống nhất với"
    r"|(?:với|có) sự (?:tham gia|phối hợp)(?: tích cực| chặt chẽ)?,? (?:của|với)"
    r"|(?:thống nhất|tham khảo|lấy|xin)(?: thống nhất)? ý kiến (?:với|của)(?: các bên)?"
    r"|cùng với) (?=[^\W\d_])"
)
_HELP_HINTS = ("phối hợp", "sự tham gia", "ý kiến", "cùng với")  # one of these stands in whatever the pattern finds
# Bullet and number before the first word of a block.
_START = re.compile(r"(?:[-+•*▪–] ?|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]? ?|[a-zđ]\) ?|[IVXL]{1,5}[.)-] ?|Điều \d+\. ?)+")
_MARK = re.compile(r"[-+•*▪–]|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]|[a-zđ]\)|[IVXL]{1,5}[.)-]|Điều \d+")
# "Hằng năm, …" · "Trên cơ sở …, …": what may stand before the subject
_ADVERBIAL = re.compile(
    r"(?:(?:Hằng|Hàng|Định kỳ|Mỗi|Cuối|Từ|Đến)\b[^.,;\n]{0,30}, "
    r"|(?:Trong|Trên cơ sở|Căn cứ|Theo|Ngoài ra|Đồng thời|Trước mắt|Để|Qua|Nhằm|Nếu|Khi|Sau khi|Trước"
    r"|Chậm nhất|Tùy|Bên cạnh|Cùng với|Với)\b[^.;\n]{0,160}?, (?=[^\W\d_])(?:nếu [^,]{0,60}, )?)"
)
_ABOUT = re.compile(r"(?:Trách nhiệm(?: thực hiện| tổ chức thực hiện)? của|Đối với|Về phía) ")
_HEADING_END = re.compile(
    r"[ .:;]*(?:(?:có|chịu) trách nhiệm|thực hiện|tổ chức thực hiện)?[ :.;]*$"
    # "Sở Tài nguyên và Môi trường (Cơ quan Thường trực), căn cứ chức năng, nhiệm vụ được giao:" · "… thực hiện các nhiệm vụ sau đây:"
    r"|(?: \([^()]{3,120}\))?(?:,? (?:căn cứ|theo) [^:.;]{3,140})?"
    r"(?:[^:.;]{0,200}?,? (?:(?:có|chịu) trách nhiệm(?: sau)?|có nhiệm vụ|thực hiện(?: các)? (?:nhiệm vụ|quyền hạn|trách nhiệm)[^:.;]{0,60}sau(?: đây)?))? ?:$"
)


@dataclass(slots=True)
class _Charge:
    """A body charged in a block, in positions of the clean text.

    `span` is where it is named, or the bullet's first words; `action` what it must do; `helpers` the names of those who help.
    """

    name: str
    span: Stretch
    role: Role
    block: Stretch
    action: Stretch
    sentence: Stretch
    helpers: list[str] = field(default_factory=list)
    due: Stretch | None = None  # what stands behind a label "Thời gian hoàn thành:"

    @property
    def whole_block(self) -> bool:
        """Whether the block charges as a whole, by a heading over it or as one sentence."""
        return self.sentence == self.block


@dataclass(slots=True)
class _Owners:
    """Bodies that headings charge: by section path, and by the bullet over sub-bullets."""

    by_section: dict[str, list[Stretch]] = field(default_factory=dict)
    bullet: list[Stretch] = field(default_factory=list)
    role: Role | None = None  # that of the bullets under a label "Cơ quan chủ trì" or "Cơ quan phối hợp"

    def of(self, chain: list[Section]) -> list[Stretch]:
        """The bodies that the nearest heading above charges."""
        return self.bullet or next((self.by_section[s.path] for s in chain if s.path in self.by_section), [])


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph to be read: `start` is where its words begin, behind bullet and number; `chain` the sections that hold it."""

    paragraph: Paragraph
    start: int
    chain: list[Section]
    numbered: bool  # it opens the innermost of them
    preamble: bool  # it stands before the first section: only orders charge

    @property
    def stretch(self) -> Stretch:
        """[start, end) of the paragraph in the clean text."""
        return self.paragraph.start, self.paragraph.end


def find(layout: Layout, document: Document) -> tuple[Assignment, ...]:
    """Assignments in reading order. A report without a main document charges nobody."""
    if not layout.official and document.header.doc_type is None:
        return ()
    outline, place = Outline(document.sections), ids.place_of(document)
    owners = _Owners()
    charges = [c for block in _blocks(layout, document, outline) for c in _in_block(layout, block, owners)]
    found = [_assignment(layout, document, outline, place, c) for c in charges]
    found += [a for table in tables.find(layout) for a in _in_table(layout, document, outline, place, table)]
    found.sort(key=lambda a: (a.span.start, a.role != "lead"))
    return tuple(replace(a, id=f"a{n}") for n, a in enumerate(found, 1))


def _blocks(layout: Layout, document: Document, outline: Outline) -> Iterator[_Block]:
    """The paragraphs that may charge somebody: no headings in capitals, nothing below a heading that looks back."""
    text, view = layout.clean, layout.view
    nowhere = len(text) if layout.official else 0
    first = min((view.to_clean(s.span.start) for s in document.sections), default=nowhere)
    for p in _addressed(layout):
        chain = outline.chain(view.to_source(p.start, p.start + 1)[0])
        if text[p.start : p.end].isupper() or any(_is_idle(s.heading or "") for s in chain):
            continue
        label = _START.match(text, p.start, p.end)
        numbered = bool(chain) and view.to_clean(chain[0].span.start) == p.start
        yield _Block(p, label.end() if label else p.start, chain, numbered, layout.official and p.start < first)


def _addressed(layout: Layout) -> Iterator[Paragraph]:
    """The paragraphs of body and annexes without the salutation: "Kính gửi:" and the addressees that follow, each a bullet."""
    salutation = False
    for p in layout.zone("body", "annex"):
        text = layout.text(p)
        salutation = bool(SALUTATION.match(text)) or (salutation and text[0] in "-+•*")
        if not salutation:
            yield p


@lru_cache(maxsize=4096)  # a heading is asked for every paragraph below it
def _is_idle(heading: str) -> bool:
    return bool(_patterns().idle_heading.search(heading))


def _in_block(layout: Layout, block: _Block, owners: _Owners) -> list[_Charge]:
    """The charges of a block; `owners` learns the bodies that it puts over the blocks below."""
    text, end = layout.clean, block.paragraph.end
    bullet = text[block.paragraph.start]
    named = _under_labels(layout, block, owners)
    if named is not None:
        return named
    if block.numbered or bullet == "-":
        owners.bullet = []
    heading = _heading(text, block.start, end)
    if heading and not block.preamble:
        if block.numbered or (block.chain and bullet not in "-+•" and text[end - 1] == ":"):
            owners.by_section[block.chain[0].path] = heading
        elif bullet in "-+•":
            owners.bullet = heading
        if _has_below(layout, block.paragraph):
            return []
    found = list(_charges(text, block))
    if heading and not found:
        return [_Charge(text[a:b], (a, b), "lead", block.stretch, (b, end), block.stretch) for a, b in heading]
    above = owners.of(block.chain)
    if above and not heading and not any(c.role == "lead" and c.span[0] < block.start + 4 for c in found):
        span = (block.start, max(min(block.start + 60, end), block.start + 1))
        found = [_Charge(text[a:b], span, "lead", block.stretch, (block.start, end), block.stretch) for a, b in above] + found
    _join_helpers(found)
    return found


# "Cơ quan chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Y tế. Thời gian hoàn thành: quý II/2025."
_ROLE_LABEL = re.compile(
    r"(?:(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|[Cc]á nhân|[Tt]ổ chức)(?:(?:,|/| và) ?(?:cơ quan|đơn vị|cá nhân))?(?: chịu trách nhiệm)? )?"
    r"(?P<role>(?:(?<=quan )|(?<=vị )|(?<=phận )|(?<=nhân )|(?<=chức )|(?<=nhiệm ))(?:chủ trì|phối hợp|thực hiện|tham gia|phụ trách)|Chủ trì|Phối hợp|Phụ trách)"
    r"(?P<more>(?: (?!với\b)[^\W\d_]+){0,4}?) ?(?P<colon>:|$)"
)
_TIME_LABEL = re.compile(
    r"(?:Thời gian(?: (?:thực hiện|hoàn thành|triển khai|tổ chức))*|Thời hạn(?: (?:hoàn thành|thực hiện))?|Tiến độ(?: \w+){0,2}|Hoàn thành) ?: ?"
    r"(?P<words>[^.;\n]+?)(?=\.(?:\s|$)|[;\n]|$)"
)
_LABEL_STARTS = re.compile(r"(?<=[.;] )(?=[^\W\d_])")


def _under_labels(layout: Layout, block: _Block, owners: _Owners) -> list[_Charge] | None:
    """The bodies that labels name in a block, or that bullets below a label are; None when the block has no part in this form."""
    text, end = layout.clean, block.paragraph.end
    starts = [block.start, *(m.start() for m in _LABEL_STARTS.finditer(text, block.start, end))]
    labels = [m for at in starts if (m := _ROLE_LABEL.match(text, at, end)) and (m["colon"] or m.end() == end)]
    if not labels:
        if owners.role is None or text[block.paragraph.start] not in "-+•" or block.numbered:
            owners.role = None
            return None
        names = _all_names(text, block.start, end)
        return [_Charge(text[a:b], (a, b), owners.role, block.stretch, (b, end), block.stretch) for a, b in names] or None
    found: list[_Charge] = []
    owners.role = None
    bounds = [m.start() for m in labels[1:]] + [end]
    for label, stop in zip(labels, bounds, strict=True):
        role: Role = "coordinate" if label["role"].casefold() in ("phối hợp", "tham gia") else "lead"
        names = _all_names(text, label.end(), stop)
        if not names and label.end() >= end - 1:
            owners.role = role
        found += [_Charge(text[a:b], (a, b), role, block.stretch, _task(layout, block), block.stretch, due=_labelled_time(layout, block)) for a, b in names]
    _join_helpers(found)
    return found if found or owners.role else None


def _all_names(text: str, start: int, end: int) -> list[Stretch]:
    """The bodies that these words are, up to a full stop; semicolons part them too. Empty where they are something else."""
    sentence_end = next((b for _, b in sentences(text, start, end)), end)
    found: list[Stretch] = []
    for m in _BETWEEN_SEMICOLONS.finditer(text, start, sentence_end):
        words = m.group().strip(" .;:-")
        if not words:
            continue
        at = m.start() + m.group().find(words)
        names = bodies.in_cell(words)
        if not _LETTERS.search(words) or (names == [(0, len(words))] and not bodies.listed(words, 0, len(words)) and len(words) > _LONGEST_NAME):
            return []
        found += [(at + a, at + b) for a, b in names]
    return found


_BETWEEN_SEMICOLONS = re.compile(r"[^;]+")
_LONGEST_NAME = 80  # characters of a name that no table knows


def _task(layout: Layout, block: _Block) -> Stretch:
    """What the bodies under a label are to do: the words before the label, else the paragraph above that is no label itself."""
    text = layout.clean
    label = _ROLE_LABEL.match(text, block.start, block.paragraph.end)
    if label is None:
        return block.start, next((b for _, b in sentences(text, block.start, block.paragraph.end)), block.paragraph.end)
    k = bisect_right(layout.paragraphs, block.paragraph.start, key=lambda q: q.start) - 2
    while k >= 0 and layout.paragraphs[k].zone in ("body", "annex"):
        p = layout.paragraphs[k]
        start = m.end() if (m := _START.match(text, p.start, p.end)) else p.start
        if not _ROLE_LABEL.match(text, start, p.end) and not _TIME_LABEL.match(text, start, p.end):
            return start, p.end
        k -= 1
    return block.stretch


def _labelled_time(layout: Layout, block: _Block) -> Stretch | None:
    """The words behind "Thời gian …:" in the block, else in the next paragraphs of its section, else in those above the label."""
    text = layout.clean
    own = _TIME_LABEL.search(text, *block.stretch)
    if own:
        return own.span("words")
    if not block.chain:
        return None
    low, high = layout.view.place(block.chain[0].span)
    below = _TIME_LABEL.search(text, block.paragraph.end, min(high, block.paragraph.end + _NEAR))
    if below:
        return below.span("words")
    above = list(_TIME_LABEL.finditer(text, max(low, block.paragraph.start - _NEAR), block.paragraph.start))
    return above[-1].span("words") if above else None


_NEAR = 600  # characters; the labels of one task stand together


def _has_below(layout: Layout, p: Paragraph) -> bool:
    """Whether tasks follow under a heading: a bullet, a deeper item or plain words, rather than the next item of its kind."""
    after = bisect_right(layout.paragraphs, p.end, key=lambda q: q.start)
    if after == len(layout.paragraphs) or layout.paragraphs[after].zone not in ("body", "annex"):
        return False
    following = layout.paragraphs[after]
    mark, own = _MARK.match(layout.text(following)), _MARK.match(layout.text(p))
    return not (mark and own and _shape(mark.group()) == _shape(own.group()))


def _shape(mark: str) -> str:
    """What kind of mark it is, whatever its count: "12." → "1.", "IV." → "I.", "c)" → "a)"."""
    return re.sub(r"[a-zđ](?=\))", "a", re.sub(r"\d+", "1", re.sub(r"[IVXL]+", "I", mark)))


def _heading(text: str, start: int, end: int) -> list[Stretch]:
    """The bodies of a paragraph that is nothing but their names."""
    about = _ABOUT.match(text, start, end)
    names = bodies.listed(text, about.end() if about else start, end)
    return names if names and _HEADING_END.match(text, names[-1][1], end) else []


def _charges(text: str, block: _Block) -> Iterator[_Charge]:
    """The bodies that the sentences of a block charge or name as helpers, each body once in a role."""
    leads: set[str] = set()
    helpers: list[str] = []
    for low, high in sentences(text, block.start, block.paragraph.end):
        for names in _leads(text, low, high, block):
            for a, b in names:
                if _folded(text[a:b]) not in leads:
                    leads.add(_folded(text[a:b]))
                    yield _Charge(text[a:b], (a, b), "lead", block.stretch, (names[-1][1], high), (low, high))
        for a, b in _helping(text, low, high) if leads or not block.preamble else ():
            name = _folded(text[a:b])
            if not any(known.startswith(name) or name.startswith(known) for known in helpers):
                helpers.append(name)
                yield _Charge(text[a:b], (a, b), "coordinate", block.stretch, (b, high), (low, high))


def _folded(name: str) -> str:
    """One spelling of a body within a block: "các Bộ, ngành" and "Bộ, ngành" are one."""
    return name.casefold().removeprefix("các ")


def _helping(text: str, low: int, high: int) -> Iterator[Stretch]:
    """The bodies behind "phối hợp với" and its like; "sự phối hợp với …" names none."""
    spoken = text[low:high]
    if not has_any(spoken, _HELP_HINTS):
        return
    for m in _HELPERS.finditer(text, low, high):
        if not _patterns().no_help.search(text[max(low, m.start() - 12) : m.start()]):
            yield from bodies.listed(text, m.end(), high)


_AFTER_TOPIC = re.compile(r"(?:Về|Đối với) [^.;]{5,200}: (?=[^\W\d_])")  # "Về thí điểm điện gió: Bộ Công Thương thực hiện …"
_INFORMED = re.compile(r"thông báo (?:để|đến) (?=[^\W\d_])")  # "Văn phòng Chính phủ thông báo để X biết, thực hiện"
_TO_KNOW = re.compile(r",? (?:được )?biết(?:,| và) (?:triển khai |tổ chức )?thực hiện")
_ANEW = re.compile(r"; (?=[^\W\d_])|\((?=[^()]{6,60} (?:là|làm) )")


def _leads(text: str, low: int, high: int, block: _Block) -> Iterator[list[Stretch]]:
    """The bodies charged in a sentence: by an order or as its subject, and as subjects of what follows a semicolon or a bracket."""
    leads = _ordered(text, low, high)
    if block.preamble:
        if leads:
            yield leads
        return
    leads = leads or _informed(text, low, high) or _encouraged(text, low, high, block.paragraph.end) or _subjects(text, low, high)
    if not leads and (topic := _AFTER_TOPIC.match(text, low, high)):
        leads = _ordered(text, topic.end(), high) or _subjects(text, topic.end(), high)
    if leads:
        yield leads
    for m in _ANEW.finditer(text, leads[-1][1] if leads else low, high):
        names = bodies.listed(text, m.end(), high)
        if names and _patterns().duty.match(text, names[-1][1], high):
            yield names


def _informed(text: str, low: int, high: int) -> list[Stretch]:
    """Those whom a closing sentence tells of what they have to carry out."""
    m = _INFORMED.search(text, low, high)
    names = bodies.listed(text, m.end(), high) if m else []
    return names if names and _TO_KNOW.match(text, names[-1][1], high) else []


_BEHIND_COMMA = re.compile(r"[,;:] (?:[\w ]{2,60} )?$")


@cache
def _orders() -> tuple[str, ...]:
    return tuple(lexicon.table("duties")["orders"])


def _ordered(text: str, low: int, high: int) -> list[Stretch]:
    """The bodies that an order of the issuer names: at the start of the sentence, after its subject or after a comma."""
    spoken = text[low:high].lower()
    orders = _patterns().order.finditer(text, low, high) if has_any(spoken, _orders()) else ()
    for m in orders:
        before = text[low : m.start()]
        if _patterns().no_order.search(before):
            continue
        if before.strip() and bodies.at(text, low, high) != m.start() - 1 and not _BEHIND_COMMA.search(before):
            continue
        names = bodies.listed(text, m.end(), high)
        if names and m["word"].casefold() != "chỉ đạo":  # "chỉ đạo" tells what its subject does
            return names
    about = _ABOUT.match(text, low, high)
    if about:
        stop = text.find(",", about.end(), high)
        names = [n for n in bodies.listed(text, about.end(), high) if stop < 0 or n[0] < stop]
        if names and _patterns().order.search(text, names[-1][1], high):
            return names
    return []


def _encouraged(text: str, low: int, high: int, end: int) -> list[Stretch]:
    """ "UBND thành phố khuyến khích các doanh nghiệp …" alone charges nobody.

    With plain orders in the sentences behind it, it names whom they charge.
    """
    m = _encourages(text, low, high)
    return bodies.listed(text, m.end(), high) if m and end - high >= 40 else []


def _encourages(text: str, low: int, high: int) -> re.Match[str] | None:
    """The words of encouragement behind the subject that a sentence begins with."""
    subject = bodies.at(text, low, high)
    return _patterns().encourages.match(text, subject, high) if subject else None


_COLON = re.compile(r" ?:")
_GIVES = re.compile(r" (?:giao|yêu cầu|đề nghị|phân công|chỉ thị) ?:")  # "Hội đồng nhân dân tỉnh giao:" charges others


def _subjects(text: str, low: int, high: int) -> list[Stretch]:
    """The bodies that stand as subject before a verb of duty or a colon: at the start of the sentence, behind an adverbial, or before
    "có trách nhiệm".
    """
    if _encourages(text, low, high):
        return []
    for start in _openings(text, low, high):
        names = bodies.listed(text, start, high)
        if names and (_patterns().duty.match(text, names[-1][1], high) or _COLON.match(text, names[-1][1], high)):
            return [] if _GIVES.match(text, names[-1][1], high) else names
    for start in _openings(text, low, high):
        if names := bodies.before_duty(text, start, high):
            return names
    return _responsible(text, low, high)


def _openings(text: str, low: int, high: int) -> Iterator[int]:
    """Where the subject of a sentence may begin."""
    yield low
    adverbial = _ADVERBIAL.match(text, low, high)
    if adverbial:
        yield adverbial.end()
        yield from (m.end() for m in _COMMA.finditer(text, adverbial.end(), min(high, low + _LONGEST_ADVERBIAL)))


_COMMA = re.compile(r", (?=[^\W\d_])")
_LONGEST_ADVERBIAL = 200  # characters; an adverbial may hold commas of its own


_RESPONSIBLE = re.compile(r" (?:có trách nhiệm|chịu trách nhiệm|trách nhiệm thi hành)(?! hình sự)")
_NAME_START = re.compile(rf"(?<!\w)(?:[Cc]ác |(?=[{UPPER}]))")


def _responsible(text: str, low: int, high: int) -> list[Stretch]:
    """The bodies right before "có trách nhiệm", wherever in the sentence."""
    for m in _RESPONSIBLE.finditer(text, low, high):
        for start in _NAME_START.finditer(text, max(low, m.start() - 200), m.start()):
            names = bodies.listed(text, start.start(), high)
            if names and names[-1][1] == m.start():
                return names
    return []


def _join_helpers(charges: list[_Charge]) -> None:
    """Each lead gets the names of those who help it in its block."""
    helpers = [c for c in charges if c.role == "coordinate"]
    for lead in charges:
        if lead.role == "lead":
            lead.helpers = [h.name for h in helpers if h.sentence == lead.sentence or lead.whole_block]


def _assignment(layout: Layout, document: Document, outline: Outline, place: ids.Place, c: _Charge) -> Assignment:
    text = layout.clean
    span = layout.view.span(*c.span)
    body, guessed = ids.identify(c.name, None, place)
    action = text[c.action[0] : c.action[1]].strip(" ,;:.-/") or c.name
    inferred = tuple(f"body.{name}" for name in guessed)
    section = outline.path(span.start)
    said, often = None, None
    if c.role == "lead" and c.due:
        words = text[c.due[0] : c.due[1]].strip()
        return Assignment(
            "", span, body, c.role, action, tuple(c.helpers), None, due(words, document.header.date), words, recurrence(words), section, inferred
        )
    if c.role == "lead":
        low, high = c.block if c.whole_block else (c.sentence[0], c.block[1])
        said = _due(text, low, high, document.header.date)
        often = recurrence(text[low:high])
    value, quoted = (said.value, text[said.start : said.end]) if said else (None, None)
    return Assignment("", span, body, c.role, action, tuple(c.helpers), None, value, quoted, often, section, inferred)


_COVERS = re.compile(r"giai đoạn|thời kỳ|tầm nhìn|nhiệm kỳ|các năm|từ năm", re.I)
_SETS_YEAR = re.compile(r"(?:[Tt]rước|[Tt]rong|[Vv]ào|[Hh]ết|[Đđ]ến hết|[Cc]uối) ")
_EVERY = re.compile(r"h[ằà]ng|mỗi")
_BEHIND_SYMBOL = re.compile(r"[\w)][-/][\w-]+,? $")


def _due(text: str, low: int, high: int, issued: str | None) -> Deadline | None:
    """The first deadline in these words that is set for a body."""
    for found in deadlines(text[low:high], issued):
        d = Deadline(found.value, low + found.start, low + found.end)
        if _is_set(text, d):
            return d
    return None


def _is_set(text: str, d: Deadline) -> bool:
    """Whether a deadline is one: no period that a plan covers, no bare year, no date of a document ("21-CT/TW, ngày …") or of an event."""
    words = text[d.start : d.end]
    if d.value == "annual" or _COVERS.match(words) or _BEHIND_SYMBOL.search(text[max(0, d.start - 30) : d.start]):
        return False
    if d.value.isdigit() and not _SETS_YEAR.match(words):
        return False
    bare_day = words.startswith(("ngày ", "Ngày ")) and "h" not in words[5:]
    return not bare_day or bool(_EVERY.search(words))


# Task tables.


def _in_table(layout: Layout, document: Document, outline: Outline, place: ids.Place, table: tables.Table) -> Iterator[Assignment]:
    """The charges of a table that has a column of tasks and one of bodies."""
    columns = tables.columns(table)
    if "lead" not in columns or "task" not in columns:
        return
    for row in table.rows:
        if len(row) == len(table.head):
            cells = {name: row[k] for name, k in columns.items()}
            yield from _in_row(layout, document, outline, place, cells)


def _in_row(layout: Layout, document: Document, outline: Outline, place: ids.Place, cells: dict[str, tables.Cell]) -> Iterator[Assignment]:
    """One charge for each body of a row; its deadline, product and helpers go to the leads."""
    nothing = tables.Cell()
    helpers = _names(cells.get("coordinate", nothing))
    for role, names in (("lead", _names(cells["lead"])), ("coordinate", helpers)):
        for name, piece in names:
            body, guessed = ids.identify(name, None, place)
            span = layout.view.span(*piece)
            inferred = tuple(f"body.{part}" for part in guessed)
            section = outline.path(span.start)
            a = Assignment("", span, body, "coordinate", cells["task"].text or name, section=section, inferred=inferred)
            if role == "lead":
                a = replace(a, role="lead", with_=tuple(n for n, _ in helpers), product=cells.get("product", nothing).text or None)
                a = _with_due(a, cells.get("due", nothing).text, document.header.date)
            yield a


def _with_due(a: Assignment, words: str, issued: str | None) -> Assignment:
    """The assignment with what its cell says of time: a value where one can be computed, else the words."""
    return replace(a, deadline=due(words, issued), deadline_text=words or None, recurrence=recurrence(words))


_PARTS = re.compile(r"; ?")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def _names(cell: tables.Cell) -> list[tuple[str, Stretch]]:
    """The bodies of a cell, each with a piece of the cell that names it."""
    found: list[tuple[str, Stretch]] = []
    for part in _PARTS.split(cell.text):
        part = part.strip(" .;-")
        names = [part[a:b] for a, b in bodies.in_cell(part)]
        found += [(n, _piece(cell, n)) for n in names if _LETTERS.search(n)]
    return found


def _piece(cell: tables.Cell, name: str) -> Stretch:
    """The line of the cell on which the name begins."""
    at, offset = cell.text.find(name), 0
    for start, end in cell.pieces:
        if at < offset + end - start + 1:
            inner = start + max(at - offset, 0)
            return min(inner, end - 1), min(end, max(inner + len(name), inner + 1))
        offset += end - start + 1
    return cell.pieces[0]
