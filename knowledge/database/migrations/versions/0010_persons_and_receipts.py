"""Hand-overs to a person, feedback, and receipts of lists."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of `bot.conversations.tables` that came after conversations and turns."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "hand_overs",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("officer", sa.String(60), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("taken_at", moment),
        sa.Column("released_at", moment),
        sa.PrimaryKeyConstraint("number", name="pk_hand_overs"),
        _of_conversation("hand_overs"),
    )
    op.create_index("ix_hand_overs_conversation", "hand_overs", ["conversation_key"])
    op.create_index("ix_hand_overs_state", "hand_overs", ["state"])
    op.create_table(
        "hand_over_messages",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("hand_over", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_hand_over_messages"),
        sa.ForeignKeyConstraint(
            ["hand_over"], ["hand_overs.number"], name="fk_hand_over_messages_hand_over_hand_overs", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_hand_over_messages_hand_over", "hand_over_messages", ["hand_over", "number"])
    op.create_table(
        "feedback",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(4), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("release", sa.String(32), nullable=False),
        sa.Column("given_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_feedback"),
        _of_conversation("feedback"),
    )
    op.create_index("ix_feedback_conversation", "feedback", ["conversation_key"])
    op.create_table(
        "receipts",
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("release", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("told_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_receipts"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("receipts", "feedback", "hand_over_messages", "hand_overs"):
        op.drop_table(table)


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_conversation_key_conversations"
    return sa.ForeignKeyConstraint(["conversation_key"], ["conversations.key"], name=name, ondelete="CASCADE")
