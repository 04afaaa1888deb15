"""Tasks with those they charge, what people say of them, which text stands for a document, and the number of the store's last change.

Tasks are made from the records at the next linking, which finds that they are due; what was linked stays as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.execute("INSERT INTO meta (key, value) VALUES ('revision', '0')")
    _standing()
    _tasks()
    _charges()
    _progress()


def _texts(*names: str, nullable: bool = True) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=nullable) for name in names]


def _standing() -> None:
    """Of the texts that were read as a node the one that claims its id stands for it, then official ones, then the first path."""
    op.create_table(
        "standing",
        sa.Column("node", TEXT, primary_key=True),
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_standing_document", "standing", ["document"])
    op.execute(
        "INSERT INTO standing (node, document) SELECT node, document FROM (SELECT p.node AS node, d.pk AS document, row_number() OVER (PARTITION BY p.node "
        "ORDER BY CASE WHEN d.id = p.node THEN 0 ELSE 1 END, d.kind, d.path, d.part) AS n FROM profile p JOIN mention m ON m.profile = p.pk AND m.place = 0 "
        "JOIN document d ON d.pk = m.document WHERE p.node IS NOT NULL) AS texts WHERE n = 1"
    )


def _tasks() -> None:
    op.create_table(
        "task",
        sa.Column("pk", KEY, primary_key=True),
        sa.Column("document", KEY, sa.ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        *_texts("id", "province", "date", nullable=False),
        *_texts("home", "due", "recurrence"),
        sa.Column("task", sa.JSON, nullable=False),
    )
    op.create_index("ix_task_id", "task", ["id"])
    op.create_index("task_document", "task", ["document", "place"])
    op.create_index("task_province", "task", ["province"])
    op.create_index("task_due", "task", ["due"])


def _charges() -> None:
    op.create_table(
        "body",
        sa.Column("pk", KEY, primary_key=True),
        *_texts("key", "province", "name", nullable=False),
        sa.Column("collective", sa.Boolean, nullable=False),
        sa.UniqueConstraint("key", "province"),
    )
    op.create_table(
        "charge",
        sa.Column("body", KEY, sa.ForeignKey("body.pk"), primary_key=True, autoincrement=False),
        sa.Column("task", KEY, sa.ForeignKey("task.pk", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("role", TEXT, primary_key=True),
        sa.Column("since", TEXT, primary_key=True),
        sa.Column("until", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_charge_task", "charge", ["task"])


def _progress() -> None:
    op.create_table(
        "progress",
        sa.Column("pk", KEY, primary_key=True),
        *_texts("document", "task", "words", nullable=False),
        *_texts("lead", "state", "note", "deadline"),
        *_texts("by", "at", nullable=False),
    )
    op.create_index("ix_progress_document", "progress", ["document"])
    op.create_index("ix_progress_task", "progress", ["task"])
    op.create_table("status", sa.Column("task", TEXT, primary_key=True), *_texts("state", "day", "note", "extended", "due"))
