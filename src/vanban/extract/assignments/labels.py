"""Bodies behind labels: "Cơ quan chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Y tế. Thời gian hoàn thành: quý II/2025."

A label alone ("a) Cơ quan chủ trì") makes bodies of the bullets below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from vanban import bodies
from vanban.extract.assignments.charge import LETTERS, START, Block, Charge, Owners, Role, join_helpers
from vanban.layout import Layout, sentences
from vanban.text import Stretch, has_any

_ROLE_LABEL = re.compile(
    r"(?:(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|[Cc]á nhân|[Tt]ổ chức(?! thực hiện))(?:(?:,|/| và) ?(?:cơ quan|đơn vị|cá nhân))?(?: chịu trách nhiệm)? "
    r"(?P<role>chủ trì|phối hợp|thực hiện|tham gia|phụ trách)|(?P<bare>Chủ trì|Phối hợp|Phụ trách))"
    r"(?P<more>(?: (?!với\b)[^\W\d_]+){0,4}?) ?(?P<colon>:|$)"
)
_OF_SEVERAL = re.compile(r"(?:Cơ quan|Đơn vị|Bộ phận) (?:chủ trì|thực hiện)(?:,| và|/|,? cơ quan) ?(?:các cơ quan )?phối hợp(?: thực hiện)?")  # a heading
_TIME_LABEL = re.compile(
    r"(?:Thời gian(?: (?:thực hiện|hoàn thành|triển khai|tổ chức))*|Thời hạn(?: (?:hoàn thành|thực hiện))?|Tiến độ(?: \w+){0,2}|Hoàn thành) ?: ?"
    r"(?P<words>[^.;\n]+?)(?=\.(?:\s|$)|[;\n]|$)"
)
_LABEL_HINTS = ("hủ trì", "hối hợp", "hực hiện", "ham gia", "hụ trách")  # one of these stands in every label
_LONGEST_LABEL = 60  # characters of a label that stands alone
_LABEL_STARTS = re.compile(r"(?<=[.;] )(?=[^\W\d_])")


def under_labels(layout: Layout, block: Block, owners: Owners) -> list[Charge] | None:
    """The bodies that labels name in a block, or that bullets below a label are; None when the block has no part in this form."""
    text, end = layout.clean, block.paragraph.end
    words = text[block.start : end]
    if not (owners.role or ((":" in words or len(words) < _LONGEST_LABEL) and has_any(words, _LABEL_HINTS))):
        return None
    if _OF_SEVERAL.fullmatch(words.strip(" .:")):
        owners.role = None
        return []
    starts = [block.start, *(m.start() for m in _LABEL_STARTS.finditer(text, block.start, end))]
    labels = [m for at in starts if (m := _ROLE_LABEL.match(text, at, end)) and (m["colon"] or m.end() == end)]
    if not labels:
        if owners.role is None or text[block.paragraph.start] not in "-+•" or block.numbered:
            owners.role = None
            return None
        names = _all_names(text, block.start, end)
        time, section = _labelled_time(layout, block), block.chain[0].path if block.chain else None
        return [Charge(text[a:b], (a, b), owners.role, block.stretch, (b, end), block.stretch, due=time, labelled=section) for a, b in names] or None
    found: list[Charge] = []
    owners.role = None
    bounds = [m.start() for m in labels[1:]] + [end]
    for label, stop in zip(labels, bounds, strict=True):
        role: Role = "coordinate" if (label["role"] or label["bare"]).casefold() in ("phối hợp", "tham gia") else "lead"
        names = _all_names(text, label.end(), stop)
        if not names and label.end() >= end - 1:
            owners.role = role
        task, time, section = _task(layout, block), _labelled_time(layout, block), block.chain[0].path if block.chain else None
        found += [Charge(text[a:b], (a, b), role, block.stretch, task, block.stretch, due=time, labelled=section) for a, b in names]
    join_helpers(found)
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
        if not LETTERS.search(words) or (names == [(0, len(words))] and not bodies.listed(words, 0, len(words)) and len(words) > _LONGEST_NAME):
            return []
        found += [(at + a, at + b) for a, b in names]
    return found


_BETWEEN_SEMICOLONS = re.compile(r"[^;]+")
_LONGEST_NAME = 80  # characters of a name that no table knows


def _task(layout: Layout, block: Block) -> Stretch:
    """What the bodies under a label are to do: the words before the label, else the paragraph above that is no label itself."""
    text = layout.clean
    label = _ROLE_LABEL.match(text, block.start, block.paragraph.end)
    if label is None:
        return block.start, next((b for _, b in sentences(text, block.start, block.paragraph.end)), block.paragraph.end)
    k = bisect_right(layout.paragraphs, block.paragraph.start, key=lambda q: q.start) - 2
    while k >= 0 and layout.paragraphs[k].zone in ("body", "annex"):
        p = layout.paragraphs[k]
        start = m.end() if (m := START.match(text, p.start, p.end)) else p.start
        if not _ROLE_LABEL.match(text, start, p.end) and not _TIME_LABEL.match(text, start, p.end):
            return start, p.end
        k -= 1
    return block.stretch


def _labelled_time(layout: Layout, block: Block) -> Stretch | None:
    """The words behind "Thời gian …:" in the block, else in the next paragraphs of its section, else in those above the label."""
    text = layout.clean
    own = _TIME_LABEL.search(text, *block.stretch)
    if own:
        return own.span("words")
    if not block.chain:
        return None
    # "2. Cơ quan chủ trì" is a section of the task's own, and "3. Thời gian" the next one.
    scope = next((s for s in block.chain if not _OF_BODIES.match(s.heading or "")), block.chain[-1])
    low, high = layout.view.place(scope.span)
    below = _TIME_LABEL.search(text, block.paragraph.end, min(high, block.paragraph.end + _NEAR))
    if below:
        return below.span("words")
    above = list(_TIME_LABEL.finditer(text, max(low, block.paragraph.start - _NEAR), block.paragraph.start))
    return above[-1].span("words") if above else None


_OF_BODIES = re.compile(r"(?:Cơ quan|Đơn vị|Bộ phận|Tổ chức) (?:chủ trì|phối hợp|thực hiện)")
_NEAR = 600  # characters; the labels of one task stand together
