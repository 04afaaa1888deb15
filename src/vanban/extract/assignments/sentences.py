"""Who the sentences of a block charge: as subject before a verb of duty, by an order, or behind "có trách nhiệm"; and who is named to help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vanban import bodies, lexicon
from vanban.extract.assignments.charge import Block, Charge
from vanban.layout import sentences
from vanban.lexicon import any_of
from vanban.text import UPPER, Stretch, has_any


class _Patterns(NamedTuple):
    """The compiled forms."""

    duty: re.Pattern[str]
    order: re.Pattern[str]
    no_order: re.Pattern[str]
    no_help: re.Pattern[str]
    encourages: re.Pattern[str]


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
    )


_HELPERS = re.compile(
    rf"(?:[Pp]hối hợp(?: chặt chẽ)?(?:(?:,? (?:cùng|với|giữa))+|(?= các |(?<=chủ trì, phối hợp) [{UPPER}]))"
    r"|phối hợp,? thống nhất với"
    r"|(?:với|có) sự (?:tham gia|phối hợp)(?: tích cực| chặt chẽ)?,? (?:của|với)"
    r"|(?:thống nhất|tham khảo|lấy|xin)(?: thống nhất)? ý kiến (?:với|của)(?: các bên)?"
    r"|cùng với) (?=[^\W\d_])"
)
_HELP_HINTS = ("hối hợp", "sự tham gia", "ý kiến", "cùng với")  # one of these stands in whatever the pattern finds


# "Hằng năm, …" · "Trên cơ sở …, …": what may stand before the subject
_ADVERBIAL = re.compile(
    r"(?:(?:Hằng|Hàng|Định kỳ|Mỗi|Cuối|Từ|Đến)\b[^.,;\n]{0,30}, "
    r"|(?:Trong|Trên cơ sở|Căn cứ|Theo|Ngoài ra|Đồng thời|Trước mắt|Để|Qua|Nhằm|Nếu|Khi|Sau khi|Trước"
    r"|Chậm nhất|Tùy|Bên cạnh|Cùng với|Với)\b[^.;\n]{0,160}?, (?=[^\W\d_])(?:nếu [^,]{0,60}, )?)"
)
_ABOUT = re.compile(r"(?:Trách nhiệm(?: thực hiện| tổ chức thực hiện)? của|Đối với|Về phía) ")


def in_sentences(text: str, block: Block) -> Iterator[Charge]:
    """The bodies that the sentences of a block charge or name as helpers, each body once in a role."""
    leads: set[str] = set()
    helpers: list[str] = []
    for low, high in sentences(text, block.start, block.paragraph.end):
        for names in _leads(text, low, high, block):
            for a, b in names:
                if _folded(text[a:b]) not in leads:
                    leads.add(_folded(text[a:b]))
                    yield Charge(text[a:b], (a, b), "lead", block.stretch, (names[-1][1], high), (low, high))
        for a, b in _helping(text, low, high) if leads or not block.preamble else ():
            name = _folded(text[a:b])
            if not any(known.startswith(name) or name.startswith(known) for known in helpers):
                helpers.append(name)
                yield Charge(text[a:b], (a, b), "coordinate", block.stretch, (b, high), (low, high))


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


def _leads(text: str, low: int, high: int, block: Block) -> Iterator[list[Stretch]]:
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


@cache
def _soft_orders() -> tuple[str, ...]:
    return tuple(lexicon.table("duties")["soft_orders"])


def _encouraged(text: str, low: int, high: int, end: int) -> list[Stretch]:
    """ "UBND thành phố khuyến khích các doanh nghiệp …" alone charges nobody.

    With plain orders in the sentences behind it, it names whom they charge.
    """
    m = _encourages(text, low, high)
    return bodies.listed(text, m.end(), high) if m and end - high >= 40 else []


def _encourages(text: str, low: int, high: int) -> re.Match[str] | None:
    """The words of encouragement behind the subject that a sentence begins with."""
    if not has_any(text[low:high], _soft_orders()):
        return None
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
