"""Lists carried from a kiosk to a phone."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of `channels.kiosk.tables`."""
    op.create_table(
        "carried_lists",
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_carried_lists"),
    )
    op.create_index("ix_carried_lists_expires_at", "carried_lists", ["expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("carried_lists")
