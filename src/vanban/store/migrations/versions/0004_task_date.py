"""The latest tasks are found without sorting all of them."""

from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.create_index("task_date", "task", ["date"])
