"""After a look-up, nothing typed of codes, proofs and cards stands anywhere: database, logs, metrics, Rasa's memory."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from knowledge.data_key import data_key
from knowledge.database import engine, sessions
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from knowledge.settings import Settings
from tests.bot.talking import Citizen, of_type, words
from tests.conftest import Server


@pytest.fixture(scope="module")
def invented(guides_server: Server) -> list[DemoDossier]:
    """Demo dossiers in the running server's database, as `python -m knowledge dossiers demo` makes them."""
    settings = Settings(var=guides_server.var, database_url=f"sqlite:///{guides_server.var / 'run' / 'motcua.sqlite'}")
    now = datetime.now(UTC)
    made = demo.invent(12, 1, now)
    store = sessions(engine(settings.sqlalchemy_url))
    demo.replace(store, data_key(store, settings), made, now)
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
    digits = ["260301-0042", "260301 4243", "77-261399", "261399-0042", "099123456780", "0912000777", "7391"]
    shown = "\n".join(words(reply) for reply in citizen.heard)
    assert not [part for part in digits if part in shown]
    assert found_anywhere(digits[:-1], guides_server) == []
    conversations = [line for line in dump(guides_server).splitlines() if "conversations" in line or '"turns"' in line]
    assert conversations
    assert not [line for line in conversations if '7391"' in line or " 7391" in line]


def test_of_a_scanned_card_the_number_proves_and_nothing_is_written_anywhere(
    citizen: Citizen, invented: list[DemoDossier], guides_server: Server
) -> None:
    dossier = invented[7]
    card = f"{dossier.identity_number}|361999888|TRAN KHONG CO AI|01011971|Nam|Ap Khong Dau, Xa Khong Ten|02032021"
    citizen.say(f"tra cứu {dossier.record.dossier_code}")
    (shown,) = of_type(citizen.say(card), "dossier")
    assert shown["detail"] == "full"
    citizen.say(f"quét nhầm {card}||TRAN KHONG CO CHA|")
    citizen.say(f"{dossier.record.dossier_code}|TRAN KHONG CO AI|0100999888")
    parts = [dossier.identity_number, "361999888", "KHONG CO", "01011971", "Ap Khong Dau", "0100999888"]
    assert not [part for part in parts if part in "".join(words(reply) for reply in citizen.heard)]
    assert found_anywhere(parts, guides_server) == []


def test_what_is_looked_for_would_be_found(citizen: Citizen, guides_server: Server) -> None:
    citizen.say("thu tuc mang ten khongaibiettennay la gi")
    places = {place for _, place in found_anywhere(["khongaibiettennay"], guides_server)}
    assert {"database", "memory of Rasa"} <= places


def dump(server: Server) -> str:
    """Everything in the server's database, as SQL."""
    connection = sqlite3.connect(server.var / "run" / "motcua.sqlite")
    try:
        return "\n".join(connection.iterdump())
    finally:
        connection.close()


def found_anywhere(parts: list[str], server: Server) -> list[tuple[str, str]]:
    """Return which parts stand where: in tables, files, logs, metrics, and in the trackers that Rasa holds in memory."""
    run, rasa = server.var / "run", server.var / "rasa"
    written = (*run.iterdir(), rasa / "rasa.log", rasa / f"endpoints-{server.rasa_port}.yml")
    files = {path.name: path.read_bytes() for path in written}
    metrics = httpx.get(f"{server.url}/metrics").content
    places = files | {"database": dump(server).encode(), "metrics": metrics}
    found = [(part, place) for place, content in places.items() for part in parts if part.encode() in content]
    children = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    for child in [int(pid) for path in children for pid in path.read_text().split()]:
        found += [(part, "memory of Rasa") for piece in memory(child) for part in parts if part.encode() in piece]
    return found


def memory(pid: int) -> Iterator[bytes]:
    """Yield what a process may write to and has in memory."""
    maps = Path(f"/proc/{pid}/maps").read_text().splitlines()
    spans = [line.split()[0].split("-") for line in maps if " rw-p" in line and "[v" not in line]
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for start, end in spans:
            file.seek(int(start, 16))
            yield file.read(int(end, 16) - int(start, 16))
