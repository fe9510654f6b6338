"""What protects: the data key, consents, and when what was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_KEYED = ("conversations", "dossiers", "inbox", "failed_proofs", "staff_attempts", "zalo_tokens")
"""Tables whose content was hashed or encrypted with the secret itself before."""


def upgrade() -> None:
    """Create the tables; where anything is stored already, its key is the secret itself."""
    op.create_table(
        "data_keys",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("wrapped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_data_keys"),
    )
    op.create_table(
        "consents",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("wording", sa.String(64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("number", name="pk_consents"),
        sa.ForeignKeyConstraint(
            ["conversation_key"],
            ["conversations.key"],
            name="fk_consents_conversation_key_conversations",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_consents_conversation", "consents", ["conversation_key"])
    op.create_table(
        "retention",
        sa.Column("store", sa.String(40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("forgotten", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("store", name="pk_retention"),
    )
    anything = " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in _KEYED)  # noqa: S608 - names above
    op.execute(f"INSERT INTO data_keys SELECT 'data', '', CURRENT_TIMESTAMP WHERE {anything}")


def downgrade() -> None:
    """Drop them: what was hashed and encrypted with a key of its own matches nothing any more."""
    for table in ("retention", "consents", "data_keys"):
        op.drop_table(table)
