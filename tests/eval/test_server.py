"""A server that is not there is an error; a request that fails is a question without an answer."""

import pytest
from pydantic import BaseModel

from eval.errors import UnreachableServerError
from eval.server import connect, release_name, send
from tests.eval.peer import Peer


class Found(BaseModel):
    decision: str


def test_the_release_is_the_one_that_the_server_names() -> None:
    with Peer({}, release="abc") as peer, connect(peer.url) as client:
        assert release_name(client) == "abc"


def test_the_release_is_unknown_where_the_server_does_not_say() -> None:
    with Peer({}, release=None) as peer, connect(peer.url) as client:
        assert release_name(client) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "localhost:8000", "http://[", "nowhere"])
def test_a_server_that_is_not_there_is_named(url: str) -> None:
    with pytest.raises(UnreachableServerError), connect(url) as client:
        release_name(client)


def test_an_error_of_the_server_is_no_answer() -> None:
    with Peer({}) as peer, connect(peer.url) as client:
        response = send(client, Found, "GET", "/api/v1/procedures/search", params={"q": "?", "k": 5})
    assert response.body is None
    assert "500" in response.error


def test_a_reply_of_another_shape_is_no_answer() -> None:
    with Peer({}) as peer, connect(peer.url) as client:
        response = send(client, Found, "GET", "/readyz")
    assert response.body is None
    assert "decision" in response.error


def test_a_connection_that_breaks_is_no_answer() -> None:
    with connect("http://127.0.0.1:1") as client:
        response = send(client, Found, "GET", "/readyz")
    assert response.body is None
    assert response.error.startswith("ConnectError")
