"""The budget of failed proofs of all callers together."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INDEXED = (
    ("at",),
    ("conversation", "at"),
    ("origin", "at"),
    ("dossier", "origin", "at"),
    ("counts", "at"),
    ("meant",),
)


def upgrade() -> None:
    """Make the table of failed proofs anew: what it held mattered for an hour."""
    op.drop_table("failed_proofs")
    hashed = sa.LargeBinary(32)
    op.create_table(
        "failed_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation", hashed, nullable=False),
        sa.Column("origin", hashed, nullable=False),
        sa.Column("dossier", hashed, nullable=False),
        sa.Column("guess", hashed, nullable=False),
        sa.Column("digits", hashed, nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("unreachable", sa.Boolean(), nullable=False),
        sa.Column("meant", hashed),
        sa.PrimaryKeyConstraint("id", name="pk_failed_proofs"),
    )
    for columns in _INDEXED:
        op.create_index(f"ix_failed_proofs_{'_'.join(columns)}", "failed_proofs", list(columns))


def downgrade() -> None:
    """Make the table that was there before."""
    op.drop_table("failed_proofs")
    op.create_table(
        "failed_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caller", sa.LargeBinary(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_proofs"),
    )
    op.create_index("ix_failed_proofs_caller_at", "failed_proofs", ["caller", "at"])
    op.create_index("ix_failed_proofs_at", "failed_proofs", ["at"])
