"""A carried list: handed out once, within a quarter of an hour, and silent about whoever asked; on both stores."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.messages import AnsweredFact, ChecklistItem, ChecklistMessage, Source
from channels.kiosk import carrying
from channels.kiosk.carrying import LIFETIME, Carried, keep, take
from channels.kiosk.errors import CarriedGoneError, TooManyCarriedError
from channels.kiosk.tables import CarriedRow
from knowledge.database import Sessions, engine, reading, sessions, upgrade
from tests.postgres import Postgres, server

SOURCE = Source(title="Hướng dẫn 1.001193", url="https://example.org/1")
DAY = date(2026, 7, 19)
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sessions]:
    """A store with all tables, on either kind."""
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    if request.param == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("postgres").upgraded
        url = made()
    else:
        upgrade(url)
    used = engine(url)
    yield sessions(used)
    used.dispose()


def told() -> ChecklistMessage:
    """A list with everything that must not be carried."""
    item = ChecklistItem(
        component_code="KQ.G15.001",
        id="home_birth",
        name="Văn bản xác nhận việc sinh",
        originals=1,
        why="Vì bé sinh ở nhà.",
        check=["Có chữ ký của bà Bịa"],
        source=SOURCE,
        as_of=DAY,
    )
    return ChecklistMessage(
        procedure_code="1.001193",
        name="Đăng ký khai sinh cho con",
        title="Giấy tờ cần cho: Đăng ký khai sinh cho con",
        complete=True,
        facts=[AnsweredFact(fact="birth_place", question="Bé sinh ở đâu?", answer="Sinh ở nhà")],
        needed=[item],
        undecided=[item.model_copy(update={"name": "Giấy chưa chắc"})],
        receipt="DA85CC1E8B",
        source=SOURCE,
        as_of=DAY,
    )


def test_only_the_papers_are_carried() -> None:
    kept = Carried.of(told(), "a46588f5f35ffe6a").model_dump_json()
    assert "Văn bản xác nhận việc sinh" in kept
    assert "Giấy chưa chắc" in kept
    for personal in ("Sinh ở nhà", "Vì bé", "birth_place", "Bịa", "DA85CC1E8B", "facts"):
        assert personal not in kept


def test_a_list_is_handed_out_once(store: Sessions) -> None:
    carried = Carried.of(told(), "r")
    token, expires_at = keep(store, carried, NOW)
    assert expires_at == NOW + timedelta(minutes=15)
    assert take(store, token, NOW) == carried
    with pytest.raises(CarriedGoneError):
        take(store, token, NOW)


def test_after_a_quarter_of_an_hour_it_is_gone(store: Sessions) -> None:
    early, _ = keep(store, Carried.of(told(), "r"), NOW)
    late, _ = keep(store, Carried.of(told(), "r"), NOW)
    assert take(store, early, NOW + LIFETIME - timedelta(seconds=1))
    with pytest.raises(CarriedGoneError):
        take(store, late, NOW + LIFETIME)


def test_an_unknown_token_gets_nothing(store: Sessions) -> None:
    with pytest.raises(CarriedGoneError):
        take(store, "x" * 24, NOW)


def test_the_database_holds_no_token_and_forgets_old_lists(store: Sessions) -> None:
    token, _ = keep(store, Carried.of(told(), "r"), NOW)
    keep(store, Carried.of(told(), "r"), NOW + LIFETIME)
    with reading(store) as session:
        (row,) = session.query(CarriedRow).all()
        assert token.encode() not in row.token_hash
        assert token not in row.payload
        assert row.expires_at == NOW + 2 * LIFETIME


def test_lists_cannot_fill_the_database(store: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "MOST", 2)
    keep(store, Carried.of(told(), "r"), NOW)
    keep(store, Carried.of(told(), "r"), NOW)
    with pytest.raises(TooManyCarriedError):
        keep(store, Carried.of(told(), "r"), NOW)
    assert keep(store, Carried.of(told(), "r"), NOW + LIFETIME)


def test_of_two_phones_at_once_only_one_gets_the_list(store: Sessions) -> None:
    token, _ = keep(store, Carried.of(told(), "r"), NOW)
    got: list[str] = []

    def fetch() -> None:
        try:
            take(store, token, NOW)
            got.append("list")
        except CarriedGoneError:
            got.append("gone")

    threads = [threading.Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == ["gone", "gone", "gone", "list"]
