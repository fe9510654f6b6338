"""A person takes over and gives back, against the running server with Rasa, with the officers' own command line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from bot.__main__ import main
from bot.answers.wording import say
from knowledge.settings import settings
from tests.bot.talking import Citizen, Reply, of_type, papers, question, words
from tests.conftest import Server


@dataclass
class Officer:
    """Somebody at the command line beside the running server."""

    capsys: pytest.CaptureFixture[str]
    name: str = "Lan"

    def run(self, *arguments: str) -> str:
        """Run one command; return what it prints."""
        self.capsys.readouterr()
        assert main([*arguments]) == 0
        return self.capsys.readouterr().out

    def do(self, deed: str, number: str, *words: str) -> str:
        return self.run("hand-overs", deed, number, "--officer", self.name, *words)

    def newest(self) -> str:
        """The number of the conversation that asked last."""
        return re.findall(r"^ *(\d+)  ", self.run("hand-overs"), re.MULTILINE)[-1]


@pytest.fixture
def officer(
    staffed_server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Officer]:
    """An officer whose command line works on the server's database."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", f"sqlite:///{staffed_server.var / 'run' / 'motcua.sqlite'}")
    settings.cache_clear()
    yield Officer(capsys)
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def citizen(staffed_server: Server) -> Iterator[Citizen]:
    with Citizen(staffed_server.url) as citizen:
        yield citizen


def since(citizen: Citizen, reply: Reply) -> list[Reply]:
    """What came after a reply."""
    address = f"/api/v1/chat/{citizen.conversation_id}/messages"
    found: list[Reply] = citizen.http.get(address, params={"since": reply["turn_id"]}).json()
    return found


def test_a_person_takes_over_in_the_middle_of_a_list_and_gives_back(citizen: Citizen, officer: Officer) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    citizen.choose("Đã đăng ký kết hôn")
    citizen.say("cho tui gặp cán bộ đi")
    agreed = citizen.choose(say("handoff_agree"))
    assert agreed["handed_over"] == "waiting"
    number = officer.newest()
    assert "Đã đăng ký kết hôn" in officer.run("hand-overs", "show", number)

    officer.do("take", number)
    silent = citizen.say("tui sanh ở nhà mà hổng có ai làm chứng")
    assert (silent["messages"], silent["handed_over"]) == ([], "taken")
    officer.do("say", number, "Chị ghi giấy cam đoan về việc sinh nhé.")
    taken, heard, said = since(citizen, agreed)
    assert say("handoff_taken") in words(taken)
    assert heard == silent
    assert (of_type(said, "text")[0]["author"], said["handed_over"]) == ("officer", "taken")
    assert "hổng có ai làm chứng" in officer.run("hand-overs", "show", number)

    officer.do("release", number)
    (released,) = since(citizen, said)
    assert (released["handed_over"], of_type(released, "text")[0]["author"]) == ("", "assistant")
    assert question(citizen.say("tiếp tục")) == "filing_method"
    citizen.choose("Đến quầy")
    citizen.choose("Đúng hết")
    assert papers(citizen.choose("Không có, cũng không ai làm chứng"))


def test_the_receipt_on_the_list_is_what_the_officer_reads(citizen: Citizen, officer: Officer) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    for answer in ("Đã đăng ký kết hôn", "Đến quầy", "Đúng hết"):
        citizen.choose(answer)
    (told,) = of_type(citizen.choose("Không có, nhưng có người làm chứng"), "checklist")
    read = officer.run("receipt", told["receipt"].lower())
    lines = [item["name"] for item in (*told["needed"], *told["not_needed"])] + [
        fact["answer"] for fact in told["facts"]
    ]
    assert [line for line in lines if line not in read] == []
    shown = httpx.get(f"{citizen.url}/api/v1/receipts/{told['receipt']}").json()
    assert shown["checklist"] == told


def test_what_a_citizen_thinks_of_a_reply_reaches_the_staff(citizen: Citizen, officer: Officer) -> None:
    reply = citizen.say("đăng ký tạm trú phí bao nhiêu")
    body = {"turn_id": reply["turn_id"], "verdict": "down", "reason": "unclear", "note": "hỏi một đằng nói một nẻo"}
    assert citizen.http.post(f"/api/v1/chat/{citizen.conversation_id}/feedback", json=body).status_code == 204
    told = officer.run("feedback", "--down")
    assert [part for part in ("1.004194", "khó hiểu", "hỏi một đằng nói một nẻo") if part not in told] == []


def test_a_complaint_with_a_reason_reaches_the_staff(citizen: Citizen, officer: Officer) -> None:
    citizen.say("đăng ký kết hôn cần giấy tờ gì")
    citizen.say("chỉ tầm bậy tầm bạ, quá thất vọng")
    if [label for label, _ in citizen.labels() if label == say("feedback_wrong_papers")]:
        citizen.choose(say("feedback_wrong_papers"))
        assert "sai hoặc thiếu giấy tờ" in officer.run("feedback", "--down")
