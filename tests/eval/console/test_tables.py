"""The migration makes exactly what the console maps, and can be taken back, on both stores."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from channels.switches import SwitchRow
from eval.console.judgements.tables import JudgementRow
from eval.console.proposals.tables import ProposalRow
from eval.console.tables import AccountRow, AskedPaperRow, AttemptRow, AuditRow, RecoveryCodeRow, SessionRow
from eval.console.trials.tables import TrialRow, TrialTurnRow
from knowledge.database import Base, Sessions

OURS = {
    row.__tablename__
    for row in (
        AccountRow,
        AskedPaperRow,
        AttemptRow,
        AuditRow,
        RecoveryCodeRow,
        SessionRow,
        SwitchRow,
        TrialRow,
        TrialTurnRow,
        JudgementRow,
        ProposalRow,
    )
}


def test_the_migration_makes_what_the_console_maps(database: Sessions) -> None:
    def is_ours(thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind != "table" or name in OURS

    with database() as session:
        options = {"include_object": is_ours, "compare_type": True}
        context = MigrationContext.configure(session.connection(), opts=options)
        assert compare_metadata(context, Base.metadata) == []
