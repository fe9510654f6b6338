"""Dossiers, their timeline, what was asked to supplement, and failed proofs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of `knowledge.dossiers.tables`."""
    op.create_table(
        "dossiers",
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("procedure_name", sa.String(500), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("identity_hash", sa.LargeBinary(32)),
        sa.Column("identity_last_four_hash", sa.LargeBinary(32)),
        sa.Column("phone_hash", sa.LargeBinary(32)),
        sa.Column("phone_last_four_hash", sa.LargeBinary(32)),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("dossier_code", name="pk_dossiers"),
    )
    op.create_table(
        "dossier_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("observed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_events"),
        _of_a_dossier("dossier_events"),
    )
    op.create_index("ix_dossier_events_dossier_code", "dossier_events", ["dossier_code"])
    op.create_table(
        "dossier_supplements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True)),
        sa.Column("asked", sa.String(2000), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_supplements"),
        _of_a_dossier("dossier_supplements"),
    )
    op.create_index("ix_dossier_supplements_dossier_code", "dossier_supplements", ["dossier_code"])
    op.create_table(
        "failed_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caller", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_proofs"),
    )
    op.create_index("ix_failed_proofs_caller_at", "failed_proofs", ["caller", "at"])
    op.create_index("ix_failed_proofs_at", "failed_proofs", ["at"])


def downgrade() -> None:
    """Drop them, children first."""
    for table in ("failed_proofs", "dossier_supplements", "dossier_events", "dossiers"):
        op.drop_table(table)


def _of_a_dossier(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_dossier_code"
    return sa.ForeignKeyConstraint(["dossier_code"], ["dossiers.dossier_code"], name=name, ondelete="CASCADE")
