"""The terms of the linked data: those of others, and what is ours because nobody has a word for it.

Of others: the ELI ontology and schema.org's Legislation for the documents and what they do to each other, PROV-O for where a text came from, the Web Annotation
vocabulary for where a fact stands. `eli:implements` and `legislationApplies` are not used: they are links without legal meaning, and a plan that carries a
directive out is bound by it, which `eli:ensures_implementation_of` says. Nor is `legislationTransposes`, which is for directives of the European Union.
A document that replaces another repeals it in ELI; Dublin Core says what it does besides.

Ours (`urn:vanban:term:`), all under the names that the fields of the record have: classes HeaderField, Signer, Recipient, Section, Citation, Relation, Target
(chỉ tiêu, kết quả), Assignment (phân công), Warning, each the body of an annotation; Header, Body (cơ quan) and Locator (điều, khoản, điểm) within them; and of
a document that was read `fact`, its annotations. `guides` (hướng dẫn) is the one relation of documents that no other vocabulary has.
"""

from __future__ import annotations

from typing import Any

TERM = "urn:vanban:term:"
TYPE = "urn:vanban:type:"
PROGRAM = "urn:vanban:program:"
VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"

RELATIONS = {
    "implements": ("eli:ensures_implementation_of", "schema:legislationEnsuresImplementationOf"),
    "basis": ("eli:based_on",),
    "amends": ("eli:amends", "schema:legislationAmends", "schema:legislationChanges"),
    "replaces": ("eli:repeals", "dct:replaces", "schema:legislationRepeals", "schema:legislationChanges"),
    "repeals": ("eli:repeals", "schema:legislationRepeals", "schema:legislationChanges"),
    "guides": ("guides",),
    "cites": ("eli:cites", "schema:citation"),
}
"""Type of relation → what it is called. A document of which only some articles are ended is amended."""
PARTLY = {"replaces": "amends", "repeals": "amends"}

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": TERM,
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
} | {name: {"@id": TERM + name if ":" not in name else name, "@type": "@id"} for names in RELATIONS.values() for name in names}
"""What the names mean; nothing has to be fetched to read them."""
