"""Write tests/golden/*.json: whole records of a few documents, to be read by a person before they are committed. A test holds them.

usage: python scripts/make_golden.py
"""

from pathlib import Path

from vanban.pipeline import parse
from vanban.readers import read
from vanban.records import dumps

ROOT = Path(__file__).resolve().parents[1]
# A Party plan in one column, a State plan with a task table, a news report, a plan with a table of targets by year.
NAMES = ("lai-chau-phong-tho-452-kh-hu-2024", "gia-lai-xa-chu-prong-27-kh-ubnd-2026", "tin-binh-duong-ke-hoach-gdnn-2025", "son-la-51-kh-ubnd-2024")

if __name__ == "__main__":
    for name in NAMES:
        document = parse(read(ROOT / "corpora" / "demo" / f"{name}.txt"))
        (ROOT / "tests" / "golden" / f"{name}.json").write_text(dumps(document, 1) + "\n", encoding="utf-8")
