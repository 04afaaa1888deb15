"""The facts of a document as lists: each with its values, and a link to where it stands in the text and on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vanban import lexicon, wording
from vanban.export.html.words import FIELDS, INFERRED, NAMES, ROLES, STATUS, amount, body, due, escaped, locator, name, short, summary
from vanban.marks import LAYERS, Layer, Mark
from vanban.model import Assignment, Citation, Document, Relation, Section, Target, Warning

_NONE = "<i>không có</i>"


def lists(document: Document, by_layer: dict[Layer, list[Mark]], on: Mapping[str, int], links: Mapping[str, str]) -> Iterator[str]:
    """A list for each layer. `on`: the page on which a fact stands, by its id; `links`: the addresses of cited documents, by the citation's id."""
    yield _list("header", 1, _header(document, by_layer["header"], on))
    cited = {"self": "Văn bản này"} | {c.id: _link(c.id, name(c)) for c in document.citations}
    for layer in LAYERS[1:-1]:
        items = [_item(mark, _values(mark, cited, links), on) for mark in by_layer[layer]]
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
        ("issuer", body(h.issuer) if h.issuer else None),
        ("place", h.place),
        ("date", wording.day(h.date) if h.date else None),
        ("title", h.title),
    )
    rows = [_row(FIELDS[name] if name else "Loại văn bản", value, at.get(name or ""), on) for name, value in values]
    rows += [_rows(FIELDS[label], [mark for mark in found if mark.label == label], on) for label in ("signer", "recipient")]
    rows.append(_row("Tỉnh, thành phố", document.province, None, on))
    return f"<table>\n{''.join(rows)}</table>\n{_inferred(h.inferred)}\n"


def _row(name: str, value: str | None, mark: Mark | None, on: Mapping[str, int]) -> str:
    anchor = f' id="f-{escaped(mark.id)}"' if mark else ""
    words = escaped(value) if value else _NONE
    link = f" {_link(mark.id, mark.id)} {_paper(mark, on)}" if mark else ""
    return f'<tr{anchor}><th scope="row">{name}</th><td>{words}{link}</td></tr>\n'


def _rows(name: str, found: list[Mark], on: Mapping[str, int]) -> str:
    """A row for several marks, each on its line."""
    lines = "".join(f'<div id="f-{escaped(mark.id)}">{escaped(summary(mark))} {_link(mark.id, mark.id)} {_paper(mark, on)}</div>' for mark in found)
    return f'<tr><th scope="row">{name}</th><td>{lines or _NONE}</td></tr>\n'


def _values(mark: Mark, cited: dict[str, str], links: Mapping[str, str]) -> str:
    """What is known of a fact: its name, then its fields. `cited` has the documents that relations speak of, as links."""
    fact = mark.fact
    if isinstance(fact, Section):
        return escaped(f"{fact.label} {fact.heading or short(fact.span.quote[len(fact.label) :])}")
    if isinstance(fact, Citation):
        return _citation(fact, links.get(fact.id))
    if isinstance(fact, Relation):
        return " ".join((cited[fact.subject], f"<b>{wording.RELATIONS[fact.type]}</b>", cited[fact.object]))
    if isinstance(fact, Target):
        return _target(fact)
    return _assignment(fact) if isinstance(fact, Assignment) else escaped(summary(mark))


def _citation(c: Citation, address: str | None) -> str:
    known = (
        ("Ngày", wording.day(c.date) if c.date else None),
        ("Cơ quan ban hành", body(c.issuer) if c.issuer else None),
        ("Tên gọi", c.name if c.symbol else None),
        ("Vị trí viện dẫn", "; ".join(locator(place.article, place.clause, place.point) for place in c.locator or ())),
        ("Mã văn bản", c.document_id),
        ("Tại mục", c.section),
    )
    shown = f'<a href="{escaped(address)}">{escaped(name(c))}</a>' if address else escaped(name(c))
    return f"<b>{shown}</b>{_fields(known, c.inferred)}"


def _target(t: Target) -> str:
    known = (("Thời hạn" if t.status == "target" else "Thời điểm", due(t.deadline, t.deadline_text)), ("Tại mục", t.section))
    return f"<b>{escaped(t.indicator)}</b>: {escaped(amount(t))} <small>({STATUS[t.status]})</small>{_fields(known, t.inferred)}"


def _assignment(a: Assignment) -> str:
    known = (
        ("Phối hợp", "; ".join(a.with_)),
        ("Sản phẩm", a.product),
        ("Thời hạn", due(a.deadline, a.deadline_text)),
        ("Chu kỳ", wording.RECURRENCE.get(a.recurrence or "")),
        ("Tại mục", a.section),
    )
    return f"<b>{escaped(body(a.body))}</b> <small>({ROLES[a.role]})</small>: {escaped(a.action)}{_fields(known, a.inferred)}"


def _warning(w: Warning) -> str:
    quote = f": “{escaped(short(w.span.quote))}”" if w.span else ""
    return f"<b>{escaped(wording.WARNINGS.get(w.code, w.code))}</b>{quote}"


def _fields(known: Iterable[tuple[str, str | None]], inferred: tuple[str, ...]) -> str:
    rows = "".join(f"<dt>{name}</dt><dd>{escaped(value)}</dd>" for name, value in known if value)
    return (f"<dl>{rows}</dl>" if rows else "") + _inferred(inferred)


def _inferred(names: tuple[str, ...]) -> str:
    return f'<p class="inferred">Suy ra: {escaped(", ".join(INFERRED.get(name, name) for name in names))}</p>' if names else ""
