"""Two replicas on one PostgreSQL and one Redis, in the test's own process: what one knows the other one knows.

Rasa is down here; `tests/prove_replicas.py` has several of everything, behind nginx.
"""

import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from bot.answers.chat import ChatReply
from bot.conversations.officer_replies import taken_reply, words_reply
from channels.app import public_app
from channels.errors import TooManyTurnsError
from channels.services import Services, put_together
from channels.turns import Turn
from knowledge.data_key import data_key
from knowledge.dossiers import demo
from knowledge.settings import Settings
from tests.bot.talking import Reply, of_type, words
from tests.knowledge.conftest import postgres  # noqa: F401
from tests.postgres import Postgres
from tests.redis_server import RedisServer, redis_server

BIRTH = "lam giay khai sinh cho con can gi"


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def pair(guides_settings: Settings, postgres: Postgres, redis: RedisServer) -> tuple[Services, Services]:  # noqa: F811
    """The services of two replicas, as two machines would put them together."""
    shared = {
        "database_url": postgres.upgraded(),
        "redis_url": redis.url,
        "rasa_port": 9,
        "officer_hours": "Mon-Sun 00:00-24:00",
        "turns_per_minute": 30,
        "guesses_per_hour": 3,
    }
    settings = guides_settings.model_copy(update=shared)
    return put_together(settings), put_together(settings)


@pytest.fixture(scope="module")
def clients(pair: tuple[Services, Services]) -> Iterator[tuple[TestClient, TestClient]]:
    with TestClient(public_app(pair[0])) as first, TestClient(public_app(pair[1])) as second:
        yield first, second


@dataclass
class Wanderer:
    """A citizen whose every message comes to the other replica than the one before."""

    clients: tuple[TestClient, TestClient]
    conversation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    secret: str = ""
    turn: int = 0

    def say(self, text: str, **more: str) -> Reply:
        sent = {"conversation_id": self.conversation_id, "channel": "web", "text": text, **more}
        self.turn += 1
        answer = self.at.post("/api/v1/chat", json=sent, headers=self.headers)
        answer.raise_for_status()
        self.secret = answer.headers["X-Conversation-Secret"]
        reply: Reply = answer.json()
        return reply

    @property
    def at(self) -> TestClient:
        """The replica that the last message came to."""
        client = self.clients[self.turn % 2]
        client.cookies.clear()
        return client

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Conversation-Secret": self.secret} if self.secret else {}


@pytest.fixture(scope="module")
def dossiers(pair: tuple[Services, Services]) -> list[demo.DemoDossier]:
    """Invented dossiers that both replicas can look up."""
    services, now = pair[0], datetime.now(UTC)
    made = demo.invent(4, 1, now)
    demo.replace(services.sessions, data_key(services.sessions, services.settings), made, now)
    return made


@pytest.fixture
def wanderer(clients: tuple[TestClient, TestClient]) -> Wanderer:
    return Wanderer(clients)


def test_a_conversation_goes_on_at_the_other_replica(wanderer: Wanderer) -> None:
    assert wanderer.say(BIRTH)["procedures"] == ["1.001193"]
    assert wanderer.say("phí bao nhiêu")["procedures"] == ["1.001193"]


def test_the_same_message_at_two_replicas_gets_one_reply(wanderer: Wanderer) -> None:
    first = wanderer.say(BIRTH, client_message_id="m1")
    assert wanderer.say(BIRTH, client_message_id="m1") == first


def taken(clients: tuple[TestClient, TestClient], pair: tuple[Services, Services], turns: list[Turn]) -> list[object]:
    """Let the replicas take turns by turns, all at once, each in its own loop; return replies and refusals."""
    started: list[Future[ChatReply]] = []
    for number, turn in enumerate(turns):
        portal = clients[number % 2].portal
        assert portal
        started.append(portal.start_task_soon(pair[number % 2].gateway.take, turn))
    return [one.exception() or one.result() for one in started]


