"""What nobody should send and everybody does, and parts that fail: a clear Vietnamese answer, and the talk goes on."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from bot import training
from bot.answers.wording import say
from channels.app import public_app
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services
from knowledge.settings import Settings
from tests.bot.talking import Citizen, Reply, question, words
from tests.conftest import Server, running

BIRTH = "lam giay khai sinh cho con can gi"
EXPLAINED = [say("empty"), say("unreadable"), say("stale_choice"), say("decline"), say("decline_again"), say("clarify")]
PATIENCE = 90


@pytest.fixture
def citizen(live_url: str) -> Iterator[Citizen]:
    with Citizen(live_url) as citizen:
        yield citizen


@pytest.fixture(scope="module")
def own_server(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, to break."""
    var = tmp_path_factory.mktemp("own")
    (var / "releases").symlink_to(guides_settings.releases)
    (var / "rasa").mkdir()
    training.train(guides_settings)
    (var / "rasa" / training.model(guides_settings).name).symlink_to(training.model(guides_settings))
    yield from running(Settings(var=var))


def goes_on(citizen: Citizen) -> None:
    """A good question after the bad one is answered as ever."""
    reply = citizen.say("đăng ký tạm trú phí bao nhiêu")
    assert (reply["decision"], reply["procedures"]) == ("answer", ["1.004194"])


@pytest.mark.parametrize(("text", "answer"), [("", "empty"), ("  \n\t ", "empty"), ("😀😀🙏", "unreadable")])
def test_nothing_to_read_is_said_so(citizen: Citizen, text: str, answer: str) -> None:
    assert words(citizen.say(text)).split("\n")[1] == say(answer)
    goes_on(citizen)


@pytest.mark.parametrize("text", ["!!!???...", "\u200b\u200b", "-", "🇻🇳", "\u0301", "¿", "\x00"])
def test_signs_alone_are_unreadable(citizen: Citizen, text: str) -> None:
    assert say("unreadable") in words(citizen.say(text)) or say("empty") in words(citizen.heard[-1])
    goes_on(citizen)


def test_ten_thousand_characters_are_not_read_and_the_limit_is_told(citizen: Citizen) -> None:
    assert words(citizen.say("làm khai sinh " * 715)).split("\n")[1] == say("too_long", limit=1000)
    goes_on(citizen)


@pytest.mark.parametrize(
    "text", ["我要办理出生登记", "ខ្ញុំចង់ចុះឈ្មោះកំណើត", "мне нужно свидетельство", "أريد شهادة ميلاد", "ใบเกิด"]
)
def test_another_script_is_never_taken_for_a_procedure(citizen: Citizen, text: str) -> None:
    reply = citizen.say(text)
    assert reply["decision"] != "answer"
    assert any(explained in words(reply) for explained in EXPLAINED)
    goes_on(citizen)


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/choose",
        '/choose{"choice":"x"}',
        "/session_start",
        "/back",
        "/ask{{{",
        '/look_up_dossier{"a":"b"}',
        "/",
    ],
)
def test_rasas_own_commands_are_words_like_any_other(citizen: Citizen, text: str) -> None:
    citizen.say(BIRTH)
    reply = citizen.say(text)
    assert not reply["limited"]
    assert reply["messages"]
    assert question(citizen.choose("Đã đăng ký kết hôn")) == "filing_method"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{name}",
        "%s %d {0}",
        "{{7*7}}",
        "\\u0000",
        "${HOME}",
        "a" * 1000,
        "9" * 900,
    ],
)
def test_markup_and_placeholders_come_to_nothing(citizen: Citizen, text: str) -> None:
    reply = citizen.say(text)
    assert reply["messages"]
    assert text not in words(reply)
    goes_on(citizen)


def test_decomposed_letters_are_read_like_composed_ones(citizen: Citizen) -> None:
    import unicodedata

    reply = citizen.say(unicodedata.normalize("NFD", "làm giấy khai sinh cho con cần giấy tờ gì"))
    assert reply["procedures"] == ["1.001193"]


@pytest.mark.parametrize("code", ["H13.99-261301-0007", "H13.99-26110-0007", "hl3.99-261101-0007"])
def test_a_mistyped_dossier_code_gets_a_hint_and_a_second_try(citizen: Citizen, code: str) -> None:
    assert "gõ chưa đúng" in words(citizen.say(f"hồ sơ {code} tới đâu rồi"))
    assert "4 số cuối" in words(citizen.say("H13.99-261101-0007"))
    assert say("dossier_not_proved") in words(citizen.say("0000"))
    goes_on(citizen)


