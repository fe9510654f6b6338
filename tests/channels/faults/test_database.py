"""The database at fault: nobody is told that something was kept which was not, and the next turn works by itself."""

import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text

from bot.answers.wording import say
from channels.app import public_app
from channels.services import put_together
from knowledge.database import engine
from knowledge.settings import Settings
from tests.channels.faults.conftest import Restartable

BIRTH = "lam giay khai sinh cho con can gi"
PATIENCE = "options=-c%20lock_timeout%3D500"


@pytest.fixture(scope="module")
def on_postgresql(guides_settings: Settings, restartable: Restartable) -> Iterator[TestClient]:
    """The application on a PostgreSQL whose locks are waited for half a second."""
    url = f"{restartable.postgres.upgraded()}&{PATIENCE}"
    with TestClient(
        public_app(put_together(guides_settings.model_copy(update={"database_url": url, "rasa_port": 9})))
    ) as http:
        yield http


def posted(http: TestClient, conversation: str, said: str = BIRTH, message: str | None = None) -> Any:
    sent = {"conversation_id": conversation, "channel": "web", "text": said, "client_message_id": message}
    return http.post("/api/v1/chat", json=sent)


def refused_in_words(answer: Any) -> bool:
    return bool(answer.status_code == 503 and answer.json()["message"] == say("not_now"))


def test_postgresql_down_is_told_and_over_when_it_is_back(on_postgresql: TestClient, restartable: Restartable) -> None:
    conversation = str(uuid.uuid4())
    first = posted(on_postgresql, conversation).json()
    restartable.stop()
    try:
        assert refused_in_words(posted(on_postgresql, conversation, "phí bao nhiêu", "m1"))
        assert on_postgresql.get("/readyz").status_code == 503
        assert on_postgresql.get("/healthz").status_code == 200
    finally:
        restartable.start()
    again = posted(on_postgresql, conversation, "phí bao nhiêu", "m1")
    assert (again.status_code, again.json()["procedures"]) == (200, ["1.001193"])
    kept = on_postgresql.get(f"/api/v1/chat/{conversation}/messages").json()
    assert [reply["turn_id"] for reply in kept] == [first["turn_id"], again.json()["turn_id"]]


def test_postgresql_started_anew_between_two_turns_is_not_noticed(
    on_postgresql: TestClient, restartable: Restartable
) -> None:
    conversation = str(uuid.uuid4())
    posted(on_postgresql, conversation)
    restartable.stop()
    restartable.start()
    assert posted(on_postgresql, conversation, "phí bao nhiêu").status_code == 200


def test_a_postgresql_that_keeps_us_waiting_is_given_up_in_words(on_postgresql: TestClient) -> None:
    conversation = str(uuid.uuid4())
    posted(on_postgresql, conversation)
    url = on_postgresql.app.state.services.settings.database_url  # type: ignore[attr-defined]
    with engine(url).begin() as connection:
        connection.execute(text("LOCK TABLE conversations IN ACCESS EXCLUSIVE MODE"))
        assert refused_in_words(posted(on_postgresql, conversation, "phí bao nhiêu"))
    assert posted(on_postgresql, conversation, "phí bao nhiêu").json()["procedures"] == ["1.001193"]


@pytest.fixture
def full_disk(guides_settings: Settings, tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    """The application on a file that a full disk lets grow no more, once its pages are counted."""
    file = tmp_path / "motcua.sqlite"
    told = {"database_url": f"sqlite:///{file}", "rasa_port": 9}
    with TestClient(public_app(put_together(guides_settings.model_copy(update=told)))) as http:
        yield http, file


def test_a_full_disk_is_told_and_what_was_kept_is_still_there(full_disk: tuple[TestClient, Path]) -> None:
    http, file = full_disk
    conversation = str(uuid.uuid4())
    first = posted(http, conversation).json()
    with sqlite3.connect(file) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    sessions = http.app.state.services.sessions  # type: ignore[attr-defined]
    bound = sessions.kw["bind"]
    bound.dispose()

    def limited(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(bound, "connect", limited)
    answers = [posted(http, conversation, BIRTH) for _ in range(12)]
    assert refused_in_words(answers[-1])
    event.remove(bound, "connect", limited)
    bound.dispose()
    kept = http.get(f"/api/v1/chat/{conversation}/messages").json()
    taken = [first, *(answer.json() for answer in answers if answer.status_code == 200)]
    assert [reply["turn_id"] for reply in kept] == [reply["turn_id"] for reply in taken]
    assert posted(http, conversation, "phí bao nhiêu").status_code == 200
