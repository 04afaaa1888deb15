"""What people said of links: kept with who and when, put back whenever what follows from the documents is made anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from vanban.clock import now
from vanban.identity.cited import Verdict
from vanban.store import schema as t
from vanban.store.engine import storable
from vanban.store.facts import again


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a citation: `verdict` confirm or refuse, `node` the id of the document that it is or is not. `at`: ISO date and time, UTC."""

    document: str
    quote: str
    verdict: str
    node: str
    by: str
    at: str
    note: str | None


def put(connection: Connection, document: str, quote: str, verdict: Verdict, node: str, by: str, note: str | None) -> Review:
    """Remember a review. Earlier ones of the citation stay, so that it is known who said what; the last of a node counts, and the last confirmation."""
    at = now()
    review = Review(document, quote, verdict, node, by, at, storable(note))
    row = {name: getattr(review, name) for name in Review.__slots__}
    connection.execute(insert(t.judgement), row)
    again(connection, document)
    return review


def take_back(connection: Connection, document: str, quote: str, node: str) -> bool:
    """Forget all that was said of a citation and a node; False when nothing was."""
    c = t.judgement.c
    gone = connection.execute(delete(t.judgement).where(c.document == document, c.quote == quote, c.node == node)).rowcount
    again(connection, document)
    return gone > 0


def all_of(connection: Connection) -> list[Review]:
    """All reviews, in the order they were made."""
    return [Review(*row) for row in connection.execute(select(*(t.judgement.c[name] for name in Review.__slots__)).order_by(t.judgement.c.pk))]
