"""Limiting requests: a crowd behind one address passes, a flood is refused in words, machines that watch are not counted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bot.answers.wording import say
from channels.app import public_app
from channels.limits import Limits
from channels.services import Services


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    """An application that lets each address make five requests a minute."""
    settings = services.settings.model_copy(update={"address_requests_per_minute": 5})
    with TestClient(public_app(replace(services, settings=settings, limits=Limits()))) as client:
        yield client


def test_a_flood_is_refused_in_words_and_told_when_to_come_again(client: TestClient) -> None:
    answers = [client.get("/api/v1/procedures/search", params={"q": "khai sinh"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].json()["message"] == say("too_many_turns")
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 12


def test_a_page_that_is_not_there_counts_as_well(client: TestClient) -> None:
    assert [client.get("/nothing").status_code for _ in range(6)] == [404] * 5 + [429]


def test_who_watches_is_not_counted(client: TestClient) -> None:
    assert {client.get("/healthz").status_code for _ in range(10)} == {200}


def test_a_socket_is_refused_before_it_is_open(client: TestClient) -> None:
    for _ in range(5):
        client.get("/nothing")
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/api/v1/chat/ws"):
        raise AssertionError("opened")


def test_others_are_not_concerned(client: TestClient) -> None:
    for _ in range(6):
        client.get("/nothing")
    with TestClient(client.app, client=("203.0.113.9", 50000)) as other:
        assert other.get("/nothing").status_code == 404
