"""How things stand is measured beside the turns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from prometheus_client import REGISTRY

from bot.conversations.tables import ConversationRow, HandOverRow
from channels.delivery.tables import InboxRow, OutboxRow
from channels.gauging import Gauges
from channels.services import Services
from knowledge.database import engine, sessions, writing

NOW = datetime.now(UTC)


def value(name: str, **labels: str) -> float:
    found = REGISTRY.get_sample_value(name, labels)
    assert found is not None
    return found


def queued(**more: object) -> dict[str, object]:
    common = {"lane": "", "channel": "telegram", "envelope": "", "state": "waiting", "not_before": NOW}
    return common | more


def test_what_waits_is_counted_and_how_long(services: Services) -> None:
    ago = NOW - timedelta(minutes=10)
    morning = NOW + timedelta(hours=8)
    with writing(services.sessions) as session:
        session.add(InboxRow(update_key="1", place=1, accepted_at=ago, **queued()))
        session.add(InboxRow(update_key="2", place=2, accepted_at=ago, **queued(state="done")))
        session.add(OutboxRow(key="1", kind="reply", put_at=ago, **queued()))
        session.add(OutboxRow(key="2", kind="notice", put_at=ago, **queued(not_before=morning)))
        for key, channel in (("a", "web"), ("b", "trial")):
            session.add(ConversationRow(key=key, owner=b"", channel=channel, state="{}", updated_at=ago))
            session.flush()
            asked = {"reason": "", "summary": "", "officer": "", "asked_at": ago}
            session.add(HandOverRow(conversation_key=key, channel=channel, state="waiting", **asked))
    Gauges(services, lambda: True).measure()
    waiting = {
        queue: value("motcua_queue_waiting", queue=queue) for queue in ("inbox", "replies", "notices", "hand_overs")
    }
    assert waiting == {"inbox": 1, "replies": 1, "notices": 0, "hand_overs": 1}
    assert 600 <= value("motcua_queue_oldest_seconds", queue="replies") < 7200
    assert value("motcua_queue_oldest_seconds", queue="notices") == 0
    assert (value("motcua_database_up"), value("motcua_rasa_ready")) == (1, 1)
    assert 0 < value("motcua_disk_free_bytes") < value("motcua_disk_size_bytes")


def test_a_database_that_is_away_is_told_and_ends_nothing(services: Services) -> None:
    away = replace(services, sessions=sessions(engine("postgresql+psycopg://nobody@127.0.0.1:9/nothing")))
    Gauges(away, lambda: False).measure()
    assert (value("motcua_database_up"), value("motcua_rasa_ready")) == (0, 0)
