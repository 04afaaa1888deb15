"""Profiles, judgements of people, and passages for search. What follows from the records is made anew from them at the next linking."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Before revisions, these held what was derived from records.
FORMER = ("candidate", "statement", "mention", "node")


def upgrade() -> None:
    there = set(sa.inspect(op.get_bind()).get_table_names())
    for name in FORMER:
        if name in there:
            op.drop_table(name)
    op.execute("DELETE FROM meta")
    _records()
    _judgements()
    _profiles()
    _statements()
    _nodes()
    _passages()
    {"sqlite": _search_in_sqlite, "postgresql": _search_in_postgresql}.get(op.get_bind().dialect.name, lambda: None)()


KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT) for name in names]


def _records() -> None:
    """Records get a table of their own; what was read is kept."""
    op.create_table(
        "record",
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("record", sa.JSON, nullable=False),
    )
    op.execute("INSERT INTO record (document, record) SELECT pk, record FROM document")
    op.drop_column("document", "record")


def _judgements() -> None:
    op.create_table(
        "judgement",
        sa.Column("pk", KEY, primary_key=True),
        *(sa.Column(name, TEXT, nullable=False) for name in ("document", "quote", "verdict", "node", "by", "at")),
        sa.Column("note", TEXT),
    )
    op.create_index("ix_judgement_document", "judgement", ["document"])


def _profiles() -> None:
    op.create_table(
        "profile",
        sa.Column("pk", KEY, primary_key=True),
        sa.Column("digest", TEXT, nullable=False, unique=True),
        *_texts("symbol", "doc_type", "date", "name", "title", "document_id", "home", "cited_on", "subject", "confirmed"),
        sa.Column("issuer", sa.JSON),
        sa.Column("refused", sa.JSON, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("node", TEXT),
    )
    op.create_index("ix_profile_node", "profile", ["node"])
    for table, column in (("profile_key", "key"), ("alias", "alias")):
        op.create_table(
            table,
            sa.Column(column, TEXT, primary_key=True),
            sa.Column("profile", KEY, sa.ForeignKey("profile.pk", ondelete="CASCADE"), primary_key=True),
        )
        op.create_index(f"ix_{table}_profile", table, ["profile"])


def _statements() -> None:
    op.create_table(
        "mention",
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("profile", KEY, sa.ForeignKey("profile.pk"), nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    op.create_index("ix_mention_profile", "mention", ["profile"])
    op.create_table(
        "statement",
        sa.Column("pk", KEY, primary_key=True),
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("subject", sa.Integer, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("object", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", TEXT, nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
    )
    op.create_index("statement_subject", "statement", ["document", "subject"])
    op.create_index("statement_object", "statement", ["document", "object"])


def _nodes() -> None:
    op.create_table(
        "node",
        sa.Column("id", TEXT, primary_key=True),
        *_texts("key", "number", "name", "symbol", "doc_type", "title", "issuer", "level", "province", "unit", "date"),
        sa.Column("loaded", sa.Boolean, nullable=False),
    )
    for column in ("key", "number"):
        op.create_index(f"ix_node_{column}", "node", [column])
    # Titles may be longer than PostgreSQL lets an index row be.
    op.create_index("ix_node_name", "node", [sa.text("substr(name, 1, 400)")])
    op.create_table(
        "candidate",
        sa.Column("profile", KEY, sa.ForeignKey("profile.pk", ondelete="CASCADE"), primary_key=True),
        sa.Column("node", TEXT, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
    )
    op.create_table(
        "edge",
        sa.Column("object", TEXT, primary_key=True),
        sa.Column("type", TEXT, primary_key=True),
        sa.Column("subject", TEXT, primary_key=True),
        sa.Column("statement", KEY, primary_key=True, autoincrement=False),
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_edge_document", "edge", ["document"])
    op.create_index("edge_subject", "edge", ["subject", "type"])
    op.create_table("dirty", sa.Column("phase", sa.Integer, primary_key=True), sa.Column("key", TEXT, primary_key=True))


def _passages() -> None:
    op.create_table(
        "passage",
        sa.Column("pk", KEY, primary_key=True),
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("fact", TEXT),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
    )
    op.create_index("ix_passage_document", "passage", ["document"])


def _search_in_sqlite() -> None:
    """The index reads the passages' own column; triggers keep it in step."""
    op.execute("CREATE VIRTUAL TABLE passage_index USING fts5(folded, content='passage', content_rowid='pk', tokenize=\"unicode61 remove_diacritics 0\")")
    put = "INSERT INTO passage_index(rowid, folded) VALUES (new.pk, new.folded)"
    take = "INSERT INTO passage_index(passage_index, rowid, folded) VALUES ('delete', old.pk, old.folded)"
    op.execute(f"CREATE TRIGGER passage_put AFTER INSERT ON passage BEGIN {put}; END")
    op.execute(f"CREATE TRIGGER passage_take AFTER DELETE ON passage BEGIN {take}; END")


def _search_in_postgresql() -> None:
    """Words for full text, trigrams for parts of titles. The configuration folds tones itself too, so that SQL typed by hand finds as vanban does."""
    for extension in ("unaccent", "pg_trgm"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    op.execute("CREATE TEXT SEARCH CONFIGURATION vanban (COPY = simple)")
    op.execute("ALTER TEXT SEARCH CONFIGURATION vanban ALTER MAPPING FOR hword, hword_part, word, asciiword WITH unaccent, simple")
    op.execute("ALTER TABLE passage ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, folded)) STORED")
    op.execute("CREATE INDEX passage_index ON passage USING gin (words)")
    op.execute("CREATE INDEX node_name_parts ON node USING gin (name gin_trgm_ops)")
