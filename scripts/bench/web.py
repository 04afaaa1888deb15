"""How fast pages come when several people read at once: `vanban serve` over a store, clients that each ask for one page after another.

usage: python scripts/bench web --db STORE [--clients 8] [--seconds 60] [--seed 1]

Prints for each kind of page how many were answered, the median, the 95th percentile and the slowest in milliseconds, and every answer that was no page. The
documents, bodies and words asked for are drawn by chance, so that most of these pages are asked for once only; directives are drawn from the 200 that most is
done for, and come from memory the second time. The clients run on the same machine and take their share of it.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from urllib.parse import quote, urlencode

from vanban.store import Store

Place = Callable[[random.Random], str]


def places(db: str) -> dict[str, Place]:
    """The kinds of pages, each with what makes an address of it."""
    with Store(db, create=False) as store:
        loaded = [quote(node.id, safe="/~") for node in store.nodes() if node.loaded]
        leading = [quote(node.id, safe="/~") for node, _ in store.leading(200)]
        bodies = [{"name": body.name, "province": body.province or ""} for body in store.bodies(limit=500)[1]]
        words = sorted({word for node in store.nodes()[:3000] for word in (node.title or "").lower().split() if word.isalpha()})

    def search(chance: random.Random) -> str:
        return "/search?" + urlencode({"q": " ".join(chance.sample(words, chance.choice((1, 2, 2, 3))))})

    return {
        "front": lambda _: "/",
        "search": search,
        "document": lambda chance: f"/document/{chance.choice(loaded)}",
        "directive": lambda chance: f"/directive/{chance.choice(leading)}",
        "units": lambda chance: f"/directive-units/{chance.choice(leading)}",
        "timeline": lambda chance: f"/directive-time/{chance.choice(leading)}",
        "targets": lambda chance: f"/directive-targets/{chance.choice(leading)}",
        "checklist": lambda chance: "/checklist?" + urlencode(chance.choice(bodies) | {"body": chance.choice(bodies)["name"]}),
        "body": lambda chance: "/body?" + urlencode(chance.choice(bodies)),
        "bodies": lambda chance: "/bodies?" + urlencode({"q": chance.choice(words)}),
        "review": lambda chance: f"/review?offset={20 * chance.randrange(5)}",
        "api plans": lambda chance: f"/api/v1/plans?symbol={chance.choice(leading)}",
    }


class Client(threading.Thread):
    """Somebody who reads one page after another until told to stop."""

    def __init__(self, port: int, kinds: dict[str, Place], seed: int, until: float) -> None:
        super().__init__()
        self.port, self.kinds, self.chance, self.until = port, kinds, random.Random(seed), until
        self.times: dict[str, list[float]] = defaultdict(list)
        self.faults: Counter[str] = Counter()

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.perf_counter() < self.until:
            kind = self.chance.choice(list(self.kinds))
            place = self.kinds[kind](self.chance)
            started = time.perf_counter()
            try:
                connection.request("GET", place)
                answer = connection.getresponse()
                answer.read()
                if answer.status >= 400:
                    self.faults[f"{answer.status} {place}"] += 1
            except OSError as error:
                self.faults[f"{type(error).__name__} {place}"] += 1
                connection.close()
            self.times[kind].append(1000 * (time.perf_counter() - started))


def serve(db: str) -> tuple[subprocess.Popen[str], int]:
    """A server on a port of its own, ready."""
    server = subprocess.Popen([sys.executable, "-m", "vanban", "serve", "--db", db, "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    for line in server.stderr:
        if m := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            port = int(m[1])
            while True:
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                    connection.request("GET", "/")
                    connection.getresponse().read()
                    return server, port
                except ConnectionError:
                    time.sleep(0.1)
    sys.exit("the server did not start")


def told(times: list[float]) -> str:
    if not times:
        return f"{0:7}"
    ordered = sorted(times)
    return f"{len(ordered):7} {statistics.median(ordered):8.1f} {ordered[int(0.95 * (len(ordered) - 1))]:8.1f} {ordered[-1]:8.1f}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="bench web", description=__doc__.split("\n")[0])
    parser.add_argument("--db", required=True)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    kinds = places(given.db)
    server, port = serve(given.db)
    until = time.perf_counter() + given.seconds
    clients = [Client(port, kinds, given.seed + n, until) for n in range(given.clients)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    server.terminate()
    print(f"{'page':12} {'number':>7} {'median':>8} {'95 %':>8} {'slowest':>8}  (ms)")
    for kind in kinds:
        print(f"{kind:12} {told([one for client in clients for one in client.times[kind]])}")
    print(f"{'all':12} {told([one for client in clients for times in client.times.values() for one in times])}")
    faults: Counter[str] = sum((client.faults for client in clients), Counter())
    print(f"{sum(faults.values())} faults", *(f"{count} × {fault}" for fault, count in faults.most_common(10)), sep="\n  ")
    sys.exit(1 if faults else 0)
