"""Assignments: who is charged with what. One for each body, role and block (a numbered item, a bullet, a row of a task table).

Four forms charge a body: it stands as subject before a verb of duty ("Sở Nội vụ chủ trì …"), an order names it ("Giao Sở Nội vụ …"), it is
the heading over the tasks below it ("1. Sở Nội vụ" with bullets), or a label or a column of a table says so ("Cơ quan chủ trì: …").
"phối hợp với A, B" and its like name helpers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from vanban import bodies, ids, lexicon, tables
from vanban.extract.assignments.charge import ABOUT, START, Block, Charge, Owners, join_helpers
from vanban.extract.assignments.in_tables import in_table
from vanban.extract.assignments.labels import under_labels
from vanban.extract.assignments.sentences import in_sentences
from vanban.layout import SALUTATION, Layout, Paragraph
from vanban.lexicon import any_of
from vanban.locality import place_of
from vanban.model import Assignment, Document, numbered
from vanban.outline import Cover, Outline
from vanban.quantities import YEAR, Deadline, deadlines, due, recurrence
from vanban.text import PERSON, Stretch
from vanban.units import Place

__all__ = ["find"]

_MARK = re.compile(r"[-+•*▪–]|\(?\d{1,2}(?:\.\d{1,2})*[.)/-]|[a-zđ]\)|[IVXL]{1,5}[.)-]|Điều \d+")


_NOTHING_MORE = re.compile(r"[ .:;]*(?:(?:có|chịu) trách nhiệm|thực hiện|tổ chức thực hiện)?[ :.;]*$")
# "Sở Tài nguyên và Môi trường (Cơ quan Thường trực), căn cứ chức năng, nhiệm vụ được giao:" · "… thực hiện các nhiệm vụ sau đây:"
_TASKS_BELOW = re.compile(
    r"(?: \([^()]{3,120}\))?(?:,? (?:căn cứ|theo) [^:.;]{3,140})?"
    r"(?:[^:.;]{0,200}?,? (?:(?:có|chịu) trách nhiệm(?: sau)?|có nhiệm vụ|thực hiện(?: các)? (?:nhiệm vụ|quyền hạn|trách nhiệm)[^:.;]{0,60}sau(?: đây)?))? ?:$"
)


def find(layout: Layout, document: Document) -> tuple[Assignment, ...]:
    """Assignments in reading order. A report without a main document charges nobody."""
    if not layout.official and document.header.doc_type is None:
        return ()
    outline, place = layout.once(Outline, document.sections), place_of(layout, document)
    owners = Owners()
    charges = [c for block in _blocks(layout, document, outline) for c in _in_block(layout, block, owners)]
    _join_labelled(charges)
    found = [_assignment(layout, document, outline, place, c) for c in charges]
    found += [a for table in layout.once(tables.find, layout) for a in in_table(layout, document, outline, place, table)]
    found.sort(key=lambda a: (a.span.start, a.role != "lead"))
    return numbered(found, "a")


def _join_labelled(charges: list[Charge]) -> None:
    """Each lead behind a label gets the helpers that labels of the same section name, when its own paragraph names none."""
    helpers: dict[str, list[str]] = defaultdict(list)
    for c in charges:
        if c.labelled and c.role == "coordinate":
            helpers[c.labelled].append(c.name)
    for c in charges:
        if c.labelled and c.role == "lead" and not c.helpers:
            c.helpers = helpers[c.labelled]


_HOLDER = re.compile(rf"[^:\n]{{3,60}}: ?(?P<name>{PERSON})\W*$")


def _names_holder(text: str, start: int, end: int) -> bool:
    """ "Trưởng Ban biên tập: Trần Văn An": an office and who holds it."""
    m = _HOLDER.match(text, start, end)
    return m is not None and bodies.at(text, m.start("name"), end) is None


_LONGEST_HOLDER = 100  # characters


def _blocks(layout: Layout, document: Document, outline: Outline) -> Iterator[Block]:
    """The paragraphs that may charge somebody: no headings in capitals, nothing below a heading that looks back."""
    text, view, sections = layout.clean, layout.view, document.sections
    first = view.to_clean(sections[0].span.start) if sections else len(text)
    idle = Cover((s.span.start, s.span.end) for s in sections if _is_idle(s.heading or ""))
    for p, words in _addressed(layout):
        at = view.to_source(p.start, p.start + 1)[0]
        if words.isupper() or at in idle or (len(words) < _LONGEST_HOLDER and ":" in words and _names_holder(text, p.start, p.end)):
            continue
        chain = outline.chain(at)
        label = START.match(text, p.start, p.end)
        numbered = bool(chain) and chain[0].span.start == at
        yield Block(p, label.end() if label else p.start, chain, numbered, layout.official and p.start < first)


def _addressed(layout: Layout) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs of body and annexes with their words, without the salutation: "Kính gửi:" and the addressees that follow, each a bullet."""
    salutation = False
    for p in layout.zone("body", "annex"):
        words = layout.text(p)
        salutation = bool(SALUTATION.match(words)) or (salutation and words[0] in "-+•*")
        if not salutation:
            yield p, words


