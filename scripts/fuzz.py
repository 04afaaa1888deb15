"""Look for files and texts that break the parser or a reader: atheris changes good ones, guided by what code they reach.

usage: python scripts/fuzz.py TARGET [--seconds N] [--seed N]
TARGET is one of tests/targets.py, or "grammar": texts that Hypothesis builds from the forms of documents. Needs `pip install -e .[fuzz]`.
What was learned stays in out/fuzz/TARGET/learned for the next run. A finding is written to out/fuzz/TARGET and its trace printed: mend the cause, and keep
the file (made small) in tests/data/findings/TARGET, where tests/test_findings.py runs over it.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import atheris

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out" / "fuzz"
sys.path.insert(0, str(ROOT / "tests"))

with atheris.instrument_imports(include=["vanban"]):
    import vanban.cli.commands  # noqa: F401 (with all that it loads)
    from targets import FINDINGS, TARGETS, TASKED
    from vanban.readers import READERS, reader

    for suffix in READERS:
        reader(suffix)

DEMO = sorted((ROOT / "corpora" / "demo").glob("*.txt"))
PAGES = ROOT / "tests" / "data" / "pages"
_SIZE = 8_000  # characters of a text to begin with, and bytes of what is made of it
_LONGEST = 100_000
_SLOW = 30  # seconds that one input may take, under instrumentation


def texts() -> Iterator[str]:
    """Pieces of the corpus: the head, the middle and the end of each document."""
    for path in DEMO:
        text = path.read_text(encoding="utf-8")
        middle = len(text) // 2
        yield from (text[:_SIZE], text[middle : middle + _SIZE], text[-_SIZE:])


def seeds(target: str) -> Iterator[bytes]:
    """Good files for a target to begin with, and what was found before."""
    yield from (path.read_bytes() for path in sorted((FINDINGS / target).glob("*")))
    yield from SEEDS[target]() if target in SEEDS else ()


def _of_txt() -> Iterator[bytes]:
    from test_legacy import TCVN3, VIQR, VNI, typed

    for text in texts():
        yield from (text.encode(), text.encode("utf-16"), text.encode().decode("latin-1").encode())
        yield from (typed(text, charset).encode("latin-1", "replace") for charset in (TCVN3, VNI, VIQR))


def _of_docx() -> Iterator[bytes]:
    from forms import to_docx
    from test_docx import office_document, saved

    yield saved(office_document())
    for text in list(texts())[::9]:
        yield to_docx(text, OUT / "seed.docx").read_bytes()


def _of_pdf() -> Iterator[bytes]:
    from papers import HAS_FONTS, Paper
    from test_hostile_pdf import FILES, GIVEN_UP

    yield from (data for data, end in FILES.values() if len(data) < _LONGEST and GIVEN_UP not in end)  # what workers end would end the fuzzer
    if HAS_FONTS:
        for text in list(texts())[::9]:
            yield Paper().lines(85, 60, text.split("\n")[:35]).table([85, 200, 300], [700, 750, 800], [["TT", "Nội dung"], ["1", "x"]]).data()


def _of_pages(*endings: str) -> Iterator[bytes]:
    yield from (path.read_bytes() for path in sorted(PAGES.iterdir()) if path.suffix in endings)


def _of_pictures() -> Iterator[bytes]:
    import PIL.Image

    for form in ("PNG", "JPEG", "TIFF", "WEBP", "BMP"):
        for mode in ("1", "L", "RGB") if form != "WEBP" else ("RGB", "RGBA"):
            out = io.BytesIO()
            PIL.Image.new("L", (40, 60), 200).convert(mode).save(out, form)
            yield out.getvalue()


def _of_workbooks() -> Iterator[bytes]:
    from checklists import TITLES, row
    from vanban.checklist import write
    from vanban.checklist.about import About

    ids = [f"{TASKED.id}#{assignment.id}" for assignment in TASKED.assignments]
    yield write("xlsx", [row(n, id=id, deadline="2026-12-31") for n, id in enumerate(ids, 1)], TITLES, About("Danh sách", None, None))


SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "parser": lambda: (text.encode() for text in texts()),
    "txt": _of_txt,
    "docx": _of_docx,
    "pdf": _of_pdf,
    "html": lambda: _of_pages(".html", ".htm"),
    "mht": lambda: _of_pages(".mht"),
    "picture": _of_pictures,
    "workbook": _of_workbooks,
}


# How inputs are changed where bytes alone would seldom stay what they are.


def mutated_package(data: bytes, longest: int, seed: int) -> bytes:
    """The ZIP archive with one of its parts changed; now and then its bytes as they are."""
    random = Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        chosen = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    except Exception:  # what the fuzzer made is no archive that zipfile can read
        return bytes(atheris.Mutate(data, longest))
    if random.random() < 0.1:
        return bytes(atheris.Mutate(data, longest))
    parts[chosen] = bytes(atheris.Mutate(parts[chosen], len(parts[chosen]) + 200))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()[:longest]


def mutated_text(data: bytes, longest: int, seed: int) -> bytes:
    """The text as the fuzzer would change it, or with what befalls texts on their way, or with a piece of another."""
    from damage import DAMAGES, damaged

    random = Random(seed)
    if random.random() < 0.4:
        return bytes(atheris.Mutate(data, longest))
    text = data.decode("utf-8", "replace")
    if random.random() < 0.5:
        at = random.randrange(len(text) + 1)
        other = random.choice(_POOL)
        start = random.randrange(len(other))
        text = text[:at] + other[start : start + random.randint(1, 300)] + text[at:]
    else:
        text = damaged(text, [random.choice(sorted(DAMAGES))], seed)
    return text.encode("utf-8", "surrogatepass")[:longest]


_POOL = list(texts())
MUTATORS = {"docx": mutated_package, "workbook": mutated_package, "parser": mutated_text}


def of_grammar() -> Callable[[bytes], None]:
    """The fuzzer chooses for Hypothesis."""
    from hypothesis import given

    from grammar import texts as written
    from soundness import sound

    @given(written)
    def holds(text: str) -> None:
        sound(text)

    return lambda data: holds.hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined, no-any-return]


def words() -> set[bytes]:
    """What the parser and the readers know, for the dictionary of the fuzzer: the words of their data."""
    data = (path.read_text(encoding="utf-8") for part in ("lexicon", "readers") for path in (ROOT / "src" / "vanban" / part).rglob("*.toml"))
    return {word.encode() for text in data for word in re.findall(r'"([^"\\\n]{2,40})"', text)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    arguments.add_argument("target", choices=[*TARGETS, "grammar"])
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    folder = OUT / given.target
    for part in ("seeds", "learned"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(seeds(given.target)):
        (folder / "seeds" / f"{n:03}").write_bytes(data)
    listed = folder / "words"
    listed.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in sorted(words())))
    options = [
        sys.argv[0], str(folder / "learned"), str(folder / "seeds"), f"-dict={listed}", f"-artifact_prefix={folder}/", f"-max_total_time={given.seconds}",
        f"-seed={given.seed}", f"-max_len={_LONGEST}", f"-timeout={_SLOW}", "-rss_limit_mb=4000", "-print_final_stats=1",
    ]  # fmt: skip
    mutator = MUTATORS.get(given.target)
    atheris.Setup(options, of_grammar() if given.target == "grammar" else TARGETS[given.target], **({"custom_mutator": mutator} if mutator else {}))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
