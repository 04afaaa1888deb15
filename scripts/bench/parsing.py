"""Whole documents, beside underthesea (words; names by its CRF) and a spaCy pipeline that looks for the vocabulary of our tables.

underthesea is given line after line, as it wants sentences. spaCy's tokenizer is that of "xx": that of "vi" needs pyvi, and without it parts words at blanks
alone, so that a name before a comma would not be found.
"""

from collections.abc import Callable, Iterator

from bench import texts
from bench.common import Reader, note, pinned, race, there, title

SIZE = 60_000
ROUNDS = 5


def ours() -> Callable[[str], int]:
    from vanban import parse_text

    layers = ("sections", "citations", "relations", "targets", "assignments", "warnings")

    def found(text: str) -> int:
        document = parse_text(text)
        return len(document.header.spans) + sum(len(getattr(document, layer)) for layer in layers)

    return found


def words() -> Callable[[str], int]:
    from underthesea import word_tokenize

    return lambda text: sum(len(word_tokenize(line)) for line in text.splitlines() if line.strip())


def names() -> Callable[[str], int]:
    from underthesea import ner

    return lambda text: sum(word[-1].startswith("B-") for line in text.splitlines() if line.strip() for word in ner(line))


def phrases() -> Callable[[str], int]:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("xx")
    nlp.max_length = 10**8
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [nlp.make_doc(name) for name in vocabulary()])
    return lambda text: len(matcher(nlp(text)))


def vocabulary() -> list[str]:
    """The names of our tables: kinds of document, bodies, organs, institutions, provinces, districts and communes."""
    from vanban import lexicon

    found = [name for kind in lexicon.doc_types() for name in kind.names]
    found += [name for value in lexicon.table("bodies").values() for name in _strings(value)]
    found += [organ.issuer for organ in lexicon.organs().values() if organ.issuer]
    found += [one.name for one in lexicon.institutions()] + [p.name for p in lexicon.provinces().values()] + [unit.name for unit in lexicon.all_units()]
    return sorted(set(found))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


PROGRAMS = {
    "vanban": ours,
    "underthesea, word_tokenize": words,
    "underthesea, ner": names,
    "spaCy, PhraseMatcher": phrases,
}


def measure(size: int = SIZE, rounds: int = ROUNDS) -> None:
    title("Parsing")
    read = texts.long(size, rounds + 1)
    loaded = ((name, there(load, name)) for name, load in PROGRAMS.items())
    race([Reader(name, read, find) for name, find in loaded if find], rounds, "facts")
    note(
        f"The same texts of {size / 1000:.0f} kB for all, each read once; medians of {rounds} rounds. Facts: those of the record; words; names; phrases, of"
        f" {len(vocabulary()):,}."
    )


def main(arguments: list[str]) -> None:
    pinned()
    measure()
