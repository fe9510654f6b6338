"""The inbox and outbox of the chat channels, and whom their conversations reach."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of `channels.delivery.tables`."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "inbox",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("update_key", sa.String(64), nullable=False),
        *_queued(),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_inbox"),
        sa.UniqueConstraint("update_key", name="uq_inbox_update_key"),
    )
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        *_queued(),
        sa.Column("conversation_key", sa.String(64)),
        sa.Column("reference", sa.String(100), nullable=False),
        sa.Column("put_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        _of_conversation("outbox"),
    )
    for table in ("inbox", "outbox"):
        op.create_index(f"ix_{table}_open", table, ["state", "not_before"])
        op.create_index(f"ix_{table}_lane", table, ["lane", "state"])
    op.create_index("ix_outbox_conversation_key", "outbox", ["conversation_key"])
    op.create_table(
        "recipients",
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_key", name="pk_recipients"),
        _of_conversation("recipients"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("recipients", "outbox", "inbox"):
        op.drop_table(table)


def _queued() -> list[sa.Column[object]]:
    """Return the columns that both queues have."""
    moment = sa.DateTime(timezone=True)
    return [
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("envelope", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", moment, nullable=False),
        sa.Column("lease", sa.String(32), nullable=False),
        sa.Column("leased_until", moment),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("settled_at", moment),
    ]


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_conversation_key_conversations"
    return sa.ForeignKeyConstraint(["conversation_key"], ["conversations.key"], name=name, ondelete="CASCADE")
