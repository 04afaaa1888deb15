"""The tables, the same in SQLite and PostgreSQL.

`document` and `record` hold what was read, `judgement` and `progress` what people said: these are the source of everything else. All other tables follow from
them and can be made anew. `profile` is one way in which texts speak of a document; many mentions share it, and linking gives each profile its node.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

tables = MetaData()
_Key = BigInteger().with_variant(Integer, "sqlite")  # only an INTEGER counts up by itself in SQLite

meta = Table("meta", tables, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# One row a document of a file, `part` its place there from 0. The same document may have been read from several files.
document = Table(
    "document",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("kind", Text, nullable=False),
    UniqueConstraint("path", "part"),
)
# Apart from the rest, since it is a hundred times as large: whoever follows a link to a document's row shall not have to step over it.
record = Table(
    "record",
    tables,
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), primary_key=True),
    Column("record", JSON, nullable=False),
)
# What people said of a citation, known by the document it stands in and its words. `at` is an ISO date and time, UTC.
judgement = Table(
    "judgement",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("quote", Text, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("verdict", "node", "by", "at")),
    Column("note", Text),
)
# `digest` is of the fields up to `unsure`, the fields of a Mention; `node` is null where no certain document is meant.
profile = Table(
    "profile",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    *(Column(name, Text) for name in ("symbol", "doc_type", "date", "name", "title", "document_id", "home", "cited_on", "subject", "confirmed")),
    Column("issuer", JSON),
    Column("refused", JSON, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("node", Text, index=True),
)


# Profiles that share a key may be one document. An alias is the id that a numbered document would have without its number, by what it implements.
def _of_profiles(name: str, column: str) -> Table:
    """A table of words by which profiles are found."""
    return Table(
        name,
        tables,
        Column(column, Text, primary_key=True),
        Column("profile", ForeignKey("profile.pk", ondelete="CASCADE"), primary_key=True, index=True),
    )


profile_key, alias = _of_profiles("profile_key", "key"), _of_profiles("alias", "alias")
# Place 0 is the document itself, the others are the documents it cites, `citations` the ids of its citations of them.
mention = Table(
    "mention",
    tables,
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("profile", ForeignKey("profile.pk"), nullable=False, index=True),
    Column("citations", JSON, nullable=False),
    Column("size", Integer, nullable=False),
)
statement = Table(
    "statement",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
    Column("subject", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("object", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("partial", Boolean, nullable=False),
)
Index("statement_subject", statement.c.document, statement.c.subject)
Index("statement_object", statement.c.document, statement.c.object)
node = Table(
    "node",
    tables,
    Column("id", Text, primary_key=True),
    Column("key", Text, index=True),  # of the symbol, in one spelling
    Column("number", Text, index=True),  # number and kind of the symbol
    Column("name", Text),  # the title as people type it
    *(Column(name, Text) for name in ("symbol", "doc_type", "title", "issuer", "level", "province", "unit", "date")),
    Column("loaded", Boolean, nullable=False),
)
FOUND_BY = 400
"""Characters of a title that are indexed; PostgreSQL lets an index row be no longer."""
name_found_by: ColumnElement[str] = literal_column(f"substr(name, 1, {FOUND_BY})")  # its numbers may not be parameters, or the index is not used
Index("ix_node_name", name_found_by, _table=node)
# What an ambiguous profile may mean, beside what was read, never in its place.
candidate = Table(
    "candidate",
    tables,
    Column("profile", ForeignKey("profile.pk", ondelete="CASCADE"), primary_key=True),
    Column("node", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reasons", JSON, nullable=False),
)
# The statements between nodes, in the order in which they are asked for: who implements this one. Made of statements and the nodes of their mentions.
edge = Table(
    "edge",
    tables,
    Column("object", Text, primary_key=True),
    Column("type", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("statement", _Key, primary_key=True),
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("partial", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
Index("edge_subject", edge.c.subject, edge.c.type)
# What linking is due for: keys of profiles that came or went. `phase` is the order in which they are linked; in the last,
# keys are those of documents whose edges are to be made anew.
dirty = Table("dirty", tables, Column("phase", Integer, primary_key=True), Column("key", Text, primary_key=True))
# What can be searched: titles, texts in pieces, targets, tasks; `folded` is without tones, words parted by one blank. The index over it differs by database.
passage = Table(
    "passage",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("fact", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("folded", Text, nullable=False),
)
# The text that stands for a node, of those that were read as it.
standing = Table(
    "standing",
    tables,
    Column("node", Text, primary_key=True),
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), nullable=False, index=True),
)
# The tasks of documents, `place` their order there from 0. `id` is the same in all texts of a document; `date` and `province` are the document's ("" for none),
# `home` is the province of the lead, `due` the last day as the text sets it; `task` has the other fields of a Task.
task = Table(
    "task",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("document", ForeignKey("document.pk", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("id", Text, nullable=False, index=True),
    Column("province", Text, nullable=False),
    Column("date", Text, nullable=False),
    *(Column(name, Text) for name in ("home", "due", "recurrence")),
    Column("task", JSON, nullable=False),
)
Index("task_document", task.c.document, task.c.place)
Index("task_province", task.c.province)
Index("task_due", task.c.due)
Index("task_date", task.c.date)
# Bodies that tasks name, and their heirs; `key` are the first `FOUND_BY` characters of the name folded. Those of several places bear one name.
body = Table(
    "body",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("key", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("collective", Boolean, nullable=False),
    UniqueConstraint("key", "province"),
)
# Who is charged by which task. `role`: lead, coordinate, or heir: who has the lead's duties from a day on up to another.
charge = Table(
    "charge",
    tables,
    Column("body", ForeignKey("body.pk"), primary_key=True),
    Column("task", ForeignKey("task.pk", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("until", Text, nullable=False),
    sqlite_with_rowid=False,
)
# What people said of tasks, one row each time; a field that is null says nothing, an empty one takes back. `at` is an ISO date and time, UTC.
progress = Table(
    "progress",
    tables,
    Column("pk", _Key, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("task", Text, nullable=False, index=True),
    Column("words", Text, nullable=False),
    *(Column(name, Text) for name in ("lead", "state", "note", "deadline")),
    *(Column(name, Text, nullable=False) for name in ("by", "at")),
)
# What that comes to for each task; `due` is the last day of the deadline as extended.
status = Table("status", tables, Column("task", Text, primary_key=True), *(Column(name, Text) for name in ("state", "day", "note", "extended", "due")))

ITSELF = (mention.c.document == document.c.pk) & (mention.c.place == 0)
PROFILE = mention.c.profile == profile.c.pk
RECORD = record.c.document == document.c.pk
"""How rows hang together: the mention by which a document speaks of itself, the profile of a mention, the record of a document."""
