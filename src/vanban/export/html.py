"""A document with its facts marked: one HTML page that needs nothing else, no script and no other address.

The whole source text stands there character for character. It is cut at every border of a fact; each piece names the layers that hold it, and each layer has
its own line under the words, so that facts which overlap stay apart. A fact's sign in the text leads to its values in the lists, and back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from vanban import lexicon, wording
from vanban.checklist.rows import title
from vanban.export.sheets import Boxed, pages_of, sheets
from vanban.marks import LAYERS, Layer, Mark, marks
from vanban.model import Assignment, Body, Citation, Document, Recipient, Relation, Section, Signer, Target, Warning

NAMES: dict[Layer, str] = {
    "header": "Thông tin chung",
    "sections": "Bố cục",
    "citations": "Viện dẫn",
    "relations": "Quan hệ",
    "targets": "Chỉ tiêu, kết quả",
    "assignments": "Phân công",
    "warnings": "Cảnh báo",
}
_FIELDS = {
    "symbol": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "place": "Địa danh",
    "date": "Ngày ban hành",
    "title": "Trích yếu",
    "signer": "Người ký",
    "recipient": "Nơi nhận",
}
_INFERRED = {
    "deadline": "thời hạn",
    "date": "ngày",
    "issuer": "cơ quan ban hành",
    "issuer.province": "tỉnh, thành phố của cơ quan ban hành",
    "body.province": "tỉnh, thành phố của cơ quan được giao",
}
_KINDS = {"official": "văn bản", "report": "bài viết, báo cáo về văn bản", "other": "văn bản khác"}
_ROLES = {"lead": "chủ trì", "coordinate": "phối hợp"}
_STATUS = {"target": "chỉ tiêu", "result": "kết quả"}
_SIGNS = {">=": "≥", "<=": "≤", "=": "", "~": "≈"}
_NONE = "<i>không có</i>"
_NOT_HTML = re.compile(r"[\x00\ud800-\udfff]")  # no HTML page can hold these; each is shown as one replacement character


def page(document: Document, pictures: Sequence[bytes] = ()) -> str:
    """The page of a document, complete, as text to be written in UTF-8. With `pictures` (WebP, one for each of `document.pages`) the pages it was read
    from stand above the text, facts boxed.
    """
    found = marks(document)
    places = _places(found)
    on = pages_of(document) if pictures else {}
    drawn = ("".join(sheets(document, pictures, (Boxed(p.number, p.layer, p.marks, _label(p)) for p in places))),) if pictures else ()
    by_layer = {layer: [mark for mark in found if mark.layer == layer] for layer in LAYERS}
    name = escaped(title(document))
    css = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    hits = ",".join(f":root:has(.p{n}:target) .g{n}" for n in range(len(places)))
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n",
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{name}</title>\n<style>\n{css}{hits or '.hit'}{{background-color:var(--hit)}}\n</style>\n</head>\n<body>\n",
            f"<header>\n<h1>{name}</h1>\n{_subject(document)}</header>\n",
            _legend(document, by_layer, bool(pictures)),
            '<div class="sheet">\n<div>\n',
            *(f'<section id="pages" aria-label="Các trang">\n{figures}</section>\n' for figures in drawn),
            '<main id="text" class="text">',
            *_text(document, found, places),
            '</main>\n</div>\n<aside aria-label="Các thông tin đọc được">\n',
            *_lists(document, by_layer, on),
            "</aside>\n</div>\n</body>\n</html>",
        )
    )


def escaped(text: str) -> str:
    """Text that HTML shows as it stands, in elements and in attributes; a lone carriage return stays one."""
    return html.escape(_NOT_HTML.sub("\ufffd", text)).replace("\r", "&#13;")


def _subject(document: Document) -> str:
    header = document.header
    issuer = f"{header.issuer.text} · " if header.issuer else ""
    subject = f"<p>{escaped(header.title)}</p>\n" if header.title and header.symbol else ""
    return f'{subject}<p class="source">{escaped(f"{issuer}{document.source.name} · {_KINDS[document.source.kind]} · {document.id}")}</p>\n'


def _legend(document: Document, by_layer: dict[Layer, list[Mark]], has_pages: bool) -> str:
    """What the colours mean; a layer can be switched off, and leads to its list."""
    items = []
    for layer in LAYERS:
        count = len(document.warnings if layer == "warnings" else by_layer[layer])
        switch = f'<input type="checkbox" id="show-{layer}" checked aria-label="Đánh dấu: {NAMES[layer]}">'
        items.append(f'<li class="{layer}">{switch}<a href="#list-{layer}">{NAMES[layer]} <b>{count}</b></a></li>\n')
    pages = '<li><a href="#pages">Trang giấy</a></li>\n' if has_pages else ""
    return f'<nav aria-label="Chú giải">\n<ul>\n{pages}<li><a href="#text">Toàn văn</a></li>\n{"".join(items)}</ul>\n</nav>\n'


# The text.


@dataclass(slots=True)
class _Place:
    """Where one fact stands, or several of one layer that rest on the same words. `number` tells places apart in the page's style."""

    number: int
    layer: Layer
    start: int
    end: int
    marks: list[Mark] = field(default_factory=list)


