"""Migrating: bring a database to the newest version, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from knowledge.database.connecting import engine
from knowledge.database.transactions import translated

MIGRATIONS = Path(__file__).with_name("migrations")


# Any number that nobody else locks by.
_LOCK = 7_305_112_001


def upgrade(url: str, revision: str = "head") -> None:
    """Run every migration up to `revision` that `url` has not had yet; nothing happens when it has had all.

    Safe to run from several processes at once: the first takes a lock, the others find nothing left to do.
    Raises `DatabaseError`.
    """
    made = engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with translated(), made.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        made.dispose()
