"""Who the sentences of a block charge: as subject before a verb of duty, by an order, or behind "có trách nhiệm"; and who is named to help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from vanban import bodies, lexicon
from vanban.extract.assignments.charge import ABOUT, Block, Charge
from vanban.layout import sentences
from vanban.lexicon import any_of
from vanban.text import UPPER, Stretch, has_any


class _Patterns(NamedTuple):
    """The compiled forms."""

    duty: re.Pattern[str]
    order: re.Pattern[str]
    encourages: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    t = lexicon.table("duties")
    heads = "".join({letter for word in t["orders"] for letter in (word[0], word[0].upper())})
    words = "|".join(f"(?<=(?i:{word[0]}))(?i:{word[1:]})" for word in sorted(t["orders"], key=len, reverse=True))
    return _Patterns(
        # What joins a body to its verb: ": Nguyễn Văn A", " thuộc Sở …", ", theo chức năng …, ", " cần "
        duty=re.compile(
            rf"(?:: {bodies.NAME}(?:, {bodies.NAME})+)?"
            r"(?: thuộc (?:Bộ|Sở|UBND|Ủy ban)[^,;.:]{0,40}?)?"
            r"(?:,? (?:theo|căn cứ|trên cơ sở)[^,;.\n]{0,80},)?"
            r",? (?:cần |phải |có |sẽ |cùng |tiếp tục |trong phạm vi[^,;.]{0,60},? |trong quá trình[^,;.]{0,60} )*"
            rf"{bodies.verbs()}"
        ),
        order=re.compile(rf"[{heads}](?<!\w.)(?:{words})(?: nhiệm vụ)?(?: cho)?:? (?=[^\W\d_])"),
        encourages=re.compile(rf" (?:{any_of(t['soft_orders'])}) "),
    )


_HELPERS = re.compile(
    r"[Ppvctlx](?:"  # one class of characters at the head, so that search leaps
    rf"(?<=[Pp])hối hợp(?: chặt chẽ)?(?:(?:,? (?:cùng|với|giữa))+|(?= các |(?<=chủ trì, phối hợp) [{UPPER}]))"
    r"|(?<=p)hối hợp,? thống nhất với"
    r"|(?:(?<=v)ới|(?<=c)ó) sự (?:tham gia|phối hợp)(?: tích cực| chặt chẽ)?,? (?:của|với)"
    r"|(?:(?<=t)hống nhất|(?<=t)ham khảo|(?<=l)ấy|(?<=x)in)(?: thống nhất)? ý kiến (?:với|của)(?: các bên)?"
    r"|(?<=c)ùng với) (?=[^\W\d_])"
)
_HELP_HINTS = ("hối hợp", "sự tham gia", "ý kiến", "cùng với")  # one of these stands in whatever the pattern finds


# "Hằng năm, …" · "Trên cơ sở …, …": what may stand before the subject
_TIMES = ("Hằng", "Hàng", "Định kỳ", "Mỗi", "Cuối", "Từ", "Đến")
_GROUNDS = (
    *("Trong", "Trên cơ sở", "Căn cứ", "Theo", "Ngoài ra", "Đồng thời", "Trước mắt", "Để", "Qua", "Nhằm", "Nếu", "Khi", "Sau khi", "Trước"),
    *("Chậm nhất", "Tùy", "Bên cạnh", "Cùng với", "Với"),
)
_ADVERBIAL = re.compile(
    rf"(?:(?:{'|'.join(_TIMES)})\b[^.,;\n]{{0,30}}, "
    rf"|(?:{'|'.join(_GROUNDS)})\b[^.;\n]{{0,160}}?, (?=[^\W\d_])(?:nếu [^,]{{0,60}}, )?)"
)


class Sentence(NamedTuple):
    """A sentence of a block: [low, high) of the clean text, its words, these in lower case, and the bodies that it begins with."""

    text: str
    low: int
    high: int
    words: str
    lower: str
    subject: list[Stretch]


def _sentence(text: str, low: int, high: int, subject: list[Stretch]) -> Sentence:
    words = text[low:high]
    return Sentence(text, low, high, words, words.lower(), subject)


def in_sentences(text: str, block: Block, opening: list[Stretch]) -> list[Charge]:
    """The bodies that the sentences of a block charge or name as helpers, each body once in a role. `opening` are those the whole block begins with."""
    found: list[Charge] = []
    leads: set[str] = set()
    helpers: list[str] = []
    whole = (block.start, block.paragraph.end)
    for low, high in sentences(text, *whole):
        s = _sentence(text, low, high, opening if (low, high) == whole else bodies.listed(text, low, high))
        for names in _leads(s, block):
            for a, b in names:
                name = _folded(text[a:b])
                if name not in leads:
                    leads.add(name)
                    found.append(Charge(text[a:b], (a, b), "lead", block.stretch, (names[-1][1], high), (low, high)))
        for a, b in _helping(s) if leads or not block.preamble else ():
            name = _folded(text[a:b])
            if not any(known.startswith(name) or name.startswith(known) for known in helpers):
                helpers.append(name)
                found.append(Charge(text[a:b], (a, b), "coordinate", block.stretch, (b, high), (low, high)))
    return found


def _folded(name: str) -> str:
    """One spelling of a body within a block: "các Bộ, ngành" and "Bộ, ngành" are one."""
    return name.casefold().removeprefix("các ")


def _helping(s: Sentence) -> Iterator[Stretch]:
    """The bodies behind "phối hợp với" and its like; "sự phối hợp với …" names none."""
    if has_any(s.words, _HELP_HINTS):
        for m in _HELPERS.finditer(s.text, s.low, s.high):
            if not s.text.endswith(_behind("no_help_behind"), s.low, m.start()):
                yield from bodies.listed(s.text, m.end(), s.high)


@cache
def _behind(name: str) -> tuple[str, ...]:
    """The words of a table that something stands right behind, each with its blank."""
    return tuple(f"{word} " for word in lexicon.table("duties")[name])


_AFTER_TOPIC = re.compile(r"(?:Về|Đối với) [^.;]{5,200}: (?=[^\W\d_])")  # "Về thí điểm điện gió: Bộ Công Thương thực hiện …"
_INFORMED = re.compile(r"thông báo (?:để|đến) (?=[^\W\d_])")  # "Văn phòng Chính phủ thông báo để X biết, thực hiện"
_TO_KNOW = re.compile(r",? (?:được )?biết(?:,| và) (?:triển khai |tổ chức )?thực hiện")
_ANEW = re.compile(r"; (?=[^\W\d_])|\((?=[^()]{6,60} (?:là|làm) )")


def _leads(s: Sentence, block: Block) -> list[list[Stretch]]:
    """The bodies charged in a sentence, and those that are subjects of what follows a semicolon or a bracket."""
    leads = _charged(s, block) if s.subject or _may_charge(s) else []
    found = [leads] if leads else []
    if not block.preamble and has_any(s.words, ("; ", "(")):
        read = leads[-1][1] if leads else s.low
        for m in _ANEW.finditer(s.text, read, s.high):
            if m.end() < read:
                continue  # in a list that was read from before, and ends where that does
            names = bodies.listed(s.text, m.end(), s.high)
            read = names[-1][1] if names else read
            if names and _patterns().duty.match(s.text, names[-1][1], s.high):
                found.append(names)
    return found


_OPENINGS = ("Trách nhiệm", "Đối với", "Về ", *_TIMES, *_GROUNDS)
_STRONG_DUTY = ("trách nhiệm", "chủ trì")  # without them only names that are known are subjects
_HINTS = (*_STRONG_DUTY, "thông báo ")


def _may_charge(s: Sentence) -> bool:
    """Whether a sentence that begins with no body may charge one: half of all hold none of the words that do."""
    return s.words.startswith(_OPENINGS) or has_any(s.words, _HINTS) or has_any(s.lower, _orders())


def _charged(s: Sentence, block: Block) -> list[Stretch]:
    """The bodies that a sentence charges: by an order, or as its subject."""
    leads = _ordered(s)
    if block.preamble or leads:
        return leads
    leads = _informed(s) or _encouraged(s, block.paragraph.end) or _subjects(s)
    if not leads and (topic := _AFTER_TOPIC.match(s.text, s.low, s.high)):
        rest = _sentence(s.text, topic.end(), s.high, bodies.listed(s.text, topic.end(), s.high))
        return _ordered(rest) or _subjects(rest)
    return leads


def _informed(s: Sentence) -> list[Stretch]:
    """Those whom a closing sentence tells of what they have to carry out."""
    m = _INFORMED.search(s.text, s.low, s.high)
    names = bodies.listed(s.text, m.end(), s.high) if m else []
    return names if names and _TO_KNOW.match(s.text, names[-1][1], s.high) else []


_BEHIND_COMMA = re.compile(r"[,;:] (?:[\w ]{2,60} )?$")
_BEFORE_ORDER = 80  # characters that tell what an order stands behind


@cache
def _orders() -> tuple[str, ...]:
    """The words of order that are not made of shorter ones."""
    orders = lexicon.table("duties")["orders"]
    return tuple(word for word in orders if not any(other in word for other in orders if other != word))


def _ordered(s: Sentence) -> list[Stretch]:
    """The bodies that an order of the issuer names: at the start of the sentence, after its subject or after a comma."""
    text, low, high = s.text, s.low, s.high
    for m in _patterns().order.finditer(text, low, high) if has_any(s.lower, _orders()) else ():
        before = text[max(low, m.start() - _BEFORE_ORDER) : m.start()]
        if before.lower().endswith(_behind("no_order_behind")):
            continue
        if before.strip() and (not s.subject or s.subject[0][1] != m.start() - 1) and not _BEHIND_COMMA.search(before):
            continue
        names = bodies.listed(text, m.end(), high)
        if names and not m.group().casefold().startswith("chỉ đạo"):  # "chỉ đạo" tells what its subject does
            return names
    about = ABOUT.match(text, low, high)
    if about:
        stop = text.find(",", about.end(), high)
        names = [n for n in bodies.listed(text, about.end(), high) if stop < 0 or n[0] < stop]
        if names and _patterns().order.search(text, names[-1][1], high):
            return names
    return []


@cache
def _soft_orders() -> tuple[str, ...]:
    return tuple(lexicon.table("duties")["soft_orders"])


def _encouraged(s: Sentence, end: int) -> list[Stretch]:
    """ "UBND thành phố khuyến khích các doanh nghiệp …" alone charges nobody.

    With plain orders in the sentences behind it, it names whom they charge.
    """
    m = _encourages(s)
    return bodies.listed(s.text, m.end(), s.high) if m and end - s.high >= 40 else []


def _encourages(s: Sentence) -> re.Match[str] | None:
    """The words of encouragement behind the subject that a sentence begins with."""
    speaks = s.subject and has_any(s.words, _soft_orders())
    return _patterns().encourages.match(s.text, s.subject[0][1], s.high) if speaks else None


_COLON = re.compile(r" ?:")
_GIVES = re.compile(r" (?:giao|yêu cầu|đề nghị|phân công|chỉ thị) ?:")  # "Hội đồng nhân dân tỉnh giao:" charges others


def _subjects(s: Sentence) -> list[Stretch]:
    """The bodies that stand as subject before a verb of duty or a colon: at the start of the sentence, behind an adverbial, or before
    "có trách nhiệm".
    """
    if _encourages(s):
        return []
    text, high = s.text, s.high
    openings = list(_openings(s))
    for start in openings:
        names = bodies.listed(text, start, high) if start > s.low else s.subject
        if names and (_patterns().duty.match(text, names[-1][1], high) or _COLON.match(text, names[-1][1], high)):
            return [] if _GIVES.match(text, names[-1][1], high) else names
    if not has_any(s.words, _STRONG_DUTY):
        return []
    for start in openings:
        if names := bodies.before_duty(text, start, high):
            return names
    return _responsible(s)


def _openings(s: Sentence) -> Iterator[int]:
    """Where the subject of a sentence may begin."""
    yield s.low
    adverbial = _ADVERBIAL.match(s.text, s.low, s.high)
    if adverbial:
        yield adverbial.end()
        yield from (m.end() for m in _COMMA.finditer(s.text, adverbial.end(), min(s.high, s.low + _LONGEST_ADVERBIAL)))


_COMMA = re.compile(r", (?=[^\W\d_])")
_LONGEST_ADVERBIAL = 200  # characters; an adverbial may hold commas of its own


_RESPONSIBLE = re.compile(r" (?:có trách nhiệm|chịu trách nhiệm|trách nhiệm thi hành)(?! hình sự)")
_NAME_START = re.compile(rf"(?<!\w)(?:[Cc]ác |(?=[{UPPER}]))")


def _responsible(s: Sentence) -> list[Stretch]:
    """The bodies right before "có trách nhiệm", wherever in the sentence."""
    for m in _RESPONSIBLE.finditer(s.text, s.low, s.high):
        for start in _NAME_START.finditer(s.text, max(s.low, m.start() - 200), m.start()):
            names = bodies.listed(s.text, start.start(), s.high)
            if names and names[-1][1] == m.start():
                return names
    return []
