"""The facts of a document as lists: each with its values, and a link to where it stands in the text and on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vanban import lexicon, wording
from vanban.export.html.words import FIELDS, INFERRED, NAMES, ROLES, STATUS, Say, amount, body, due, escaped, locator, name, short, summary
from vanban.marks import LAYERS, Layer, Mark
from vanban.model import Assignment, Citation, Document, Relation, Section, Target, Warning


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document's facts.

    `on`: the page on which a fact stands, by its id; `links`: the addresses of cited documents, by the citation's id; `say` translates what is ours.
    """

    document: Document
    by_layer: Mapping[Layer, list[Mark]]
    on: Mapping[str, int]
    links: Mapping[str, str]
    say: Say

    def __iter__(self) -> Iterator[str]:
        """A list for each layer."""
        yield self._list("header", 1, self._header())
        cited = {"self": self.say("Văn bản này")} | {c.id: _link(c.id, name(c)) for c in self.document.citations}
        for layer in LAYERS[1:-1]:
            items = [self._item(mark, self._values(mark, cited)) for mark in self.by_layer[layer]]
            yield self._list(layer, len(items), f"<ol>\n{''.join(items)}</ol>\n")
        ids = {id(mark.fact): mark for mark in self.by_layer["warnings"]}
        items = [self._item(ids.get(id(warning)), self._warning(warning)) for warning in self.document.warnings]
        yield self._list("warnings", len(items), f"<ol>\n{''.join(items)}</ol>\n")

    def _list(self, layer: Layer, count: int, content: str) -> str:
        shown = content if count else f"<p>{self.say('Không có.')}</p>\n"
        return f'<details id="list-{layer}" class="{layer}" open>\n<summary><h2>{self.say(NAMES[layer])}</h2></summary>\n{shown}</details>\n'

    def _item(self, mark: Mark | None, content: str) -> str:
        if mark is None:
            return f"<li>{content}</li>\n"
        depth = f' style="--depth:{mark.fact.path.count("/")}"' if isinstance(mark.fact, Section) else ""
        return f'<li id="f-{escaped(mark.id)}"{depth}>{_link(mark.id, mark.id)} {self._paper(mark)}{content}</li>\n'

    def _paper(self, mark: Mark) -> str:
        """A link to the place on the page, where there are pages. Sections have no box."""
        if mark.id not in self.on or mark.layer == "sections":
            return ""
        return f'<a class="paper" href="#b-{escaped(mark.id)}">{self.say("tr.")} {self.on[mark.id]}</a> '

    def _header(self) -> str:
        """The document's data as a table: field, value with its place."""
        h, found = self.document.header, self.by_layer["header"]
        at = {mark.label: mark for mark in found if mark.fact is h}
        kind = lexicon.type_name(h.doc_type) if h.doc_type else None
        values = (
            ("symbol", h.symbol),
            (None, kind or h.doc_type),
            ("issuer", body(h.issuer, self.say) if h.issuer else None),
            ("place", h.place),
            ("date", wording.day(h.date) if h.date else None),
            ("title", h.title),
        )
        rows = [self._row(FIELDS[name] if name else "Loại văn bản", value, at.get(name or "")) for name, value in values]
        rows += [self._rows(FIELDS[label], [mark for mark in found if mark.label == label]) for label in ("signer", "recipient")]
        rows.append(self._row("Tỉnh, thành phố", self.document.province, None))
        return f"<table>\n{''.join(rows)}</table>\n{self._inferred(h.inferred)}\n"

    def _row(self, name: str, value: str | None, mark: Mark | None) -> str:
        anchor = f' id="f-{escaped(mark.id)}"' if mark else ""
        words = escaped(value) if value else self._none()
        link = f" {_link(mark.id, mark.id)} {self._paper(mark)}" if mark else ""
        return f'<tr{anchor}><th scope="row">{self.say(name)}</th><td>{words}{link}</td></tr>\n'

    def _rows(self, name: str, found: list[Mark]) -> str:
        """A row for several marks, each on its line."""
        lines = "".join(
            f'<div id="f-{escaped(mark.id)}">{escaped(summary(mark, self.say))} {_link(mark.id, mark.id)} {self._paper(mark)}</div>' for mark in found
        )
        return f'<tr><th scope="row">{self.say(name)}</th><td>{lines or self._none()}</td></tr>\n'

    def _none(self) -> str:
        return f"<i>{self.say('không có')}</i>"

    def _values(self, mark: Mark, cited: Mapping[str, str]) -> str:
        """What is known of a fact: its name, then its fields. `cited` has the documents that relations speak of, as links."""
        fact = mark.fact
        if isinstance(fact, Section):
            return escaped(f"{fact.label} {fact.heading or short(fact.span.quote[len(fact.label) :])}")
        if isinstance(fact, Citation):
            return self._citation(fact)
        if isinstance(fact, Relation):
            return " ".join((cited[fact.subject], f"<b>{self.say(wording.RELATIONS[fact.type])}</b>", cited[fact.object]))
        if isinstance(fact, Target):
            return self._target(fact)
        return self._assignment(fact) if isinstance(fact, Assignment) else escaped(summary(mark, self.say))

    def _citation(self, c: Citation) -> str:
        known = (
            ("Ngày", wording.day(c.date) if c.date else None),
            ("Cơ quan ban hành", body(c.issuer, self.say) if c.issuer else None),
            ("Tên gọi", c.name if c.symbol else None),
            ("Vị trí viện dẫn", "; ".join(locator(place.article, place.clause, place.point) for place in c.locator or ())),
            ("Mã văn bản", c.document_id),
            ("Tại mục", c.section),
        )
        address = self.links.get(c.id)
        shown = f'<a href="{escaped(address)}">{escaped(name(c))}</a>' if address else escaped(name(c))
        return f"<b>{shown}</b>{self._fields(known, c.inferred)}"

    def _target(self, t: Target) -> str:
        known = (("Thời hạn" if t.status == "target" else "Thời điểm", due(t.deadline, t.deadline_text)), ("Tại mục", t.section))
        status = self.say(STATUS[t.status])
        return f"<b>{escaped(t.indicator)}</b>: {escaped(amount(t))} <small>({status})</small>{self._fields(known, t.inferred)}"

    def _assignment(self, a: Assignment) -> str:
        known = (
            ("Phối hợp", "; ".join(a.with_)),
            ("Sản phẩm", a.product),
            ("Thời hạn", due(a.deadline, a.deadline_text)),
            ("Chu kỳ", self.say(wording.RECURRENCE[a.recurrence]) if a.recurrence else None),
            ("Tại mục", a.section),
        )
        role = self.say(ROLES[a.role])
        return f"<b>{escaped(body(a.body, self.say))}</b> <small>({role})</small>: {escaped(a.action)}{self._fields(known, a.inferred)}"

    def _warning(self, w: Warning) -> str:
        quote = f": “{escaped(short(w.span.quote))}”" if w.span else ""
        return f"<b>{escaped(self.say(wording.WARNINGS.get(w.code, w.code)))}</b>{quote}"

    def _fields(self, known: Iterable[tuple[str, str | None]], inferred: tuple[str, ...]) -> str:
        rows = "".join(f"<dt>{self.say(name)}</dt><dd>{escaped(value)}</dd>" for name, value in known if value)
        return (f"<dl>{rows}</dl>" if rows else "") + self._inferred(inferred)

    def _inferred(self, names: tuple[str, ...]) -> str:
        told = ", ".join(self.say(INFERRED.get(name, name)) for name in names)
        return f'<p class="inferred">{self.say("Suy ra:")} {escaped(told)}</p>' if names else ""


def _link(id: str, words: str) -> str:
    return f'<a href="#{escaped(id)}">{escaped(words)}</a>'
