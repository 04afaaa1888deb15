"""Citations alone, cleaning included, beside eyecite: each program reads documents of 86 kB in its own language."""

import logging
from collections.abc import Callable, Iterator

from bench import texts
from bench.common import ROOT, Reader, note, pinned, race, there, title
from bench.opinions import opinion

SIZE = 86_000
ROUNDS = 5
STEPS = ["all_whitespace", "underscores"]


def eyecite(hyperscan: bool) -> Callable[[str], int]:
    from eyecite import clean_text, get_citations
    from eyecite.tokenizers import HyperscanTokenizer, default_tokenizer

    logging.getLogger("eyecite").setLevel(logging.ERROR)  # it tells of citations that overlap
    tokenizer = default_tokenizer
    if hyperscan:
        import hyperscan as _  # noqa: F401 (eyecite asks for it when it reads)

        cache = ROOT / "out" / "hyperscan"
        cache.mkdir(parents=True, exist_ok=True)
        tokenizer = HyperscanTokenizer(cache_dir=str(cache))
    return lambda text: len(get_citations(clean_text(text, STEPS), tokenizer=tokenizer))


def readers(size: int, rounds: int, hyperscan: bool) -> Iterator[Reader]:
    from bench.layers import mentions, settled

    vietnamese, english = texts.long(size, rounds + 1), [opinion(seed, size) for seed in range(rounds + 1)]
    yield Reader("vanban", vietnamese, mentions)
    for name, fast in (("eyecite, default", False), ("eyecite, hyperscan", True))[: 1 + hyperscan]:
        if find := there(lambda fast=fast: eyecite(fast), name):  # type: ignore[misc]
            yield Reader(name, english, find)
    yield Reader("vanban, settled", vietnamese, settled)


def measure(size: int = SIZE, rounds: int = ROUNDS, hyperscan: bool = True) -> None:
    title("Citations")
    race(list(readers(size, rounds, hyperscan)), rounds, "citations")
    note(f"Documents of {size / 1000:.0f} kB, each read once; medians of {rounds} rounds. vanban: layout and mentions; settled: with sections, header and ids.")


def main(arguments: list[str]) -> None:
    pinned()
    measure()
