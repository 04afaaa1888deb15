"""Documents made by hand for the tests of everything above the parser."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from vanban import symbols
from vanban.model import SCHEMA, Assignment, Body, Citation, Document, Header, Level, Locator, Origin, Relation, Section, Span, Target, Warning
from vanban.text import slug

SECRETARIAT = Body("Ban Bí thư", "vn/tw", "central")


def party(province: str, level: Level = "province", unit: str | None = None) -> Body:
    """A Tỉnh ủy, or the Huyện ủy of `unit`."""
    if unit:
        return Body(f"Huyện ủy {unit}", f"vn/{slug(province)}/{slug(unit)}/huyen-uy", level, province)
    return Body(f"Tỉnh ủy {province}", f"vn/{slug(province)}/tinh-uy", level, province)


def document_id(symbol: str | None, date: str | None, issuer: Body | None) -> str | None:
    parsed = symbols.parse(symbol) if symbol else None
    if not (parsed and date and issuer and issuer.id):
        return None
    return f"{issuer.id}/{date[:4]}/{parsed.number}-{slug(parsed.doc_type or 'cv')}"


class Writer:
    """Composes a text sentence by sentence, so that every span is true."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + "\n"
        return Span(start, start + len(words), words)


def make(
    symbol: str | None = None,
    date: str | None = None,
    issuer: Body | None = None,
    *,
    title: str | None = None,
    kind: str = "official",
    name: str | None = None,
    id: str | None = None,
    cites: tuple[dict[str, Any], ...] = (),
    says: tuple[tuple[str, str, str], ...] = (),
    tasks: tuple[dict[str, Any], ...] = (),
    extra: str = "",
) -> Document:
    """A document that cites `cites` (fields of Citation, ids c1, c2 …) and states `says` (subject, type, object) about them."""
    writer = Writer()
    head = writer.add(f"Số {symbol} {title or ''} {extra}".strip())
    citations = []
    for n, fields in enumerate(cites, 1):
        quote = writer.add(f"văn bản số {fields.get('symbol') or fields.get('name')} ngày {fields.get('date')}")
        known = {"symbol": None, "doc_type": _type(fields.get("symbol")), "date": None, "issuer": None, "name": None} | fields
        known.setdefault("document_id", document_id(known["symbol"], known["date"], known["issuer"]))
        citations.append(Citation(id=f"c{n}", span=quote, **known))
    relations = tuple(Relation(s, t, o, writer.add(f"{s} {t} {o}")) for s, t, o in says)  # type: ignore[arg-type]
    assignments = tuple(_assignment(n, writer, fields) for n, fields in enumerate(tasks, 1))
    parsed = symbols.parse(symbol) if symbol else None
    made = id or document_id(symbol, date, issuer) or f"vn/unknown/{slug(name or title or 'text')}"
    return Document(
        schema=SCHEMA,
        id=made,
        source=Origin(name or f"{slug(made)}.txt", "text/plain", sha256(writer.text.encode()).hexdigest(), None, kind),  # type: ignore[arg-type]
        text=writer.text,
        province=issuer.province if issuer else None,
        header=Header(symbol, parsed.number if parsed else None, _type(symbol) or ("KH" if title else None), issuer, None, date, title, spans={"symbol": head}),
        sections=(Section("I", "I.", None, head, None),),
        citations=tuple(citations),
        relations=relations,
        assignments=assignments,
    )


def _type(symbol: str | None) -> str | None:
    parsed = symbols.parse(symbol) if symbol else None
    return parsed.doc_type if parsed else None


def _assignment(n: int, writer: Writer, fields: dict[str, Any]) -> Assignment:
    values = {"body": Body("Sở Nội vụ"), "role": "lead", "action": "xây dựng kế hoạch", "section": "I"} | fields
    return Assignment(id=f"a{n}", span=writer.add(f"{values['body'].text} {values['action']}"), **values)


def rich() -> Document:
    """One document with every field of the model filled."""
    base = make("184-KH/TU", "2023-06-27", party("Lai Châu"), title="Thực hiện", cites=({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT},))
    span = base.header.spans["symbol"]
    citation = base.citations[0]
    return Document(
        **{name: getattr(base, name) for name in ("schema", "id", "source", "text", "province", "header", "sections")},
        citations=(Citation("c1", citation.span, "21-CT/TW", "CT", None, None, None, (Locator("5", "2", "a"),), None, "I", ("symbol",)),),
        relations=(Relation("self", "implements", "c1", citation.span),),
        targets=(
            Target("t1", span, "học sinh", ">=", 45.0, None, "%", "2030", "Đến năm 2030", "target", "I", ("deadline",)),
            Target("t2", span, "lao động", "range", 2.5, 3.0, None, None, None, "result"),
        ),
        assignments=(
            Assignment("a1", span, Body("Sở Nội vụ"), "lead", "chủ trì", ("Sở Tài chính",), None, "2030", "Đến năm 2030", "annual", "I", ("deadline",)),
        ),
        warnings=(Warning("date_conflict", "…", span), Warning("encoding_guessed", "…")),
    )
