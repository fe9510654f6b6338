"""Migrating: bring a database to the newest version, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import OperationalError

from knowledge.database.connecting import engine
from knowledge.database.errors import DatabaseUnavailableError

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(url: str) -> None:
    """Run every migration that `url` has not had yet; nothing happens when it is up to date.

    Safe to run from several processes at once on SQLite: the first takes the write lock, the others find
    nothing left to do. Raises `DatabaseError`.
    """
    made = engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with made.connect().execution_options(writes=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise DatabaseUnavailableError(f"the database cannot be migrated now: {error.orig}") from error
    finally:
        made.dispose()