@lru_cache(maxsize=4096)  # a heading is asked for every paragraph below it
def _is_idle(heading: str) -> bool:
    return bool(_idle().search(heading))


@cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"^(?:khái quát |đánh giá |một số )?(?:{any_of(lexicon.table('duties')['idle_headings'])})", re.I)


def _in_block(layout: Layout, block: Block, owners: Owners) -> list[Charge]:
    """The charges of a block; `owners` learns the bodies that it puts over the blocks below."""
    text, end = layout.clean, block.paragraph.end
    bullet = text[block.paragraph.start]
    named = under_labels(layout, block, owners)
    if named is not None:
        return named
    if block.numbered or bullet == "-":
        owners.bullet = []
    opening = bodies.listed(text, block.start, end)
    heading = _heading(text, block.start, end, opening)
    if heading and not block.preamble:
        if block.numbered or (block.chain and bullet not in "-+•" and text[end - 1] == ":"):
            owners.by_section[block.chain[0].path] = heading
        elif bullet in "-+•":
            owners.bullet = heading
        if _has_below(layout, block.paragraph):
            return []
    found = in_sentences(text, block, opening)
    if heading and not found:
        return [Charge(text[a:b], (a, b), "lead", block.stretch, (b, end), block.stretch) for a, b in heading]
    above = owners.of(block.chain)
    if above and not heading and not any(c.role == "lead" and c.span[0] < block.start + 4 for c in found):
        span = (block.start, max(min(block.start + 60, end), block.start + 1))
        found = [Charge(text[a:b], span, "lead", block.stretch, (block.start, end), block.stretch) for a, b in above] + found
    join_helpers(found)
    return found


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


def _heading(text: str, start: int, end: int, opening: list[Stretch]) -> list[Stretch]:
    """The bodies of a paragraph that is nothing but their names; `opening` are those that it begins with."""
    about = None if opening else ABOUT.match(text, start, end)
    names = bodies.listed(text, about.end(), end) if about else opening
    if not names or _NOTHING_MORE.match(text, names[-1][1], end):
        return names
    return names if text[end - 1] == ":" and _TASKS_BELOW.match(text, names[-1][1], end) else []


def _assignment(layout: Layout, document: Document, outline: Outline, place: Place, c: Charge) -> Assignment:
    text = layout.clean
    span = layout.view.span(*c.span)
    body, guessed = ids.identify(c.name, None, place)
    action = text[c.action[0] : c.action[1]].strip(" ,;:.-/") or c.name
    inferred = tuple(f"body.{name}" for name in guessed)
    section = outline.path(span.start)
    said, often = None, None
    if c.role == "lead" and c.due:
        words = text[c.due[0] : c.due[1]].strip()
        return Assignment("", span, body, c.role, action, tuple(c.helpers), None, due(words, document.header.date), words, recurrence(words), section, inferred)
    if c.role == "lead":
        low, high = c.block if c.whole_block else (c.sentence[0], c.block[1])
        said = _due(text, low, high, document.header.date)
        often = recurrence(text[low:high])
    value, quoted = (said.value, text[said.start : said.end]) if said else (None, None)
    if often and quoted and not _A_YEAR.search(quoted):
        value = quoted  # "định kỳ 6 tháng báo cáo trước ngày 15 tháng 6": the day is that of every year
    return Assignment("", span, body, c.role, action, tuple(c.helpers), None, value, quoted, often, section, inferred)


_A_YEAR = re.compile(YEAR)
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
    if d.value == "annual" or _COVERS.match(words) or (words.startswith(("ngày", "Ngày")) and _BEHIND_SYMBOL.search(text[max(0, d.start - 30) : d.start])):
        return False
    if d.value.isdigit() and not _SETS_YEAR.match(words):
        return False
    bare_day = words.startswith(("ngày ", "Ngày ")) and "h" not in words[5:]
    return not bare_day or bool(_EVERY.search(words))
