"""What one text says of one document, be it the text itself or another that it cites: the facts on which identity is decided."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from vanban import lexicon, symbols, units
from vanban.identity.facts import Facts
from vanban.model import Body, Level
from vanban.text import fold, plain


@dataclass(frozen=True)
class Mention:
    """One text's words on one document, as read; the properties are their comparable forms.

    `rank`: 2 the text is the document, 1 it reports on it, 0 it cites it. `home` is the province (else the id) of the text, `cited_on` its date,
    `subject` its words on what the document is about (trích yếu). `confirmed` and `refused` are ids of documents that a person said it is, or is not.
    `unsure`: the issuer's province was inferred, and may be one that has merged into it since.
    """

    symbol: str | None = None
    doc_type: str | None = None
    date: str | None = None
    issuer: Body | None = None
    name: str | None = None
    title: str | None = None
    document_id: str | None = None
    rank: int = 0
    home: str | None = None
    cited_on: str | None = None
    subject: str | None = None
    confirmed: str | None = None
    refused: tuple[str, ...] = ()
    unsure: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What the document may be looked up by; mentions without a common key are never the same. Empty when the words name no certain document.

        A symbol's key is number and kind alone, since an id holds no more: all mentions that may claim one id have a key in common.
        """
        symbol, law = symbols.number_key(self.symbol) or plain(self.symbol or ""), self._law
        if symbol or law:
            numbered = _NUMBER_IN_ID.search(self.document_id or "")
            return tuple(dict.fromkeys(key for key in (symbol, law, numbered and numbered[1]) if key))
        if self.document_id:
            return (f"id|{self.document_id}",)
        return (f"named|{self.doc_type}|{fold(self.name)}|{self.scope}",) if self.name else ()

    @property
    def province(self) -> str | None:
        """The province of the issuer."""
        return self.issuer.province if self.issuer else None

    @property
    def loose(self) -> Mention:
        """The mention without the province that was inferred."""
        return replace(self, issuer=self.issuer and replace(self.issuer, id=None, province=None), document_id=None)

    @property
    def essential(self) -> Mention:
        """The mention without what its text adds around it, where that cannot matter: a full identity is decided by nothing else."""
        if self.document_id and self.facts.date and not self.refused and not self.unsure:
            return replace(self, home=None, cited_on=None, subject=None)
        return replace(self, home=None) if self._level in ("central", "ministry") else self

    @cached_property
    def facts(self) -> Facts:
        """The facts that tell documents apart. Central organs and ministries have no province, whatever was read around them."""
        level = self._level
        key = symbols.key(self.symbol)
        if level in ("central", "ministry"):
            return Facts(key, self._law, self._date, level, None, None, None)
        province = fold(self.province) if self.province else None
        kind = units.shared_kind(self.issuer.text, level, self.issuer.province) if self.issuer else None
        return Facts(key, self._law, self._date, level, province, self._unit, kind)

    @property
    def _kind(self) -> lexicon.DocType | None:
        return lexicon.doc_type(self.doc_type) if self.doc_type else None

    @property
    def _law(self) -> str | None:
        """Laws, codes and ordinances are known by their names: "Luật Đất đai năm 2013" → "L|đất đai"."""
        kind = self._kind
        if kind is None or kind.family != "law" or not self.name:
            return None
        name = _YEAR.sub("", fold(self.name))
        for word in sorted(map(fold, kind.names), key=len, reverse=True):
            name = name.removeprefix(f"{word} ")
        return f"{kind.code}|{name}"

    @property
    def _level(self) -> Level | None:
        symbol = symbols.parse(self.symbol) if self.symbol else None
        organ = lexicon.organ(symbol.organ) if symbol else None
        if organ and organ.level in ("central", "ministry"):
            return organ.level
        if self._kind and self._kind.family == "law":
            return "central"
        return (self.issuer.level if self.issuer else None) or (organ.level if organ else None)

    @property
    def _date(self) -> str | None:
        """The date, else the year that the symbol, the name or the id holds."""
        if self.date and _DATE.fullmatch(self.date):
            return self.date
        symbol = symbols.parse(self.symbol) if self.symbol else None
        named = _YEAR.search(fold(self.name)) if self.name else None
        # A plan known by what it implements has the year of that in its id where it has no date itself.
        placed = _PLACED_ID.fullmatch(self.document_id or "") if "~" not in (self.document_id or "") else None
        return (symbol.year if symbol else None) or (named[1] if named else None) or (placed["year"] if placed else None)

    @property
    def _unit(self) -> str | None:
        """Where the issuer stands; of a school or company, itself: a province has many of them under one code."""
        placed = _PLACED_ID.fullmatch(self.document_id or "")
        body = (self.issuer.id if self.issuer else None) or (placed["issuer"] if placed else None)
        return body if body is None or self._level == "unit" else body.rsplit("/", 1)[0]

    @property
    def scope(self) -> str:
        """Where a document known by its name alone belongs: two provinces may each have a "Đề án phát triển du lịch"; national strategies are one."""
        if self._level in ("central", "ministry") or (self._kind and self._kind.family == "named"):
            return ""
        return fold(self.province or self.home or "")


_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEAR = re.compile(r"\s*\(?\bnăm ((?:19|20)\d\d)\)?$")
_NUMBER_IN_ID = re.compile(r"/(\d[\d.]*[a-z]{0,2}-[a-z]+)[^/]*$")
_PLACED_ID = re.compile(r"(?P<issuer>.+)/(?P<year>(?:19|20)\d\d)/[^/]+")
