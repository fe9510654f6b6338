"""Who has checked which guide, and what a judged paper should have been."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of `eval.console.guide_checks`; judgements keep the list that they are about."""
    op.create_table(
        "guide_checks",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("guide", sa.String(64), nullable=False),
        sa.Column("record", sa.String(64), nullable=False),
        sa.Column("checked_by", sa.String(60), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_guide_checks"),
    )
    op.create_index("ix_guide_checks_procedure", "guide_checks", ["procedure_code"])
    op.add_column("judgements", sa.Column("should", sa.String(10), nullable=False, server_default=""))
    op.add_column("judgements", sa.Column("listed", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them."""
    for column in ("listed", "should"):
        op.drop_column("judgements", column)
    op.drop_table("guide_checks")
