"""The spaCy component `vanban`: the facts of a document as spans of a `Doc`, with the exact places that vanban gives them.

    nlp = spacy.blank("xx")
    nlp.add_pipe("vanban")
    doc = nlp(text)
    doc._.vanban                  # the vanban Document
    doc.spans["citations"]        # one group for each layer of `vanban.marks.LAYERS`
    span = doc.spans["citations"][0]
    span.label_, span.id_, span._.vanban      # ("CT", "c1", the Citation)

spaCy's spans begin and end with tokens, facts do not. A document in which they differ is therefore built anew with a token border at each border of a fact;
its text stays the same, and annotations made by components before this one go along.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from vanban.marks import LAYERS, Fact, Mark, marks
from vanban.model import Document
from vanban.pipeline import parse_text
from vanban.records import dumps, load

if TYPE_CHECKING:
    from thinc.types import Ints2d

_KEPT = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_BEGINS, _INSIDE = 3, 1  # values of ENT_IOB
_NO_START = np.uint64(2**64 - 1)  # -1: this token begins no sentence


@Language.factory("vanban", assigns=["doc._.vanban", "doc.spans", "span._.vanban"])
def create(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The component for `nlp.add_pipe("vanban")`; spaCy finds it by the entry point `spacy_factories`. It has no settings."""
    return component


def component(doc: Doc) -> Doc:
    """Parse `doc.text` and set `doc._.vanban` and the groups of `doc.spans`.

    Returns `doc` itself when its tokens fit, else a new Doc. For every span, start_char, end_char and text are start, end and quote of the fact.
    """
    read = _Read.of(parse_text(doc.text))
    found = read.marks.values()
    doc = aligned(doc, {mark.span.start for mark in found}, {mark.span.end for mark in found})
    doc.user_data[_KEY] = read
    for layer in LAYERS:
        doc.spans[layer] = SpanGroup(doc, name=layer, spans=[_span(doc, mark) for mark in found if mark.layer == layer])
    return doc


def _span(doc: Doc, mark: Mark) -> Span:
    span = doc.char_span(mark.span.start, mark.span.end, mark.label, span_id=mark.id)
    assert span is not None  # `aligned` has seen to it
    return span


def aligned(doc: Doc, starts: Iterable[int], ends: Iterable[int]) -> Doc:
    """A Doc of the same text in which a token starts at each of `starts` and one ends at each of `ends` (places in `doc.text`).

    `doc` itself when it is so already. Else tags, lemmas, dependencies, entities, sentences, span groups, categories, tensor and user data go along;
    all parts of a token have its annotation, the first is the head of the others.
    """
    words, spaces, origin = _split(doc, sorted(starts), sorted(ends))
    if len(words) == len(doc):
        return doc
    new = Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data)
    _carry_tokens(doc, new, np.array(origin))
    for key, group in doc.spans.items():
        moved = [new.char_span(s.start_char, s.end_char, s.label, kb_id=s.kb_id, span_id=s.id) for s in group]
        new.spans[key] = SpanGroup(new, name=group.name, attrs=group.attrs, spans=[s for s in moved if s is not None])
    new.cats = doc.cats
    new.user_hooks, new.user_span_hooks, new.user_token_hooks = doc.user_hooks, doc.user_span_hooks, doc.user_token_hooks
    new._context = doc._context
    return new


def _split(doc: Doc, starts: list[int], ends: list[int]) -> tuple[list[str], list[bool], list[int]]:
    """Words, whether a blank follows each, and from which token of `doc` each comes."""
    words: list[str] = []
    spaces: list[bool] = []
    origin: list[int] = []
    for token in doc:
        text, spaced, at = token.text, bool(token.whitespace_), token.idx
        low, high = at, at + len(text)
        cuts = {*_between(starts, low, high), *_between(ends, low, high)}
        if spaced and (_between(starts, high - 1, high + 1) or _between(ends, high, high + 2)):  # a fact starts or ends with the blank itself
            cuts.add(high)
            text, spaced = f"{text} ", False
        bounds = [low, *sorted(cuts), low + len(text)]
        words += [text[a - low : b - low] for a, b in pairwise(bounds)]
        spaces += [False] * (len(bounds) - 2) + [spaced]
        origin += [token.i] * (len(bounds) - 1)
    return words, spaces, origin


def _between(places: list[int], low: int, high: int) -> list[int]:
    """Those of the sorted places that lie strictly between."""
    return places[bisect_right(places, low) : bisect_left(places, high)]


def _carry_tokens(doc: Doc, new: Doc, origin: np.ndarray[Any, Any]) -> None:
    """Give each token of `new` the annotation of the one it comes from."""
    later = np.append(False, origin[1:] == origin[:-1])  # a part of a token, but not its first
    columns = dict(zip(_KEPT, doc.to_array(list(_KEPT))[origin].T, strict=True))
    iob = columns["ENT_IOB"]
    iob[later & (iob == _BEGINS)] = _INSIDE
    if doc.has_annotation("DEP"):
        first = np.flatnonzero(~later)
        head = doc.to_array(["HEAD"]).astype(np.int64).ravel() + np.arange(len(doc))
        to = np.where(later, first[origin], first[head[origin]])
        columns["HEAD"] = (to - np.arange(len(new))).astype(np.uint64)
    elif doc.has_annotation("SENT_START"):
        columns["SENT_START"] = doc.to_array(["SENT_START"]).ravel()[origin]
        columns["SENT_START"][later] = _NO_START
    new.from_array(list(columns), cast("Ints2d", np.stack(list(columns.values()), axis=1)))
    if doc.tensor.size:
        new.tensor = doc.tensor[origin]


# The facts themselves. They are held as they are, and written as the JSON record where spaCy writes a Doc (to_bytes, DocBin, n_process=2).

_KEY = "vanban"  # in `Doc.user_data`
_WRITTEN = "vanban/document"


@dataclass(frozen=True, slots=True)
class _Read:
    """A parsed document with its marks by their ids."""

    document: Document
    marks: dict[str, Mark]

    @classmethod
    def of(cls, document: Document) -> _Read:
        return cls(document, {mark.id: mark for mark in marks(document)})


def _document(doc: Doc) -> Document | None:
    """What was read in `doc.text`; None before the component has run."""
    read: _Read | None = doc.user_data.get(_KEY)
    return read.document if read else None


def _fact(span: Span) -> Fact | None:
    """The fact of a span of ours; None of any other span."""
    read: _Read | None = span.doc.user_data.get(_KEY)
    mark = read.marks.get(span.id_) if read else None
    return mark.fact if mark and (mark.span.start, mark.span.end) == (span.start_char, span.end_char) else None


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, _Read):
        return {_WRITTEN: dumps(value.document)}
    return chain(value) if chain else value


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and _WRITTEN in value:
        return _Read.of(load(json.loads(value[_WRITTEN])))
    return chain(value) if chain else value


srsly.msgpack_encoders.register("vanban", func=_encode)
srsly.msgpack_decoders.register("vanban", func=_decode)
Doc.set_extension("vanban", getter=_document, force=True)
Span.set_extension("vanban", getter=_fact, force=True)
