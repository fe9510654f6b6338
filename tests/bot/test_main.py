"""The officers' command line: what it prints, and its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answers.chat import ChatReply
from bot.answers.messages import TextMessage
from bot.answers.wording import say
from bot.conversations import receipts
from bot.conversations.feedback import Feedback, Feedbacks
from bot.conversations.hand_overs import HandOvers
from bot.conversations.store import Conversations
from knowledge.database import engine, sessions, upgrade
from knowledge.settings import ROOT, settings
from tests.bot.conversations.samples import NUMBER, OWNER, reply, taken, told

Run = Callable[..., tuple[int, str, str]]
SUMMARY = "Đã hỏi về: Đăng ký khai sinh. Đã trả lời: Ở nhà."


@pytest.fixture
def conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Conversations]:
    """The database that the command line works on."""
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    monkeypatch.setenv("MOTCUA_DATABASE_URL", url)
    settings.cache_clear()
    upgrade(url)
    yield Conversations(sessions(engine(url)), b"a secret of the tests, 32 bytes!")
    settings.cache_clear()


@pytest.fixture
def run(conversations: Conversations, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
def key(conversations: Conversations) -> str:
    key = conversations.key("web", "abcdefgh")
    taken(conversations, key, reply())
    return key


@pytest.fixture
def number(conversations: Conversations, key: str) -> str:
    """A conversation that waits for an officer."""
    return str(HandOvers(conversations.sessions).ask(key, "asked", SUMMARY, "cho tui hỏi phí"))


def test_an_empty_queue_is_said_so(run: Run) -> None:
    assert run("hand-overs") == run("hand-overs", "list") == (0, "Không có cuộc trò chuyện nào đang chờ cán bộ.\n", "")


def test_the_queue_shows_who_waits_since_when_and_for_what(run: Run, number: str) -> None:
    status, out, _ = run("hand-overs", "list")
    assert status == 0
    assert [word for word in (number, "đang chờ", "web", "người dân xin", SUMMARY) if word not in out] == []


def test_one_conversation_is_shown_with_all_that_was_said(run: Run, number: str) -> None:
    run("hand-overs", "take", number, "--officer", "Lan")
    run("hand-overs", "say", number, "--officer", "Lan", "Dạ", "miễn", "phí.")
    status, out, _ = run("hand-overs", "show", number)
    assert status == 0
    assert out.index(SUMMARY) < out.index("Người dân: cho tui hỏi phí") < out.index("Cán bộ: Dạ miễn phí.")
    assert "Cán bộ: Lan" in out


def test_take_say_and_release_each_reach_the_citizen(
    run: Run, number: str, conversations: Conversations, key: str
) -> None:
    for deed, words in (("take", ()), ("say", ("Mang căn cước nhé.",)), ("release", ())):
        status, out, err = run("hand-overs", deed, number, "--officer", " Chị  Lan ", *words)
        assert (status, err) == (0, "")
        assert number in out
    replies = [ChatReply.model_validate_json(one) for one in conversations.since(key, OWNER, None)[1:]]
    assert [(one.handed_over, one.messages) for one in replies] == [
        ("taken", [TextMessage(text=say("handoff_taken"))]),
        ("taken", [TextMessage(text="Mang căn cước nhé.", author="officer")]),
        ("", [TextMessage(text=say("handoff_released"))]),
    ]
    assert run("hand-overs")[1].startswith("Không có")


def test_what_an_officer_may_not_do_is_refused_with_why(run: Run, number: str) -> None:
    assert run("hand-overs", "say", number, "--officer", "Lan", "xin chào")[0] == 1
    run("hand-overs", "take", number, "--officer", "Lan")
    status, out, err = run("hand-overs", "take", number, "--officer", "Minh")
    assert (status, out, err) == (1, "", f"error: {number} is taken by Lan\n")
    assert run("hand-overs", "say", number, "--officer", "Lan", " ") == (1, "", "error: there are no words to send\n")
    assert run("hand-overs", "show", "99")[::2] == (1, "error: 99: no conversation was handed over under this number\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["receipt"],
        ["hand-overs", "take", "1"],
        ["hand-overs", "take", "0", "--officer", "Lan"],
        ["hand-overs", "take", "²", "--officer", "Lan"],
        ["hand-overs", "show", "99999999999999999999"],
        ["hand-overs", "take", "1", "--officer", " "],
        ["hand-overs", "take", "1", "--officer", "x" * 61],
        ["hand-overs", "say", "1", "--officer", "Lan"],
    ],
)
def test_a_command_that_cannot_be_read_ends_with_two(run: Run, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2


def test_a_receipt_is_shown_exactly_as_it_was_told(run: Run, conversations: Conversations) -> None:
    receipts.keep(conversations.sessions, [told()], "release-1")
    status, out, _ = run("receipt", "1a2b-3c4d 5e")
    assert status == 0
    expected = [
        "Giấy tờ cần cho: Đăng ký khai sinh", NUMBER, "release-1", "tính đến 19/07/2026", "chưa chốt",
        "Sanh ở đâu? Ở nhà", "Ai đi nộp? Không biết (chưa chắc)",
        "- Tờ khai [nộp, 1 bản chính, 2 bản sao]", "Để ghi sổ.", "mẫu: Mẫu 01", "xem kỹ: Đúng mẫu.",
        "- Giấy chứng sinh [xuất trình, không ghi số lượng]", "thay bằng: bản điện tử", "Điều 9, 123/2015/NĐ-CP",
        "Chưa chắc", "Văn bản người làm chứng", "Không cần", "- Giấy ủy quyền", "Tự đi nộp.", "Có câu chưa chắc.",
    ]  # fmt: skip
    places = [out.find(part) for part in expected]
    assert -1 not in places, expected[places.index(-1)]
    assert out.index("Tờ khai [") < out.index("Văn bản người làm chứng") < out.index("Giấy ủy quyền")


def test_a_receipt_as_json_is_complete(run: Run, conversations: Conversations) -> None:
    receipts.keep(conversations.sessions, [told()], "release-1")
    found = json.loads(run("receipt", NUMBER, "--json")[1])
    assert (found["number"], found["release"]) == (NUMBER, "release-1")
    assert found["checklist"] == told().model_dump(mode="json")
    assert found["told_at"]


def test_an_unknown_receipt_is_told(run: Run) -> None:
    assert run("receipt", "ABC") == (1, "", "error: No list was handed over under this receipt number.\n")


def test_feedback_is_listed_and_counted(run: Run, conversations: Conversations, key: str) -> None:
    assert run("feedback")[1] == "Chưa có góp ý nào.\n"
    feedbacks = Feedbacks(conversations.sessions)
    feedbacks.give(key, Feedback(taken(conversations, key, reply()), "up"))
    wrong = Feedback(taken(conversations, key, reply(procedures=["1.001193"])), "down", "wrong_papers", "thiếu một tờ")
    feedbacks.give(key, wrong)
    status, out, _ = run("feedback")
    assert status == 0
    assert [word for word in ("1.001193", "sai hoặc thiếu giấy tờ", "thiếu một tờ") if word not in out] == []
    assert "2 góp ý: 1 tốt, 1 chưa tốt" in out
    assert "1 góp ý: 0 tốt, 1 chưa tốt" in run("feedback", "--down")[1]
    (given,) = json.loads(run("feedback", "--down", "--json")[1])
    assert (given["verdict"], given["reason"], given["procedure_code"]) == ("down", "wrong_papers", "1.001193")


def test_a_database_out_of_reach_ends_with_two(tmp_path: Path) -> None:
    environment = os.environ | {"MOTCUA_DATABASE_URL": f"sqlite:///{tmp_path}"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "hand-overs"], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
