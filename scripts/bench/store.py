"""The store beside plain SQLite: building beside inserts of exactly the same rows, questions beside one statement that fetches the same rows."""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from bench import texts
from bench.common import note, pinned, table, title, turns
from vanban import ask
from vanban.build import _TOGETHER
from vanban.derived import Derived, derive
from vanban.identity.nodes import Node
from vanban.pipeline import parse_text
from vanban.store import Store

COUNT = 2_000
ROUNDS = 3
ASKED = 20
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"


class Building:
    """Stores of the same documents, and plain files with the rows of the first of them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.documents: list[tuple[str, list[Derived]]] = [(f"{k:06}.txt", [derive(parse_text(text))]) for k, text in enumerate(texts.simulated(count))]
        self.linking: list[float] = []

    def store(self, number: int) -> int:
        with Store(self.folder / f"{number}.db") as store:
            for at in range(0, len(self.documents), _TOGETHER):
                store.add_derived(self.documents[at : at + _TOGETHER])
            start = time.process_time()
            store.link()
            self.linking.append(time.process_time() - start)
        return len(self.documents)

    def prepare(self) -> None:
        """Read the tables of the first store, and all their rows."""
        with closing(sqlite3.connect(self.folder / "0.db")) as first:
            made = first.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'passage_index_%'").fetchall()
            self.schema = ";".join(sql for *_, sql in made)
            names = [name for name, kind, sql in made if kind == "table" and "VIRTUAL" not in sql]
            self.rows = {name: first.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}

    def plain(self, number: int) -> int:
        if not number:
            self.prepare()
        with closing(sqlite3.connect(self.folder / f"plain{number}.db")) as connection:
            connection.executescript(f"{PRAGMAS};{self.schema}")
            connection.execute("PRAGMA defer_foreign_keys=ON")
            for name, rows in self.rows.items():
                if rows:
                    connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
            connection.commit()
        return sum(map(len, self.rows.values()))


def building(folder: Path, count: int, rounds: int) -> None:
    title("Store: building")
    made = Building(folder, count)
    laps = turns({"vanban": made.store, "SQLite": made.plain}, rounds)
    spent = {name: median(lap.seconds for lap in several) for name, several in laps.items()}
    linking = median(made.linking[1:])
    rows = [
        ("rows in (`add_derived`)", f"{count / (spent['vanban'] - linking):,.0f}", f"{(spent['vanban'] - linking) / spent['SQLite']:.2f}"),
        ("linked (`link`)", f"{count / linking:,.0f}", f"{linking / spent['SQLite']:.2f}"),
        ("both", f"{count / spent['vanban']:,.0f}", f"{spent['vanban'] / spent['SQLite']:.2f}"),
        ("plain SQLite, the same rows", f"{count / spent['SQLite']:,.0f}", "1"),
    ]
    table(("", "documents/s", "times the plain seconds"), rows)
    size = sum(file.stat().st_size for file in folder.glob("0.db*")) / 1e6
    note(f"{count:,} simulated documents, parsed before; {laps['SQLite'][0].found:,} rows, {size:.1f} MB with indexes. Medians of {rounds} rounds.")


_BELOW = """
WITH RECURSIVE below(id) AS (
  VALUES (:node) UNION SELECT edge.subject FROM edge JOIN below ON edge.object = below.id AND edge.type = 'implements'
)"""
_STEPS = f"""{_BELOW}
SELECT node.*, edge.object, edge.partial, document.id, statement.start, statement."end", statement.quote
FROM below JOIN edge ON edge.object = below.id AND edge.type = 'implements' JOIN node ON node.id = edge.subject
JOIN statement ON statement.pk = edge.statement JOIN document ON document.pk = edge.document"""
_TARGETS = f"""{_BELOW}
SELECT below.id, json_extract(record.record, '$.targets')
FROM below JOIN standing ON standing.node = below.id JOIN record ON record.document = standing.document"""
_PASSAGES = """
SELECT node.*, passage.*, record.record FROM passage JOIN mention ON mention.document = passage.document AND mention.place = 0
JOIN profile ON profile.pk = mention.profile JOIN node ON node.id = profile.node JOIN record ON record.document = passage.document
WHERE passage.pk IN (SELECT rowid FROM passage_index WHERE passage_index MATCH :words) ORDER BY node.date DESC LIMIT 20"""
WORDS = ("giáo dục", "nghề nghiệp", "du lịch", "tham nhũng", "cải cách hành chính", "chuyển đổi số", "an toàn giao thông", "môi trường")


def questions(store: Store, plain: sqlite3.Connection) -> Iterator[tuple[str, list[Callable[[], int]], list[Callable[[], int]]]]:
    """Each question with what it is asked about, as ours and as plain statements."""
    from vanban.derived.passages import folded

    nodes: list[Node] = [node for node, _ in store.leading(ASKED)]

    def rows(statement: str, **values: str) -> Callable[[], int]:
        return lambda: len(plain.execute(statement, values).fetchall())

    steps = [rows(_STEPS, node=node.id) for node in nodes]
    yield "plans", [lambda node=node: len(ask.plans(store, node)) for node in nodes], steps  # type: ignore[misc]
    yield "coverage", [lambda node=node: len(ask.coverage(store, node, "province")["with"]) for node in nodes], steps  # type: ignore[misc]
    yield "cascade", [lambda node=node: len(ask.cascade(store, node)) for node in nodes], [rows(_TARGETS, node=node.id) for node in nodes]  # type: ignore[misc]
    found = [lambda words=words: len(ask.search(store, f'"{words}"')["documents"]) for words in WORDS]  # type: ignore[misc]
    yield "search", found, [rows(_PASSAGES, words=f'"{folded(words)}"') for words in WORDS]


def each(calls: list[Callable[[], int]]) -> tuple[list[float], int]:
    """Milliseconds of each call, and how much they found together."""
    took, found = list[float](), 0
    for call in calls:
        start = time.process_time()
        found += call()
        took.append(1000 * (time.process_time() - start))
    return took, found


def asking(db: Path, rounds: int) -> None:
    title("Store: questions")
    rows = []
    with Store(db, create=False) as store, closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as plain:
        plain.execute("PRAGMA mmap_size=2147418112")
        for name, ours, theirs in questions(store, plain):
            laps = turns({"vanban": lambda _, calls=ours: each(calls), "SQLite": lambda _, calls=theirs: each(calls)}, rounds)  # type: ignore[misc]
            mine, plainly = ([median(column) for column in zip(*(lap.found[0] for lap in several), strict=True)] for several in laps.values())
            times = median(a / b for a, b in zip(mine, plainly, strict=True))
            counts = (f"{laps[program][0].found[1]:,}" for program in laps)
            rows.append((name, f"{median(mine):.2f}", f"{median(plainly):.2f}", f"{times:.1f}", ", ".join(counts)))
        known = f"{store.counts()['documents']:,}"
    table(("", "vanban, ms", "one SQL statement, ms", "times", "answers, rows"), rows)
    note(f"{known} documents; medians over the {ASKED} documents that most others implement, or {len(WORDS)} phrases. Everything is in the system's memory.")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench store", description=__doc__)
    parser.add_argument("--documents", type=int, default=COUNT)
    parser.add_argument("--db", type=Path, help="ask a store that is there; by default the one that was built")
    given = parser.parse_args(arguments)
    pinned()
    with tempfile.TemporaryDirectory() as scratch:
        if not given.db:
            building(Path(scratch), given.documents, ROUNDS)
        asking(given.db or Path(scratch) / "0.db", ROUNDS)
