"""The home of all mutable state: one database, one linear history of migrations."""

from knowledge.database.base import Base, Moment, table_of
from knowledge.database.connecting import engine
from knowledge.database.errors import DatabaseError, DatabaseUnavailableError
from knowledge.database.migrating import upgrade
from knowledge.database.transactions import Sessions, reading, reading_plainly, sessions, writing, writing_plainly

__all__ = [
    "Base",
    "DatabaseError",
    "DatabaseUnavailableError",
    "Moment",
    "Sessions",
    "engine",
    "reading",
    "reading_plainly",
    "sessions",
    "table_of",
    "upgrade",
    "writing",
    "writing_plainly",
]
