"""The migration makes exactly what the inbox and the tour map, on both stores."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from eval.console.inbox.tables import SettledRow, SettlementRow
from eval.console.tour import TourRow
from knowledge.database import Base, Sessions

OURS = {row.__tablename__ for row in (SettledRow, SettlementRow, TourRow)}


def test_the_migration_makes_what_the_inbox_and_the_tour_map(database: Sessions) -> None:
    def is_ours(thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or name in OURS

    with database() as session:
        options = {"include_object": is_ours, "compare_type": True}
        context = MigrationContext.configure(session.connection(), opts=options)
        assert compare_metadata(context, Base.metadata) == []
