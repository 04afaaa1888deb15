"""The source text with its facts marked.

It is cut at every border of a fact; each piece names the layers that hold it, and each layer has its own line under the words, so that facts which overlap stay
apart. A fact's sign in the text leads to its values in the lists, and back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vanban.export.html.words import NAMES, Say, escaped, summary
from vanban.marks import LAYERS, Layer, Mark
from vanban.model import Document, Section


@dataclass(slots=True)
class _Place:
    """Where one fact stands, or several of one layer that rest on the same words. `number` tells places apart in the page's style."""

    number: int
    layer: Layer
    start: int
    end: int
    marks: list[Mark] = field(default_factory=list)


def placed(found: Iterable[Mark]) -> list[_Place]:
    """The places of all facts but sections, in reading order, the longer first."""
    by_span: dict[tuple[Layer, int, int], _Place] = {}
    for mark in found:
        if mark.layer != "sections":
            key = (mark.layer, mark.span.start, mark.span.end)
            by_span.setdefault(key, _Place(len(by_span), *key)).marks.append(mark)
    return sorted(by_span.values(), key=lambda place: (place.start, -place.end))


@dataclass(slots=True)
class _Block:
    """A section as a box around lines: from the beginning of its first line, where nothing else stands before it, to the end of its last.

    `head` is where its number and heading end.
    """

    id: str
    section: Section
    start: int
    end: int
    head: int


def marked(document: Document, found: Iterable[Mark], places: list[_Place], say: Say = str) -> Iterator[str]:
    """The source text with its marks: without the tags it is `document.text`. Boxes close in the order in which they nest, also if sections should cross."""
    text = document.text
    blocks = [_block(text, mark.id, mark.fact) for mark in found if isinstance(mark.fact, Section)]
    cuts = {0, len(text), *(at for p in places for at in (p.start, p.end))}
    cuts |= {at for b in blocks for at in (b.start, b.end, b.section.span.start, b.head)}
    borders = sorted(cuts)
    waiting, coming = blocks[::-1], places[::-1]
    boxes: list[_Block] = []
    held: list[_Place] = []
    for at, end in zip(borders, [*borders[1:], len(text)], strict=True):
        while boxes and boxes[-1].end <= at:
            boxes.pop()
            yield "</div>"
        while waiting and waiting[-1].start <= at:
            boxes.append(waiting.pop())
            inline = at > 0 and text[at - 1] not in "\r\n"
            yield f'<div class="section{" inline" if inline else ""}" id="{escaped(boxes[-1].id)}">'
        held = [place for place in held if place.end > at]
        while coming and coming[-1].start <= at:
            held.append(coming.pop())
            yield _sign(held[-1], say)
        if at < end:
            heading = bool(boxes) and boxes[-1].section.span.start <= at < boxes[-1].head
            yield _piece(text[at:end], held, heading)
    yield "</div>" * len(boxes)


def _block(text: str, id: str, section: Section) -> _Block:
    start, end = section.span.start, section.span.end
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) + 1 or len(text)
    words = section.heading or section.label
    at = text.find(words, start, start + len(section.label) + len(words) + 8)
    head = at + len(words) if at >= 0 else start + len(section.label)
    return _Block(
        id,
        section,
        start if text[line:start].strip() else line,
        end if text[end:stop].strip() else stop,
        min(head, end),
    )


def _sign(place: _Place, say: Say) -> str:
    """The sign before a fact: its id, leading to its values. It has no text of its own, so that the page's text is the document's."""
    first, *others = place.marks
    shown = first.id if not others else f"{first.id}–{place.marks[-1].id}"
    name = escaped(label(place, say))
    anchors = "".join(f'<span class="p{place.number}" id="{escaped(other.id)}"></span>' for other in others)
    return (
        f'<a class="sign {place.layer} p{place.number}" id="{escaped(first.id)}" href="#f-{escaped(first.id)}"'
        f' data-sign="{escaped(shown)}" title="{name}" aria-label="{name}"></a>{anchors}'
    )


def label(place: _Place, say: Say) -> str:
    """What a place is, in a few words."""
    return f"{say(NAMES[place.layer])}: {summary(place.marks[0], say)}"


def _piece(words: str, held: list[_Place], heading: bool) -> str:
    classes: list[str] = [layer for layer in LAYERS if any(place.layer == layer for place in held)]
    classes += [f"g{place.number}" for place in held]
    if classes:
        classes.insert(0, "m")
    if heading:
        classes.insert(0, "sections")
    return f'<span class="{" ".join(classes)}">{escaped(words)}</span>' if classes else escaped(words)
