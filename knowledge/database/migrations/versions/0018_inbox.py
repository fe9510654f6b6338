"""What staff did with each group of messages that went wrong, and how far each of them is in the tour."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of `eval.console.inbox.tables` and `eval.console.tour`."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "inbox_settlements",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(60), nullable=False),
        sa.Column("settled_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inbox_settlements"),
    )
    op.create_table(
        "inbox_settled",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("settlement", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("entry", sa.String(40), nullable=False),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inbox_settled"),
        sa.ForeignKeyConstraint(
            ["settlement"],
            ["inbox_settlements.number"],
            name="fk_inbox_settled_settlement_inbox_settlements",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_inbox_settled_settlement", "inbox_settled", ["settlement"])
    op.create_table(
        "staff_tours",
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_staff_tours"),
        sa.ForeignKeyConstraint(
            ["account"], ["staff_accounts.name"], name="fk_staff_tours_account_staff_accounts", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("staff_tours", "inbox_settled", "inbox_settlements"):
        op.drop_table(table)
