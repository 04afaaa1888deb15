"""How documents, facts and answers show themselves in Jupyter: small cards of escaped HTML that take the page's own colours, light or dark.

`vanban/__init__.py` registers `html` for the names in `_SHOWN` when it is imported under IPython; nothing here is loaded before something is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from itertools import pairwise
from typing import Any

from vanban import lexicon, wording
from vanban.checklist.rows import STATES
from vanban.export.html import words
from vanban.export.html.words import NAMES, amount, escaped, short
from vanban.marks import LAYERS, Layer, Mark, marks
from vanban.model import Assignment, Body, Citation, Document, Locator, Relation, Section, Target
from vanban.notebook.labels import HIDDEN, LABELS
from vanban.text import Span

LONGEST_TEXT = 1500
"""Characters of a document's text that are shown."""
LONGEST_LIST = 12
"""Facts of one kind that are listed; how many more there are is said."""
_LONGEST_QUOTE = 400
_LONGEST_LINE = 300
_LISTED: tuple[Layer, ...] = ("citations", "relations", "targets", "assignments", "sections", "warnings")


def html(shown: Any) -> str:
    """A document, a store, a fact or a row of an answer, as a piece of HTML with its style, for one cell of a notebook."""
    css = files(__package__).joinpath("display.css").read_text(encoding="utf-8")
    return f'<div class="vanban" lang="vi"><style>{css}</style>\n{_card(shown)}</div>'


def _card(shown: Any) -> str:
    if isinstance(shown, Document):
        return _document(shown)
    if isinstance(shown, Span):
        return _quote(shown) + _soft(f"{shown.start}–{shown.end}")
    if type(shown).__name__ == "Store":
        return _store(shown)
    return _values(shown)


def _store(store: Any) -> str:
    counts: Mapping[str, int] = store.counts()
    rows = "".join(_row(LABELS[name], f"{count:,}".replace(",", ".")) for name, count in counts.items())
    return f"<b>{escaped(f'Kho văn bản {store.name}')}</b>\n<table>{rows}</table>\n"


# A document.


def _document(document: Document) -> str:
    header, found = document.header, marks(document)
    name = short(wording.called(header.doc_type, header.symbol, header.title or document.source.name), _LONGEST_LINE)
    about = [header.issuer.text if header.issuer else None, wording.day(header.date), document.province, document.source.name, document.id]
    by_layer = {layer: [mark for mark in found if mark.layer == layer] for layer in LAYERS}
    counts = " · ".join(f"{NAMES[layer].lower()} {len(by_layer[layer])}" for layer in _LISTED if by_layer[layer])
    subject = f"<div>{escaped(short(header.title, _LONGEST_LINE))}</div>\n" if header.title and header.symbol else ""
    lists = "".join(_list(layer, by_layer[layer]) for layer in _LISTED if by_layer[layer])
    return f"<b>{escaped(name)}</b>\n{subject}{_soft(' · '.join(filter(None, about)))}{_soft(counts)}{lists}{_text(document, found)}"


def _list(layer: Layer, found: list[Mark]) -> str:
    """The facts of a layer, folded; the first of them when there are many."""
    items = "".join(f"<li><i>{escaped(mark.id)}</i> {escaped(short(_line(mark.fact), _LONGEST_LINE))}</li>\n" for mark in found[:LONGEST_LIST])
    more = _soft(f"… và {len(found) - LONGEST_LIST} nữa") if len(found) > LONGEST_LIST else ""
    return f"<details><summary>{NAMES[layer]} ({len(found)})</summary>\n<ul>{items}</ul>{more}</details>\n"


def _line(fact: Any) -> str:
    """A fact in one line."""
    if isinstance(fact, Citation):
        return _joined(words.name(fact), wording.day(fact.date), fact.issuer.text if fact.issuer else None)
    if isinstance(fact, Relation):
        return f"{fact.subject.replace('self', 'văn bản này')} {wording.RELATIONS[fact.type]} {fact.object}"
    if isinstance(fact, Target):
        return _joined(f"{fact.indicator}: {amount(fact)}", words.due(fact.deadline, fact.deadline_text))
    if isinstance(fact, Assignment):
        return _joined(f"{fact.body.text} ({words.ROLES[fact.role]}): {fact.action}", words.due(fact.deadline, fact.deadline_text))
    if isinstance(fact, Section):
        return f"{fact.label} {fact.heading or fact.span.quote[len(fact.label) :]}"
    return str(getattr(fact, "message", fact))


