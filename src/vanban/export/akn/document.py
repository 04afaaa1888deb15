"""One document as Akoma Ntoso 3.0: the whole text, in its outline, with what is known of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from vanban import lexicon
from vanban.export.akn import meta
from vanban.export.akn.divisions import Division, divisions
from vanban.export.akn.meta import AKN, add
from vanban.export.akn.tags import Bodies, Tag, tags
from vanban.export.names import xml_text
from vanban.model import Document
from vanban.text import slug

_ACTS = ("L", "PL", "HP", "LCTN", "SL", "NĐ", "TT", "TTLT", "TTLN", "NQLT", "VBHN")
"""Kinds of document that make law: these are acts, all others are documents of no special kind (doc)."""


def xml(document: Document, meant: Mapping[str, str], on: str) -> bytes:
    """The document in UTF-8. `meant` are the ids of the documents that its citations mean, `on` is the ISO day of writing."""
    return bytes(etree.tostring(_Builder(document, meant).root(on), encoding="utf-8", xml_declaration=True))


class _Builder:
    """Builds the elements from the first character of the text to the last."""

    def __init__(self, document: Document, meant: Mapping[str, str]) -> None:
        self._document, self._text = document, document.text
        self._meant = {c.id: known for c in document.citations if (known := meant.get(c.id) or c.document_id)}
        self._bodies = Bodies()
        self._tags = tags(document, self._bodies, self._meant)
        self._ends = _furthest(self._tags)
        self._counts: dict[str, int] = {}
        self._refs: dict[str, str] = {}  # citation → id of its element

    def root(self, on: str) -> Any:
        document = self._document
        code = document.header.doc_type
        is_act = code in _ACTS
        kind = (slug(lexicon.type_name(code) or code) if code else None) or document.source.kind
        root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
        main = add(root, "act" if is_act else "doc", name=kind)
        head = add(main, "meta")
        self._parts(main, is_act)
        meta.write(head, document, self._bodies, self._meant, self._refs, on)
        return root

    def _parts(self, main: Any, is_act: bool) -> None:
        """Preface up to the title, preamble up to the first division, main body, and as conclusions what stands behind the last division."""
        tree, end = divisions(self._document), len(self._text)
        start = tree[0].start if tree else None
        titled = self._end_of_line(max((span.end for span in self._document.header.spans.values() if start is None or span.end <= start), default=0))
        closing = [s.span.start for s in self._document.header.signers] + [r.span.start for r in self._document.header.recipients]
        stop = tree[-1].end if tree else max(min(closing, default=end), titled)
        first = start if start is not None else titled
        titled = min(titled, first)
        for name, a, b in (("preface", 0, titled), ("preamble", titled, first)):
            if self._text[a:b].strip():
                self._blocks(add(main, name, eId=name), a, b)
        body = add(main, "body" if is_act else "mainBody", eId="body")
        self._hierarchy(body, tree, first, stop, is_act)
        if self._text[stop:].strip():
            self._blocks(add(main, "conclusions", eId="conclusions"), stop, end)

    def _end_of_line(self, at: int) -> int:
        line = self._text.find("\n", at) if at else 0
        return len(self._text) if line < 0 else line

    def _hierarchy(self, body: Any, tree: Sequence[Division], start: int, end: int, is_act: bool) -> None:
        """The divisions, and what stands between them: closings before an annex, and the annex's title. The body of an act takes divisions alone."""
        at = start
        for division in tree:
            self._between(body, at, division.start, is_act)
            self._division(body, division)
            at = division.end
        self._between(body, at, end, is_act)
        if not len(body):
            self._content(body) if is_act else add(body, "p")

    def _between(self, body: Any, start: int, end: int, is_act: bool) -> None:
        if self._text[start:end].strip():
            self._blocks(self._content(body) if is_act else body, start, end)

    def _content(self, parent: Any) -> Any:
        """A place for lines where only divisions may stand."""
        return add(add(parent, "hcontainer", name="text", eId=self._count(parent, "hcontainer")), "content")

    def _division(self, parent: Any, division: Division) -> None:
        one = add(parent, division.element, eId=division.id)
        if division.start < division.body:
            self._line(add(one, "num"), division.start, division.body)
        if division.body < division.after:
            self._line(add(one, "heading"), division.body, division.after)
        if not division.inside:
            self._part(one, "content", division.after, division.end)
            return
        at = division.after
        for inner in division.inside:
            if at == division.after:
                self._part(one, "intro", at, inner.start)
            elif self._text[at : inner.start].strip():
                self._blocks(self._content(one), at, inner.start)
            self._division(one, inner)
            at = inner.end
        self._part(one, "wrapUp", at, division.end)

    def _part(self, parent: Any, name: str, start: int, end: int) -> None:
        if self._text[start:end].strip():
            self._blocks(add(parent, name), start, end)

    def _blocks(self, parent: Any, start: int, end: int) -> None:
        """Each line as a paragraph."""
        at = start
        for line in self._text[start:end].split("\n"):
            if line.strip():
                self._line(add(parent, "p"), at, at + len(line))
            at += len(line) + 1

    def _line(self, element: Any, start: int, end: int) -> None:
        """Words [start, end) with what is marked in them; outer blanks are left out."""
        start += len(self._text[start:end]) - len(self._text[start:end].lstrip())
        end = start + len(self._text[start:end].rstrip())
        stack, at = [(element, end)], start
        for tag in self._in(start, end):
            while tag.start >= stack[-1][1]:
                at = self._close(stack, at)
            if min(tag.end, end) <= stack[-1][1]:
                at = self._words(stack[-1][0], at, max(tag.start, start))
                stack.append((self._tag(stack[-1][0], tag), min(tag.end, end)))
        while len(stack) > 1:
            at = self._close(stack, at)
        self._words(element, at, end)

    def _close(self, stack: list[tuple[Any, int]], at: int) -> int:
        element, end = stack.pop()
        return self._words(element, at, end)

    def _words(self, element: Any, start: int, end: int) -> int:
        """Put text[start:end] at the end of an element; answers with `end`."""
        words = xml_text(self._text[start:end])
        if len(element):
            element[-1].tail = (element[-1].tail or "") + words
        else:
            element.text = (element.text or "") + words
        return end

    def _in(self, start: int, end: int) -> Iterator[Tag]:
        """The tags that share words with [start, end)."""
        for k in range(bisect_left(self._ends, start + 1), len(self._tags)):
            tag = self._tags[k]
            if tag.start >= end:
                break
            if tag.end > start:
                yield tag

    def _tag(self, parent: Any, tag: Tag) -> Any:
        made = add(parent, tag.element, **tag.attributes)
        if tag.element in ("ref", "organization"):
            made.set("eId", self._count(parent, tag.element))
        if tag.citation and tag.element == "ref":
            if tag.citation in self._refs:  # the rest of it, on the next line
                made.set("class", "continued")
            self._refs.setdefault(tag.citation, made.get("eId"))
        return made

    def _count(self, parent: Any, name: str) -> str:
        """The next id of elements of this name: counted in what is around them that has an id."""
        around = next((one.get("eId") for one in (parent, *parent.iterancestors()) if one.get("eId")), "")
        key = f"{around}__{name}" if around not in ("", "body") else name
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{key}_{self._counts[key]}"


def _furthest(found: Sequence[Tag]) -> list[int]:
    """For each tag the furthest end of it and those before: whatever is asked for behind it begins later."""
    ends: list[int] = []
    for tag in found:
        ends.append(max(tag.end, ends[-1] if ends else 0))
    return ends
