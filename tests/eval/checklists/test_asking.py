"""Cases asked of a real server: by facts, and in words."""

import httpx
import pytest

from eval.checklists.asked import Case, Need
from eval.checklists.asking import asked
from tests.conftest import Server


@pytest.fixture(scope="module")
def client(guides_server: Server) -> httpx.Client:
    return httpx.Client(base_url=guides_server.url, timeout=30)


def test_facts_bring_a_list_in_one_request(client: httpx.Client) -> None:
    case = Case(id="c1", procedure="2.000884", facts={"document": "signature_only"}, needed=("text",))
    found = asked(client, case)
    assert found.papers is None
    assert "422" in found.error
    told = asked(client, Case(id="c2", procedure="1.012566", facts={"old_card": "gone"}, needed=("request_form",)))
    assert told.papers == {"request_form": Need.NEEDED, "old_identity_card": Need.NOT_NEEDED}
    assert (told.procedure, told.error) == ("1.012566", "")
    assert told.milliseconds > 0


def test_a_case_in_words_is_told_question_by_question(client: httpx.Client) -> None:
    tells = {"old_card": "không còn"}
    say = "xin giấy xác nhận số chứng minh nhân dân cũ cần giấy tờ gì"
    found = asked(client, Case(id="c1", procedure="1.012566", say=say, tells=tells, needed=("request_form",)))
    assert (found.procedure, found.listed, found.asks) == ("1.012566", ("request_form",), None)


def test_a_conversation_that_asks_what_the_case_does_not_tell_ends_there(client: httpx.Client) -> None:
    say = "xin giấy xác nhận số chứng minh nhân dân cũ cần giấy tờ gì"
    found = asked(client, Case(id="c1", procedure="1.012566", say=say, needed=("request_form",)))
    assert (found.papers, found.asks) == (None, "old_card")


def test_an_answer_that_is_not_understood_is_given_once(client: httpx.Client) -> None:
    say, tells = "xin giấy xác nhận số chứng minh nhân dân cũ cần giấy tờ gì", {"old_card": "qwrtp"}
    found = asked(client, Case(id="c1", procedure="1.012566", say=say, tells=tells, needed=("request_form",)))
    assert (found.papers, found.asks) == (None, "old_card")


def test_an_unknown_procedure_is_no_reply(client: httpx.Client) -> None:
    assert "404" in asked(client, Case(id="c1", procedure="9.999999", facts={}, needed=("form",))).error
