"""Citizens' wishes to hear when their dossier moves."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OF_OUTBOX = "fk_outbox_subscription_subscriptions"


def upgrade() -> None:
    """Create the subscriptions, and let a notice that waits in the outbox end with its subscription."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "subscriptions",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("dossier_code", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("told_status", sa.String(30), nullable=False),
        sa.Column("told_due_at", moment),
        sa.Column("last", sa.Boolean(), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_subscriptions"),
        sa.UniqueConstraint("conversation_key", "dossier_code", name="uq_subscriptions_dossier"),
        _to("conversation_key", "conversations", "key"),
        _to("dossier_code", "dossiers", "dossier_code"),
    )
    op.create_index("ix_subscriptions_dossier_code", "subscriptions", ["dossier_code"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("subscription", sa.Integer()))
        outbox.create_foreign_key(_OF_OUTBOX, "subscriptions", ["subscription"], ["number"], ondelete="CASCADE")
    op.create_index("ix_outbox_subscription", "outbox", ["subscription"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_outbox_subscription", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(_OF_OUTBOX, type_="foreignkey")
        outbox.drop_column("subscription")
    op.drop_table("subscriptions")


def _to(column: str, table: str, key: str) -> sa.ForeignKeyConstraint:
    name = f"fk_subscriptions_{column}_{table}"
    return sa.ForeignKeyConstraint([column], [f"{table}.{key}"], name=name, ondelete="CASCADE")
