"""Runs revisions on the connection that `upgrade` gives."""

from alembic import context

from vanban.store.schema import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables, transactional_ddl=False)
context.run_migrations()
