"""What staff tried and judged, and what they propose to teach; as what a turn was understood."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_TURN_COLUMNS = (("speech_act", sa.String(40), ""), ("confidence", sa.Float(), "0"), ("composed_ms", sa.Integer(), "0"))


def upgrade() -> None:
    """Create the tables of `eval.console.trials`, `judgements` and `proposals`, and three columns of `turns`."""
    for name, kind, default in _TURN_COLUMNS:
        op.add_column("turns", sa.Column(name, kind, nullable=False, server_default=default))
    _create_trials()
    _create_judgements()
    _create_proposals()


def downgrade() -> None:
    """Drop them."""
    for table in ("proposals", "judgements", "trial_turns", "trials"):
        op.drop_table(table)
    for name, _, _ in _TURN_COLUMNS:
        op.drop_column("turns", name)


def _create_trials() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "trials",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("conversation_key", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_trials"),
        sa.UniqueConstraint("conversation_key", name="uq_trials_conversation_key"),
        sa.ForeignKeyConstraint(
            ["conversation_key"],
            ["conversations.key"],
            name="fk_trials_conversation_key_conversations",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "trial_turns",
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("trial", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("turn_id", name="pk_trial_turns"),
        sa.ForeignKeyConstraint(["trial"], ["trials.number"], name="fk_trial_turns_trial_trials", ondelete="CASCADE"),
    )
    op.create_index("ix_trial_turns_trial", "trial_turns", ["trial"])


def _create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("trial", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("context", sa.String(40), nullable=False),
        sa.Column("decision", sa.String(10), nullable=False),
        sa.Column("procedures", sa.Text(), nullable=False),
        sa.Column("release", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("expected", sa.String(40), nullable=False),
        sa.Column("component_code", sa.String(80), nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("turn_id", "made_by", name="uq_judgements_turn"),
    )
    op.create_index("ix_judgements_trial", "judgements", ["trial"])


def _create_proposals() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "proposals",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("judgement", sa.Integer()),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("aspect", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("base", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("proposed_by", sa.String(60), nullable=False),
        sa.Column("proposed_at", moment, nullable=False),
        sa.Column("settled_by", sa.String(60), nullable=False),
        sa.Column("settled_at", moment),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_proposals"),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name="fk_proposals_judgement_judgements", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_proposals_state", "proposals", ["state", "kind"])
