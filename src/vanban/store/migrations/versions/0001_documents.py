"""Documents as records, with their mentions and statements: stores of before there were revisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Compared byte by byte, as in SQLite, whatever the language of the server: order and greatest are then the same everywhere.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table("meta", sa.Column("key", TEXT, primary_key=True), sa.Column("value", TEXT, nullable=False))
    op.create_table(
        "document",
        sa.Column("pk", key, primary_key=True),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.UniqueConstraint("path", "part"),
    )
    op.create_index("ix_document_id", "document", ["id"])
