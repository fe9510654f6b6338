"""Asking a server that speaks Rasa's API."""

import pytest

from eval.acts.errors import NoRasaError
from eval.acts.rasa import Rasa
from eval.errors import EvalError
from tests.eval.acts.peer import RasaPeer


def test_the_intent_is_the_speech_act() -> None:
    with RasaPeer({"dạ có": "affirm"}) as peer, Rasa(peer.url) as rasa:
        heard = rasa.hear("dạ có")
    assert (heard.act, heard.error) == ("affirm", "")
    assert heard.milliseconds > 0


def test_what_is_not_understood_is_a_question() -> None:
    with RasaPeer({}) as peer, Rasa(peer.url) as rasa:
        assert rasa.hear("khai sanh").act == "ask"


def test_the_model_is_named_without_its_folder() -> None:
    with RasaPeer({}) as peer, Rasa(peer.url) as rasa:
        assert rasa.model == {"file": "0123456789abcdef.tar.gz", "id": "abc"}


def test_a_number_reaches_rasa_sealed_as_from_the_gateway() -> None:
    with RasaPeer({}) as peer, Rasa(peer.url) as rasa:
        rasa.hear("số của tui 0912345678")
    assert "0912345678" not in peer.asked[0]
    assert peer.asked[0].startswith("số của tui")


@pytest.mark.parametrize(("typed", "sent"), [("/affirm", "affirm"), (" // ", "?"), ("  dạ ", "dạ")])
def test_nobody_names_an_intent_by_a_slash(typed: str, sent: str) -> None:
    with RasaPeer({}) as peer, Rasa(peer.url) as rasa:
        rasa.hear(typed)
    assert peer.asked == [sent]


def test_an_error_of_rasa_is_no_answer() -> None:
    with RasaPeer({"chào": ""}) as peer, Rasa(peer.url) as rasa:
        heard = rasa.hear("chào")
    assert heard.act is None
    assert "500" in heard.error


def test_a_server_that_went_away_is_no_answer() -> None:
    with RasaPeer({}) as peer:
        rasa = Rasa(peer.url)
    with rasa:
        assert rasa.hear("chào").act is None


def test_a_rasa_without_its_api_says_how_to_serve_it() -> None:
    with RasaPeer({}, api=False) as peer, pytest.raises(NoRasaError, match="--enable-api"):
        Rasa(peer.url)


def test_where_nothing_listens_there_is_no_rasa() -> None:
    with pytest.raises(NoRasaError, match=r"127\.0\.0\.1:1"):
        Rasa("http://127.0.0.1:1")


@pytest.mark.parametrize("url", ["localhost:8002", "nowhere", "http://["])
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(EvalError):
        Rasa(url)
