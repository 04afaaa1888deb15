"""What stands once for several mentions: the issuer before a list or behind its last item, the date likewise."""

from __future__ import annotations

import re
from itertools import pairwise

from vanban import bodies, ids, symbols
from vanban.extract.citations.mention import Mention
from vanban.layout import sentence_start

_GLUE = re.compile(r"(?:,|;| và|, và|; và| hoặc)?(?: các)?\s*(?:[Ss]ố )?$")
_ISSUER_BEFORE = re.compile(r"ủa (?<=[cC]ủa )(?=[^\W\d_])")


_CALLED = re.compile(r" là:? [\"“]?$")  # "(sau đây gọi tắt là Kế hoạch số 184-KH/TU)" names, and says nothing of the issuer


def share(text: str, mentions: list[Mention]) -> None:
    """Give the items of a list what stands once: the issuer named before it ("… của X tại", "… của X như:") or behind its last item,
    the date likewise.
    """
    pairs = list(pairwise(mentions))
    for first, second in reversed(pairs):
        if not _are_listed(text, first, second):
            continue
        if first.issuer is None and second.issuer:
            first.issuer = second.issuer
        if first.date is None and second.date and second.kind is None:
            first.date, first.inferred = second.date, (*first.inferred, "date")
        if first.kind and second.kind is None and second.doc_type == "CV":
            second.doc_type = first.doc_type
    for m in mentions:
        if m.symbol and m.issuer is None and not m.short and not _CALLED.search(text, max(0, m.start - 8), m.start):
            m.issuer = _issuer_before(text, m)


def _are_listed(text: str, first: Mention, second: Mention) -> bool:
    """Whether two mentions are neighbours in a list of one organ's documents."""
    if not (first.symbol and second.symbol and first.end <= second.start):
        return False
    return bool(_GLUE.fullmatch(text, first.end, second.start)) and _same_organ(first, second)


def _same_organ(a: Mention, b: Mention) -> bool:
    x, y = symbols.parse(a.symbol or ""), symbols.parse(b.symbol or "")
    return bool(x and y and x.organ.casefold() == y.organ.casefold())


_LEADS_ON = re.compile(
    r"[^.;\n]{0,120}?(?:tại|như|gồm|sau|sau đây|theo)?\s*[:(]"
    r"|,? (?:[\w ]{0,20})?(?:tại|theo)\b"
)
_DIRECTLY = re.compile(r",? (?:[\w ]{0,20})?(?:tại|theo) (?:các )?")


_ISSUES = re.compile(r",? (?:đã |vừa |mới )?(?:chính thức )?(?:ký )?ban hành $")  # "Bộ Chính trị đã ban hành Nghị quyết số …"
_VERB_LENGTH = 40


def _issuer_before(text: str, m: Mention) -> str | None:
    """The body in "chỉ đạo của X tại Chỉ thị số …" or "các văn bản … của X như: A; B; C", if it can have issued a document with this symbol."""
    parsed = symbols.parse(m.symbol or "")
    sentence = sentence_start(text, m.start)
    verb = max(sentence, m.start - _VERB_LENGTH)
    issues = _ISSUES.search(text, verb, m.start) if text.endswith("ban hành ", verb, m.start) else None
    if issues and m.kind:
        start = bodies.issuer_before(text, sentence, issues.start())
        if start is not None and bodies.known_issuer(text, start, issues.start()) == issues.start():
            return text[start : issues.start()]
    for of in reversed(list(_ISSUER_BEFORE.finditer(text, sentence, m.start))):
        end = bodies.issuer(text, of.end(), m.start)
        if end is None or not _LEADS_ON.match(text, end, m.start):
            continue
        name = text[of.end() : end]
        if parsed and (_DIRECTLY.fullmatch(text, end, m.start) or ids.may_issue(name, parsed.organ)):
            return name
    return None
