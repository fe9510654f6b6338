"""The second factor of staff: an authenticator app's secret, and recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns to the accounts, and the table of recovery codes."""
    op.add_column("staff_accounts", sa.Column("second_factor", sa.Text(), nullable=False, server_default=""))
    op.add_column("staff_accounts", sa.Column("second_step", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "staff_recovery_codes",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("hashed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff_recovery_codes"),
        sa.ForeignKeyConstraint(
            ["account"],
            ["staff_accounts.name"],
            name="fk_staff_recovery_codes_account_staff_accounts",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_staff_recovery_codes_account", "staff_recovery_codes", ["account"])


def downgrade() -> None:
    """Drop them: who had a second factor signs in without."""
    op.drop_table("staff_recovery_codes")
    op.drop_column("staff_accounts", "second_step")
    op.drop_column("staff_accounts", "second_factor")