def test_turns_at_two_replicas_at_once_are_taken_one_after_another(
    clients: tuple[TestClient, TestClient], pair: tuple[Services, Services]
) -> None:
    conversation = str(uuid.uuid4())
    turns = [
        Turn(conversation, "api", "an owner", "xin chào", client_message_id=str(number // 2)) for number in range(8)
    ]
    replies = taken(clients, pair, turns)
    assert len({reply.turn_id for reply in replies if isinstance(reply, ChatReply)}) == 4
    assert len(pair[0].conversations.since(pair[0].conversations.key("api", conversation), "an owner", None)) == 4


def test_a_dossiers_code_at_one_replica_and_the_proof_at_the_other(
    wanderer: Wanderer, dossiers: list[demo.DemoDossier]
) -> None:
    code = dossiers[0].record.dossier_code
    assert "4 số cuối" in words(wanderer.say(f"hồ sơ {code} tới đâu rồi"))
    (shown,) = of_type(wanderer.say(dossiers[0].identity_number[-4:]), "dossier")
    assert shown["dossier_code"] == code


def test_a_conversation_handed_over_at_one_replica_is_silent_at_the_other(
    wanderer: Wanderer, pair: tuple[Services, Services]
) -> None:
    first, second = (services.gateway.hand_overs for services in pair)
    key = pair[0].conversations.key("web", wanderer.conversation_id)
    wanderer.say(BIRTH)
    number = first.ask(key, "asked", "làm giấy khai sinh")
    second.take(number, "Lan", taken_reply())
    assert [wanderer.say("alo")["messages"] for _ in range(2)] == [[], []]
    first.say(number, "Lan", "Chào chị", words_reply("Chào chị"))
    heard = wanderer.at.get(f"/api/v1/chat/{wanderer.conversation_id}/messages", headers=wanderer.headers).json()
    assert "Chào chị" in words(heard[-1])


def test_an_officers_words_at_one_replica_are_pushed_by_the_other(
    wanderer: Wanderer, pair: tuple[Services, Services]
) -> None:
    first, second = (services.gateway.hand_overs for services in pair)
    last = wanderer.say(BIRTH)["turn_id"]
    number = first.ask(pair[0].conversations.key("web", wanderer.conversation_id), "asked", "giấy khai sinh")
    with wanderer.at.websocket_connect("/api/v1/chat/ws", headers=wanderer.headers) as socket:
        socket.send_json({"follow": wanderer.conversation_id, "since": last})
        assert socket.receive_json()["handed_over"] == "waiting"
        other = first if wanderer.turn % 2 else second
        other.take(number, "Lan", taken_reply())
        assert socket.receive_json()["pushed"]["turn_id"]


def test_wrong_guesses_at_both_replicas_spend_one_budget(
    clients: tuple[TestClient, TestClient], dossiers: list[demo.DemoDossier]
) -> None:
    code, proof = dossiers[1].record.dossier_code, dossiers[1].identity_number[-4:]
    wrong = f"{(int(proof) + 1) % 10_000:04}"
    for _ in range(3):
        citizen = Wanderer(clients)
        citizen.say(f"hồ sơ {code}")
        citizen.say(wrong)
    late = Wanderer(clients, turn=1)
    late.say(f"hồ sơ {code}")
    assert of_type(late.say(proof), "dossier") == []


def test_turns_at_both_replicas_count_towards_one_limit(
    clients: tuple[TestClient, TestClient], pair: tuple[Services, Services]
) -> None:
    conversation = str(uuid.uuid4())
    # Each replica for itself would let its half of them through.
    replies = taken(clients, pair, [Turn(conversation, "api", "an owner", "") for _ in range(58)])
    assert any(isinstance(reply, TooManyTurnsError) for reply in replies)
    assert sum(isinstance(reply, ChatReply) for reply in replies) >= 30


def test_what_is_erased_at_one_replica_is_gone_at_the_other_and_at_rasa(
    wanderer: Wanderer, pair: tuple[Services, Services], redis: RedisServer
) -> None:
    wanderer.say(BIRTH)
    tracker = "motcua:tracker:" + pair[0].conversations.key("web", wanderer.conversation_id)
    redis.client.set(tracker, "{}")
    wanderer.turn += 1
    assert wanderer.at.delete(f"/api/v1/chat/{wanderer.conversation_id}", headers=wanderer.headers).status_code == 204
    wanderer.turn += 1
    assert (
        wanderer.at.get(f"/api/v1/chat/{wanderer.conversation_id}/messages", headers=wanderer.headers).status_code
        == 403
    )
    assert redis.client.get(tracker) is None


def test_a_kiosk_that_beats_at_one_replica_lives_at_the_other(clients: tuple[TestClient, TestClient]) -> None:
    beat = {"device": "quay-1", "version": "1", "screen": "start", "printer": "a4", "reset_at": "2026-11-23T07:00:00Z"}
    assert clients[0].post("/api/v1/kiosk/heartbeat", json=beat).status_code == 200
    assert clients[1].get("/api/v1/kiosk/heartbeat", params={"device": "quay-1"}).status_code == 204
    assert clients[1].get("/api/v1/kiosk/heartbeat", params={"device": "quay-2"}).status_code == 503


def test_readiness_tells_of_redis(clients: tuple[TestClient, TestClient]) -> None:
    assert clients[0].get("/readyz").json()["redis"] is True