def _text(document: Document, found: Iterable[Mark]) -> str:
    """The beginning of the text, where facts stand marked in their colours."""
    shown = [mark for mark in found if mark.layer != "sections" and mark.span.start < LONGEST_TEXT]
    end = max([LONGEST_TEXT, *(mark.span.end for mark in shown if mark.span.end < LONGEST_TEXT + _LONGEST_QUOTE)])
    rest = len(document.text) - end
    more = _soft(f"… còn {rest:,} ký tự".replace(",", ".")) if rest > 0 else ""
    return f"<details><summary>Nguyên văn</summary>\n<pre>{''.join(_pieces(document.text[:end], shown))}</pre>{more}</details>\n"


def _pieces(text: str, found: Iterable[Mark]) -> Iterator[str]:
    """The text cut at every border of a fact; each piece has the classes of the layers that hold it."""
    held = [(mark.span.start, min(mark.span.end, len(text)), mark.layer) for mark in found]
    borders = sorted({0, len(text), *(at for start, end, _ in held for at in (start, end))})
    for start, end in pairwise(borders):
        layers = sorted({layer for a, b, layer in held if a <= start < b})
        piece = escaped(text[start:end])
        yield f'<mark class="{" ".join(layers)}">{piece}</mark>' if layers else piece


# Facts and rows of answers: their words, then their fields.


def _values(shown: Any) -> str:
    values = {field.name: getattr(shown, field.name) for field in fields(shown)}
    rows = "".join(_row(LABELS.get(name, name), said) for name, value in values.items() if name not in HIDDEN and (said := _words(name, value)))
    span = values.get("span") or values.get("evidence")
    quotes = [span] if isinstance(span, Span) else list(span or ())
    basis = values.get("basis")
    quoted = "".join(map(_quote, [*quotes[:2], *([basis] if basis else [])]))
    return f"<b>{escaped(short(_head(shown), _LONGEST_LINE))}</b>\n{quoted}<table>{rows}</table>\n"


def _head(shown: Any) -> str:
    """What a fact or row is called."""
    kind = type(shown).__name__
    if kind in ("Node", "Plan"):
        return wording.called(shown.doc_type, shown.symbol, shown.title)
    if isinstance(shown, Citation):
        return wording.called(shown.doc_type, shown.symbol, shown.name)
    if isinstance(shown, Target):
        return f"{shown.indicator}: {amount(shown)}"
    if isinstance(shown, Assignment):
        return shown.action
    if isinstance(shown, Section):
        return f"{shown.label} {shown.heading or ''}"
    return str(shown.task) if kind == "Task" else str(LABELS.get(kind, kind))


_SAYS: dict[str, Callable[[Any], str]] = {
    "date": wording.day,
    "deadline": wording.due,
    "extended": wording.due,
    "level": lambda level: wording.LEVELS[level],
    "recurrence": lambda recurrence: wording.RECURRENCE[recurrence],
    "type": lambda relation: wording.RELATIONS[relation],
    "doc_type": lambda kind: lexicon.type_name(kind) or kind,
    "role": words.ROLES.__getitem__,
    "status": words.STATUS.__getitem__,
    "state": STATES.__getitem__,
    "in_force": lambda holds: "còn" if holds else "không còn",
    "loaded": lambda loaded: "có" if loaded else "chưa có",
    "inferred": lambda names: ", ".join(words.INFERRED.get(name, name) for name in names),
    "subject": lambda fact: fact.replace("self", "văn bản này"),
    "path": lambda path: path if isinstance(path, str) else " → ".join(path),
}


def _words(name: str, value: Any) -> str:
    """A value as words; empty for what is not known."""
    if value is None or value == "" or value == ():
        return ""
    if name in _SAYS:
        return _SAYS[name](value)
    if isinstance(value, Body):
        return _joined(words.body(value), value.province)
    if isinstance(value, Locator):
        return words.locator(value.article, value.clause, value.point)
    return "; ".join(_words("", one) for one in value) if isinstance(value, tuple) else str(value)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _row(name: str, value: str) -> str:
    return f'<tr><th scope="row">{escaped(name)}</th><td>{escaped(short(value, 2 * _LONGEST_LINE))}</td></tr>'


def _quote(evidence: Any) -> str:
    """The words that prove a fact: of a span, of an edge's evidence, of a task's basis."""
    quote = evidence.quote if len(evidence.quote) <= _LONGEST_QUOTE else f"{evidence.quote[:_LONGEST_QUOTE].rstrip()} …"
    return f"<blockquote>{escaped(quote)}</blockquote>\n"


def _soft(text: str) -> str:
    return f"<small>{escaped(short(text, 2 * _LONGEST_LINE))}</small>\n"
