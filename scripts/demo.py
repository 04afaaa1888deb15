"""Install vanban into `.venv`, build the demonstration corpus, and show which plans implement Directive 21-CT/TW, from the centre down to communes.

usage: python3 scripts/demo.py
"""

import subprocess
import sys

import env

OUT = env.ROOT / "out"
CORPUS = env.ROOT / "corpora" / "demo"


def main() -> None:
    interpreter = env.python()

    def vanban(*arguments: str) -> None:
        if subprocess.run([interpreter, "-m", "vanban", *arguments], cwd=env.ROOT).returncode:
            sys.exit(1)

    OUT.mkdir(exist_ok=True)
    store, records, graph, annex, workbook = (OUT / name for name in ("demo.db", "records", "graph.graphml", "checklist.docx", "tasks.xlsx"))
    vanban("build", str(CORPUS), "--db", str(store), "--format", "table")
    vanban("parse", *map(str, sorted(CORPUS.glob("*.txt"))), "--out", str(records))
    vanban("export", "--to", "graphml", "--out", str(graph), "--db", str(store))
    vanban("tasks", "27/KH-UBND", "--out", str(annex), "--db", str(store))
    vanban("tasks", "21-CT/TW", "--date", "2023", "--below", "--out", str(workbook), "--db", str(store))
    print("\nWhich plans implement 21-CT/TW? (of 2023: another directive of 2018 has the same number)\n", flush=True)
    vanban("plans", "21-CT/TW", "--date", "2023", "--format", "table", "--db", str(store))
    print(f"\nrecords    {records}/*.json\ngraph      {graph}\nchecklists {annex} (tasks of 27/KH-UBND), {workbook} (of 21-CT/TW and all plans below it)")
    print(f"store      {store}\npages      {interpreter} -m vanban serve --db {store}")


if __name__ == "__main__":
    main()
