"""How a question is timed, and from which files."""

import httpx
import pytest

from eval.latency.timing import Spoken, in_process, over_http
from eval.questions import read_rows
from knowledge.settings import ROOT
from tests.conftest import Server

QUESTIONS = ROOT / "eval" / "questions"
SPOKEN = Spoken(id="q1", question="phí đăng ký tạm trú bao nhiêu")


@pytest.mark.parametrize("name", ["dev.jsonl", "dev_acts.jsonl", "dev_details.jsonl"])
def test_any_file_of_single_messages_can_be_timed(name: str) -> None:
    rows = read_rows(QUESTIONS / name, Spoken)
    assert len(rows) > 50
    assert all(row.question for row in rows)


def test_a_turn_and_the_search_in_it_are_timed_apart(guides_server: Server) -> None:
    with httpx.Client(base_url=guides_server.url, timeout=30) as client:
        timed = over_http(guides_server.url, client, SPOKEN)
    assert set(timed.steps) == {"turn", "search"}
    assert timed.milliseconds == timed.steps["turn"] > 0
    assert timed.error == ""


def test_a_server_that_is_not_there_is_no_reply(nobody: str) -> None:
    with httpx.Client(base_url=nobody) as client:
        timed = over_http(nobody, client, SPOKEN)
    assert (timed.steps, "ConnectError" in timed.error) == ({}, True)


def test_a_search_in_this_process_is_one_step() -> None:
    said: list[str] = []
    timed = in_process(said.append, SPOKEN)
    assert said == [SPOKEN.question]
    assert timed.steps == {"retrieval": timed.milliseconds}
