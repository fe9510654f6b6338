"""Conversations and the turns taken in them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of `bot.conversations.tables`."""
    op.create_table(
        "conversations",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("owner", sa.LargeBinary(32), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pending", sa.Text()),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_conversations"),
    )
    op.create_table(
        "turns",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("client_message_id", sa.String(64)),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_turns"),
        sa.UniqueConstraint("turn_id", name="uq_turns_turn_id"),
        sa.UniqueConstraint("conversation_key", "client_message_id", name="uq_turns_client_message"),
        sa.ForeignKeyConstraint(
            ["conversation_key"],
            ["conversations.key"],
            name="fk_turns_conversation_key_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_turns_conversation", "turns", ["conversation_key", "number"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("turns")
    op.drop_table("conversations")
