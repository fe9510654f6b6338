"""The home of all mutable state: one database, one linear history of migrations."""

from knowledge.database.base import Base, Moment
from knowledge.database.connecting import engine
from knowledge.database.errors import DatabaseError, DatabaseUnavailableError
from knowledge.database.migrating import upgrade
from knowledge.database.transactions import Sessions, reading, sessions, writing

__all__ = [
    "Base",
    "DatabaseError",
    "DatabaseUnavailableError",
    "Moment",
    "Sessions",
    "engine",
    "reading",
    "sessions",
    "upgrade",
    "writing",
]