def _places(found: Iterable[Mark]) -> list[_Place]:
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


def _text(document: Document, found: Iterable[Mark], places: list[_Place]) -> Iterator[str]:
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
            yield _sign(held[-1])
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


def _sign(place: _Place) -> str:
    """The sign before a fact: its id, leading to its values. It has no text of its own, so that the page's text is the document's."""
    first, *others = place.marks
    shown = first.id if not others else f"{first.id}–{place.marks[-1].id}"
    label = escaped(_label(place))
    anchors = "".join(f'<span class="p{place.number}" id="{escaped(other.id)}"></span>' for other in others)
    return (
        f'<a class="sign {place.layer} p{place.number}" id="{escaped(first.id)}" href="#f-{escaped(first.id)}"'
        f' data-sign="{escaped(shown)}" title="{label}" aria-label="{label}"></a>{anchors}'
    )


def _label(place: _Place) -> str:
    return f"{NAMES[place.layer]}: {_summary(place.marks[0])}"


def _piece(words: str, held: list[_Place], heading: bool) -> str:
    classes: list[str] = [layer for layer in LAYERS if any(place.layer == layer for place in held)]
    classes += [f"g{place.number}" for place in held]
    if classes:
        classes.insert(0, "m")
    if heading:
        classes.insert(0, "sections")
    return f'<span class="{" ".join(classes)}">{escaped(words)}</span>' if classes else escaped(words)


# The lists.


def _lists(document: Document, by_layer: dict[Layer, list[Mark]], on: Mapping[str, int]) -> Iterator[str]:
    yield _list("header", 1, _header(document, by_layer["header"], on))
    cited = {"self": "Văn bản này"} | {c.id: _link(c.id, _name(c)) for c in document.citations}
    for layer in LAYERS[1:-1]:
        items = [_item(mark, _values(mark, cited), on) for mark in by_layer[layer]]
        yield _list(layer, len(items), f"<ol>\n{''.join(items)}</ol>\n")
    ids = {id(mark.fact): mark for mark in by_layer["warnings"]}
    items = [_item(ids.get(id(warning)), _warning(warning), on) for warning in document.warnings]
    yield _list("warnings", len(items), f"<ol>\n{''.join(items)}</ol>\n")


def _list(layer: Layer, count: int, content: str) -> str:
    shown = content if count else "<p>Không có.</p>\n"
    return f'<details id="list-{layer}" class="{layer}" open>\n<summary><h2>{NAMES[layer]}</h2></summary>\n{shown}</details>\n'


