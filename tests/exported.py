"""What the tests of exports share: stores with a demonstration corpus, and with documents that mean harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import SECRETARIAT, make, party, rich
from vanban.model import Body, Document, FactBox, Header, Locator, Origin, Recipient, Section, Signer, Span, Target
from vanban.pipeline import parse
from vanban.places import Page
from vanban.readers import read
from vanban.store import Store

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
HOSTILE = (
    '=HYPERLINK("http://x","a")',
    "@SUM(1)",
    "'+1",
    "''-2",
    "\t=1+1",
    "＝1+1",
    "]]><script>alert(1)</script><!-- & -->",
    'quote " and comma , and\r\nnew line and \r alone',
    "form\ffeed, bell\x07, nul\x00, not a character\ufffe\uffff",
    "\u202egpj.exe\u202c \u200b\u2066x\u2069",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the first plane 🇻🇳",
    "",
    "   ",
    "x" * 40_000,
)
"""Words that would be something else than words in one format or another."""


def hostile() -> list[Document]:
    """Documents whose every field says what it should not."""
    documents = []
    for n, words in enumerate(HOSTILE):
        text = f"Số {words} về {words}\n{words}"
        span = Span(3, 3 + len(words), words)
        document = rich()
        body = Body(words, f"vn/{words[:99]}", "province", words)
        header = Header(
            words, words, words[:9], body, words, "2024-02-30", words, (Signer(words, words, span),), (Recipient(words, span),), {"title": span}, (words,)
        )
        documents.append(
            replace(
                document,
                id=f"vn/../../{words[:99]}/{n}",
                text=text,
                source=Origin(words, words, "0" * 64, None, "official", None, words, words),
                header=header,
                province=words,
                sections=(Section(words, words, words, span, None), Section(f"{words}/1", words, None, span, words)),
                citations=tuple(
                    replace(c, span=span, symbol=words, name=words, issuer=body, locator=(Locator(words, words),), section=words) for c in document.citations
                ),
                relations=tuple(replace(r, evidence=span) for r in document.relations),
                targets=tuple(replace(t, span=span, indicator=words, unit=words, deadline=words, deadline_text=words) for t in document.targets),
                assignments=tuple(replace(a, span=span, body=body, action=words, with_=(words, ""), product=words) for a in document.assignments),
                warnings=tuple(replace(w, message=words, span=w.span and span) for w in document.warnings),
                pages=(Page(1, 0, len(text), 595.2, 841.9, 0.5, (words, ""), 90, 0.25),),
                boxes=(FactBox("c1", 1, 1.5, 2.0, 3.25, 4.0),),
            )
        )
    return documents


def stored(path: Path) -> Store:
    """A few documents that cite each other: one read from two files, one read as a report too, targets of every kind."""
    store = Store(path)
    cites = ({"symbol": "21-CT/TW", "date": "2023-05-04", "issuer": SECRETARIAT}, {"symbol": "184-KH/TU", "date": "2023-06-27", "issuer": party("Lai Châu")})
    plan = make("1-KH/TU", "2024-01-01", party("Sơn La"), title="Thực hiện Chỉ thị", cites=cites, says=(("self", "implements", "c1"), ("self", "cites", "c2")))
    store.add([plan], "a")
    store.add([make("1-KH/TU", "2024-01-01", party("Sơn La"), title="Thực hiện Chỉ thị", cites=cites[:1], extra="bản sao")], "a2")
    store.add([rich()], "b")
    report = make("184-KH/TU", "2023-06-27", party("Lai Châu"), kind="report", name="a-report.html", extra="tin")
    store.add([replace(report, targets=(Target("t1", report.header.spans["symbol"], "x", "~", 1e21, None, None, "annual", "hằng năm", "target"),))], "a-report")
    store.link()
    return store


def demo(path: Path | str) -> Store:
    store = Store(path)
    for file in sorted(DEMO.glob("*.txt")):
        store.add([parse(read(file))], str(file))
    store.link()
    return store
