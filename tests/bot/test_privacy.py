"""After a look-up, nothing typed of codes, proofs and identity numbers stands anywhere: database, Rasa's log, ours."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from knowledge.database import engine, sessions
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from knowledge.secrets import application_secret
from knowledge.settings import Settings
from tests.bot.talking import Citizen, of_type, words
from tests.conftest import Server


@pytest.fixture(scope="module")
def invented(guides_server: Server) -> list[DemoDossier]:
    """Demo dossiers in the running server's database, as `python -m knowledge dossiers demo` makes them."""
    settings = Settings(var=guides_server.var, database_url=f"sqlite:///{guides_server.var / 'run' / 'motcua.sqlite'}")
    now = datetime.now(UTC)
    made = demo.invent(12, 1, now)
    demo.replace(sessions(engine(settings.sqlalchemy_url)), application_secret(settings), made, now)
    return made


@pytest.fixture
def citizen(live_url: str) -> Iterator[Citizen]:
    with Citizen(live_url) as citizen:
        yield citizen


def test_code_then_last_four_digits_open_status_and_dates_only(citizen: Citizen, invented: list[DemoDossier]) -> None:
    dossier = invented[3]
    asked = citizen.say(f"hồ sơ {dossier.record.dossier_code} tới đâu rồi")
    assert "4 số cuối" in words(asked)
    assert dossier.record.dossier_code not in words(asked)
    (shown,) = of_type(citizen.say(dossier.identity_number[-4:]), "dossier")
    assert (shown["detail"], shown["procedure_name"], shown["timeline"]) == ("short", "", [])
    assert shown["dossier_code"] == dossier.record.dossier_code
    assert shown["source"]["title"]
    assert shown["as_of"]


def test_the_whole_identity_number_opens_all(citizen: Citizen, invented: list[DemoDossier]) -> None:
    dossier = invented[5]
    citizen.say(f"tra cứu {dossier.record.dossier_code}")
    (shown,) = of_type(citizen.say(f"căn cước của tui là {dossier.identity_number} nghen"), "dossier")
    assert shown["detail"] == "full"
    assert shown["procedure_name"]


def test_code_and_proof_in_one_message_are_enough(citizen: Citizen, invented: list[DemoDossier]) -> None:
    dossier = invented[1]
    reply = citizen.say(f"mã hồ sơ {dossier.record.dossier_code.lower()}, bốn số cuối {dossier.phone[-4:]}.")
    assert [message["detail"] for message in of_type(reply, "dossier")] == ["short"]


def test_a_wrong_proof_and_an_unknown_code_cannot_be_told_apart(live_url: str, invented: list[DemoDossier]) -> None:
    dossier = invented[2]
    wrong = f"{(int(dossier.identity_number[-4:]) + 1) % 10000:04}"
    answers = []
    for code, proof in ((dossier.record.dossier_code, wrong), ("H13.99-200101-9999", dossier.identity_number[-4:])):
        with Citizen(live_url) as citizen:
            citizen.say(f"hồ sơ {code}")
            answers.append([{**message} for message in citizen.say(proof)["messages"]])
    assert answers[0] == answers[1]
    assert "không khớp" in answers[0][0]["text"]


def test_the_look_up_can_be_left_and_taken_up_again(citizen: Citizen, invented: list[DemoDossier]) -> None:
    dossier = invented[0]
    assert "mã hồ sơ" in words(citizen.say("hồ sơ của tui tới đâu rồi"))
    assert citizen.say("đăng ký tạm trú phí bao nhiêu")["procedures"] == ["1.004194"]
    assert "4 số cuối" in words(citizen.say(dossier.record.dossier_code))
    assert of_type(citizen.say(dossier.phone[-4:]), "dossier")


def test_a_phone_number_in_a_question_does_not_turn_it_into_a_look_up(citizen: Citizen) -> None:
    reply = citizen.say("số tui 0912345678, đăng ký tạm trú hết bao nhiêu tiền")
    assert (reply["decision"], reply["procedures"]) == ("answer", ["1.004194"])


def test_nothing_typed_in_a_look_up_is_written_anywhere(
    citizen: Citizen, invented: list[DemoDossier], guides_server: Server
) -> None:
    typed = ["H13.77-260301-0042", "099123456780", "0912000777", "7391", "h13.77 260301 4243"]
    citizen.say(f"hồ sơ {typed[0]} của tui")
    citizen.say(f"4 số cuối là {typed[3]}")
    citizen.say(f"xem giùm {typed[4]}, căn cước {typed[1]}")
    citizen.say(f"sđt tui {typed[2]} muốn đăng ký kết hôn cần gì")
    citizen.say(f"hồ sơ H13.77-261399-0042 sai rồi hả, cccd{typed[1]}")
    digits = ["260301-0042", "260301 4243", "261399", "099123456780", "0912000777", "7391"]
    shown = "\n".join(words(reply) for reply in citizen.heard)
    assert not [part for part in digits if part in shown]
    run, rasa = guides_server.var / "run", guides_server.var / "rasa"
    connection = sqlite3.connect(run / "motcua.sqlite")
    written = "\n".join(connection.iterdump())
    connection.close()
    for part in digits[:-1]:
        assert part not in written
        files = [*run.iterdir(), rasa / "rasa.log", rasa / "endpoints.yml"]
        assert [path.name for path in files if part.encode() in path.read_bytes()] == []
    conversations = [line for line in written.splitlines() if "conversations" in line or '"turns"' in line]
    assert conversations
    assert not [line for line in conversations if '7391"' in line or " 7391" in line]
