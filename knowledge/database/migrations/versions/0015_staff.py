"""Staff accounts, sessions, audit and switches; what was said in a turn, and what the reply decided."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TURN_COLUMNS = (("said", sa.Text()), ("decision", sa.String(10)), ("procedure_code", sa.String(40)))


def upgrade() -> None:
    """Create the tables of `eval.console.tables` and `channels.switches`, and three columns of `turns`."""
    for name, kind in _TURN_COLUMNS:
        op.add_column("turns", sa.Column(name, kind, nullable=False, server_default=""))
    op.create_index("ix_turns_taken_at", "turns", ["taken_at"])
    _create_accounts()
    _create_records()
    _keep_audit_as_written()


def downgrade() -> None:
    """Drop them."""
    for table in ("switches", "asked_papers", "staff_audit", "staff_attempts", "staff_sessions", "staff_accounts"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION staff_audit_as_written()")
    op.drop_index("ix_turns_taken_at", "turns")
    for name, _ in _TURN_COLUMNS:
        op.drop_column("turns", name)


def _create_accounts() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "staff_accounts",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("full_name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_staff_accounts"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(
            ["account"], ["staff_accounts.name"], name="fk_staff_sessions_account_staff_accounts", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_staff_sessions_account", "staff_sessions", ["account"])
    op.create_table(
        "staff_attempts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_staff_attempts"),
    )


def _create_records() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "staff_audit",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("address", sa.String(45), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_staff_audit"),
    )
    op.create_index("ix_staff_audit_at", "staff_audit", ["at"])
    op.create_table(
        "asked_papers",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("receipt", sa.String(20), nullable=False),
        sa.Column("procedure_code", sa.String(40), nullable=False),
        sa.Column("component_code", sa.String(80), nullable=False),
        sa.Column("paper", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.String(60), nullable=False),
        sa.Column("reported_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_asked_papers"),
    )
    op.create_index("ix_asked_papers_receipt", "asked_papers", ["receipt"])
    op.create_table(
        "switches",
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", moment),
        sa.Column("set_by", sa.String(60), nullable=False),
        sa.Column("set_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_switches"),
    )


def _keep_audit_as_written() -> None:
    """Let the database itself refuse to change or delete what stands in the audit."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION staff_audit_as_written() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER staff_audit_as_written BEFORE UPDATE OR DELETE ON staff_audit"
            " FOR EACH ROW EXECUTE FUNCTION staff_audit_as_written()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER staff_audit_no_{deed.lower()} BEFORE {deed} ON staff_audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        )
