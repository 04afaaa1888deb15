"""How fast vanban is: ratios measured in one run, on one core, by programs that take turns.

usage: python scripts/bench [PART …]
       python scripts/bench PART ARGUMENT …

Without words, all parts but the heavy ones:
  citations   citations of 86 kB documents, beside eyecite
  parsing     whole documents, beside underthesea and spaCy with the same vocabulary
  floor       each layer beside one pass of `re` over the same text
  growth      seconds a megabyte, by layer, from 10 kB to 10 MB
  startup     commands, imports, one page
  store       building and questions, beside plain SQLite
  pdf         PDF files, beside pdfplumber and pdfminer.six   [FILE.pdf …]
  memory      peaks of processes that read PDF files, beside pdfplumber
Only when named:
  ocr         scans, beside tesseract and ocrmypdf
  linking     a simulated country, beside its truth            (see linking --help)
  building    memory of a build while it goes on               (see building --help)
  jobs        a build by cores and jobs                        (see jobs --help)
  web         pages for several readers at once                (see web --help)

Tables are printed as Markdown. What is not installed is named, and the rest is done; `pip install "vanban[bench]"` brings what pip can.
"""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:] = [str(ROOT / "src"), str(ROOT / "scripts"), str(ROOT / "tests"), *(place for place in sys.path if Path(place).resolve() != HERE)]

LIGHT = ("citations", "parsing", "floor", "growth", "startup", "store", "pdf", "memory")
HEAVY = ("ocr", "linking", "building", "jobs", "web")


def main() -> None:
    words = sys.argv[1:]
    if words and words[0] not in LIGHT + HEAVY:
        raise SystemExit(__doc__ if words[0] in ("-h", "--help") else f"there is no part {words[0]}; the parts are {', '.join(LIGHT + HEAVY)}")
    os.environ["PYTHONPATH"] = str(ROOT / "src")  # processes that are started from here measure this vanban too
    parts = words if set(words) <= {*LIGHT, *HEAVY} else words[:1]
    for part in parts or LIGHT:
        gc.collect()
        gc.freeze()  # what is left of one part shall not be looked through in the time of the next
        import_module(f"bench.{part}").main(words[len(parts) :])


if __name__ == "__main__":
    main()
