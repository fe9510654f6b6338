"""The Zalo account's tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of `channels.zalo.tables`."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "zalo_tokens",
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("pair", sa.Text(), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("given_at", moment, nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("app_id", name="pk_zalo_tokens"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("zalo_tokens")