@pytest.mark.parametrize("proof", ["12", "12345", "không nhớ", "99999999999999"])
def test_what_is_no_proof_is_asked_for_again(citizen: Citizen, proof: str) -> None:
    citizen.say("tra hồ sơ H13.99-261101-0007")
    reply = citizen.say(proof)
    assert reply["decision"] in ("dialogue", "decline", "clarify")
    assert say("dossier_not_proved") in words(citizen.say("1234"))


def test_a_choice_that_was_never_offered_is_stale(citizen: Citizen) -> None:
    reply = citizen._send(choice="made-up")
    assert say("stale_choice") in words(reply)
    goes_on(citizen)


def test_thirty_turns_go_as_well_as_one(citizen: Citizen) -> None:
    for _ in range(5):
        citizen.say(BIRTH)
        for text in ("trời mưa", "phí bao nhiêu", "quay lại", "cảm ơn", "thôi"):
            assert citizen.say(text)["messages"]
    goes_on(citizen)


def test_an_action_that_fails_costs_the_turn_nothing_but_a_notice(made: Services, guides_server: Server) -> None:
    """This gateway's Rasa belongs to another application, whose actions know no such turn and fail."""
    rasa = RasaClient(f"http://127.0.0.1:{guides_server.rasa_port}", made.settings.rasa_timeout)
    old = made.gateway
    gateway = Gateway(made.conversations, old.hand_overs, old.assistant, old.seal, rasa, made.settings)
    with TestClient(public_app(replace(made, gateway=gateway))) as client:
        for _ in range(2):
            sent = {"conversation_id": "failing-actions", "channel": "api", "text": BIRTH}
            reply: Reply = client.post("/api/v1/chat", json=sent).json()
            assert reply["limited"]
            assert reply["procedures"] == ["1.001193"]
            assert reply["messages"][0]["text"] == say("limited")
            assert question(reply) == "parents"


def test_a_locked_database_is_told_and_the_talk_goes_on_afterwards(own_server: Server) -> None:
    with Citizen(own_server.url) as citizen:
        citizen.say(BIRTH)
        lock = sqlite3.connect(own_server.var / "run" / "motcua.sqlite", isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        sent = {"conversation_id": citizen.conversation_id, "channel": "web", "text": "phí bao nhiêu"}
        answer = citizen.http.post("/api/v1/chat", json=sent)
        lock.rollback()
        lock.close()
        assert answer.status_code == 503
        assert answer.json()["message"] == say("not_now")
        assert question(citizen.say("phí bao nhiêu")) == "parents"


def test_rasa_killed_is_told_and_comes_back_by_itself(own_server: Server) -> None:
    with Citizen(own_server.url) as citizen:
        citizen.say(BIRTH)
        os.kill(rasa_of(own_server), signal.SIGKILL)
        reply = citizen.choose("Chưa kết hôn, để trống phần cha")
        assert reply["limited"]
        assert reply["messages"][0] == {**reply["messages"][0], "text": say("limited"), "tone": "notice"}
        assert question(reply) == "filing_method"
        assert question(citizen.say("ra xã nộp")) == "usual"
        await_rasa(own_server)
        reply = citizen.say("dạ đúng hết rồi")
        assert not reply["limited"]
        assert question(reply) == "birth_proof"


def rasa_of(server: Server) -> int:
    """Process id of the server's own Rasa."""
    children = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)], capture_output=True, text=True
    )
    (line,) = [line for line in children.stdout.splitlines() if "rasa_cli" in line]
    return int(line.split()[0])


def await_rasa(server: Server) -> None:
    limit = time.monotonic() + PATIENCE
    time.sleep(1)
    while not httpx.get(f"{server.url}/readyz").json()["rasa"]:
        assert time.monotonic() < limit, "Rasa did not come back"
        time.sleep(0.3)


def log_of(server: Server) -> str:
    return Path(server.var / "run" / "serve.log").read_text(errors="replace")


def test_nothing_was_said_of_it_in_the_log_but_what_happened(own_server: Server) -> None:
    log = log_of(own_server)
    assert "Rasa ended with status" in log
    assert "khai sinh" not in log
