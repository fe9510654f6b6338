"""Dossiers: earlier appointed days, what was handed out, progress messages, the field, and when they ended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them to the tables of `knowledge.dossiers.tables`."""
    op.add_column("dossiers", sa.Column("field_name", sa.String(200), nullable=False, server_default=""))
    op.add_column("dossiers", sa.Column("ended_at", sa.DateTime(timezone=True)))
    op.create_index("ix_dossiers_ended_at", "dossiers", ["ended_at"])
    op.execute(
        "UPDATE dossiers SET ended_at = coalesce(finished_at, as_of)"
        " WHERE status IN ('finished', 'returned', 'not_received', 'withdrawal_requested', 'stopped')"
    )
    progress = sa.Column[bool]("from_progress", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("dossier_events", progress)
    op.create_table(
        "dossier_appointments",
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier_code", "due_at", name="pk_dossier_appointments"),
        _of_a_dossier("dossier_appointments"),
    )
    op.create_table(
        "dossier_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_results"),
        _of_a_dossier("dossier_results"),
    )
    op.create_index("ix_dossier_results_dossier_code", "dossier_results", ["dossier_code"])


def downgrade() -> None:
    """Drop them, children first."""
    op.drop_table("dossier_results")
    op.drop_table("dossier_appointments")
    op.drop_column("dossier_events", "from_progress")
    op.drop_index("ix_dossiers_ended_at", "dossiers")
    op.drop_column("dossiers", "ended_at")
    op.drop_column("dossiers", "field_name")


def _of_a_dossier(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_dossier_code_dossiers"
    return sa.ForeignKeyConstraint(["dossier_code"], ["dossiers.dossier_code"], name=name, ondelete="CASCADE")