def _item(mark: Mark | None, content: str, on: Mapping[str, int]) -> str:
    if mark is None:
        return f"<li>{content}</li>\n"
    depth = f' style="--depth:{mark.fact.path.count("/")}"' if isinstance(mark.fact, Section) else ""
    return f'<li id="f-{escaped(mark.id)}"{depth}>{_link(mark.id, mark.id)} {_paper(mark, on)}{content}</li>\n'


def _paper(mark: Mark, on: Mapping[str, int]) -> str:
    """A link to the place on the page, where there are pages. Sections have no box."""
    if mark.id not in on or mark.layer == "sections":
        return ""
    return f'<a class="paper" href="#b-{escaped(mark.id)}">tr. {on[mark.id]}</a> '


def _link(id: str, words: str) -> str:
    return f'<a href="#{escaped(id)}">{escaped(words)}</a>'


def _header(document: Document, found: list[Mark], on: Mapping[str, int]) -> str:
    """The document's data as a table: field, value with its place."""
    h = document.header
    at = {mark.label: mark for mark in found if mark.fact is h}
    kind = lexicon.type_name(h.doc_type) if h.doc_type else None
    values = (
        ("symbol", h.symbol),
        (None, kind or h.doc_type),
        ("issuer", _body(h.issuer) if h.issuer else None),
        ("place", h.place),
        ("date", wording.day(h.date) if h.date else None),
        ("title", h.title),
    )
    rows = [_row(_FIELDS[name] if name else "Loại văn bản", value, at.get(name or ""), on) for name, value in values]
    rows += [_rows(_FIELDS[label], [mark for mark in found if mark.label == label], on) for label in ("signer", "recipient")]
    rows.append(_row("Tỉnh, thành phố", document.province, None, on))
    return f"<table>\n{''.join(rows)}</table>\n{_inferred(h.inferred)}\n"


def _row(name: str, value: str | None, mark: Mark | None, on: Mapping[str, int]) -> str:
    anchor = f' id="f-{escaped(mark.id)}"' if mark else ""
    words = escaped(value) if value else _NONE
    link = f" {_link(mark.id, mark.id)} {_paper(mark, on)}" if mark else ""
    return f'<tr{anchor}><th scope="row">{name}</th><td>{words}{link}</td></tr>\n'


def _rows(name: str, found: list[Mark], on: Mapping[str, int]) -> str:
    """A row for several marks, each on its line."""
    lines = "".join(f'<div id="f-{escaped(mark.id)}">{escaped(_summary(mark))} {_link(mark.id, mark.id)} {_paper(mark, on)}</div>' for mark in found)
    return f'<tr><th scope="row">{name}</th><td>{lines or _NONE}</td></tr>\n'


def _values(mark: Mark, cited: dict[str, str]) -> str:
    """What is known of a fact: its name, then its fields. `cited` has the documents that relations speak of, as links."""
    fact = mark.fact
    if isinstance(fact, Section):
        return escaped(f"{fact.label} {fact.heading or _short(fact.span.quote[len(fact.label) :])}")
    if isinstance(fact, Citation):
        return _citation(fact)
    if isinstance(fact, Relation):
        return " ".join((cited[fact.subject], f"<b>{wording.RELATIONS[fact.type]}</b>", cited[fact.object]))
    if isinstance(fact, Target):
        return _target(fact)
    return _assignment(fact) if isinstance(fact, Assignment) else escaped(_summary(mark))


def _citation(c: Citation) -> str:
    known = (
        ("Ngày", wording.day(c.date) if c.date else None),
        ("Cơ quan ban hành", _body(c.issuer) if c.issuer else None),
        ("Tên gọi", c.name if c.symbol else None),
        ("Vị trí viện dẫn", "; ".join(_locator(place.article, place.clause, place.point) for place in c.locator or ())),
        ("Mã văn bản", c.document_id),
        ("Tại mục", c.section),
    )
    return f"<b>{escaped(_name(c))}</b>{_fields(known, c.inferred)}"


def _name(c: Citation) -> str:
    return wording.called(c.doc_type, c.symbol, c.name) if c.symbol or not c.name else c.name


def _locator(article: str | None, clause: str | None, point: str | None) -> str:
    named = (("điểm", point), ("khoản", clause), ("Điều", article))
    return " ".join(f"{word} {number}" for word, number in named if number)


def _target(t: Target) -> str:
    known = (("Thời hạn" if t.status == "target" else "Thời điểm", _due(t.deadline, t.deadline_text)), ("Tại mục", t.section))
    return f"<b>{escaped(t.indicator)}</b>: {escaped(_amount(t))} <small>({_STATUS[t.status]})</small>{_fields(known, t.inferred)}"


def _amount(t: Target) -> str:
    value = f"{_number(t.value)} – {_number(t.value_max)}" if t.value_max is not None else f"{_SIGNS.get(t.comparator, t.comparator)} {_number(t.value)}"
    return " ".join(f"{value} {t.unit or ''}".split())


def _number(value: float) -> str:
    """A number as Vietnamese documents write it: 1.500 and 4,75."""
    shown = f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"
    return shown.translate(str.maketrans(",.", ".,"))


def _assignment(a: Assignment) -> str:
    known = (
        ("Phối hợp", "; ".join(a.with_)),
        ("Sản phẩm", a.product),
        ("Thời hạn", _due(a.deadline, a.deadline_text)),
        ("Chu kỳ", wording.RECURRENCE.get(a.recurrence or "")),
        ("Tại mục", a.section),
    )
    return f"<b>{escaped(_body(a.body))}</b> <small>({_ROLES[a.role]})</small>: {escaped(a.action)}{_fields(known, a.inferred)}"


def _warning(w: Warning) -> str:
    quote = f": “{escaped(_short(w.span.quote))}”" if w.span else ""
    return f"<b>{escaped(wording.WARNINGS.get(w.code, w.code))}</b>{quote}"


def _fields(known: Iterable[tuple[str, str | None]], inferred: tuple[str, ...]) -> str:
    rows = "".join(f"<dt>{name}</dt><dd>{escaped(value)}</dd>" for name, value in known if value)
    return (f"<dl>{rows}</dl>" if rows else "") + _inferred(inferred)


def _inferred(names: tuple[str, ...]) -> str:
    return f'<p class="inferred">Suy ra: {escaped(", ".join(_INFERRED.get(name, name) for name in names))}</p>' if names else ""


def _body(body: Body) -> str:
    level = wording.LEVELS.get(body.level or "")
    return f"{body.text} ({level})" if level else body.text


def _due(value: str | None, words: str | None) -> str | None:
    """The words of a deadline, and behind them its date where they do not say it themselves."""
    shown = wording.due(value) if value else ""
    return f"{words} ({shown})" if words and shown and shown not in words else words or shown or None


def _short(text: str, size: int = 90) -> str:
    words = " ".join(text.split())
    return words if len(words) <= size else f"{words[:size].rsplit(' ', 1)[0]} …"


def _summary(mark: Mark) -> str:
    """A fact in a few words, as plain text."""
    fact = mark.fact
    if isinstance(fact, Signer):
        return f"{fact.name}, {fact.position}" if fact.position else fact.name
    if isinstance(fact, Recipient):
        return fact.text
    if isinstance(fact, Citation):
        return _name(fact)
    if isinstance(fact, Relation):
        return wording.RELATIONS[fact.type]
    if isinstance(fact, Target):
        return f"{fact.indicator}: {_amount(fact)}"
    if isinstance(fact, Assignment):
        return f"{fact.body.text} ({_ROLES[fact.role]})"
    if isinstance(fact, Warning):
        return wording.WARNINGS.get(fact.code, fact.code)
    return _FIELDS.get(mark.label, mark.label)
