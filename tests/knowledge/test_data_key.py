"""The data key outlives the secret that encrypts it, and nothing else opens it; on both stores."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, select

from knowledge.data_key import DataKeyRow, data_key
from knowledge.database import Sessions, engine, reading, sessions, upgrade, writing
from knowledge.dossiers.tables import DossierRow
from knowledge.secrets import SecretError
from knowledge.settings import Settings

OLD, NEW = "an old secret, 32 bytes for sure", "a new secret, 32 bytes and more!"


@pytest.fixture
def store(url: str) -> Sessions:
    return sessions(engine(url))


@pytest.fixture
def secrets(tmp_path: Path) -> Callable[..., Settings]:
    """Settings with a secret, and perhaps the one before."""

    def made(secret: str, before: str = "") -> Settings:
        return Settings(var=tmp_path, secret=SecretStr(secret), secret_before=SecretStr(before))

    return made


def wrapped(store: Sessions) -> str:
    with reading(store) as session:
        return session.scalars(select(DataKeyRow.wrapped)).one()


def test_it_is_made_once_at_random_and_stands_nowhere_in_the_open(
    store: Sessions, secrets: Callable[..., Settings]
) -> None:
    key = data_key(store, secrets(OLD))
    assert len(key) == 32
    assert data_key(store, secrets(OLD)) == key != OLD.encode()
    assert key.hex() not in wrapped(store)


def test_two_processes_that_start_at_once_have_the_same_key(store: Sessions, secrets: Callable[..., Settings]) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: data_key(store, secrets(OLD)), range(8)))
    assert len(keys) == 1


def test_a_changed_secret_keeps_the_key_and_the_old_one_opens_nothing_afterwards(
    store: Sessions, secrets: Callable[..., Settings]
) -> None:
    key = data_key(store, secrets(OLD))
    before = wrapped(store)
    assert data_key(store, secrets(NEW, OLD)) == key
    assert wrapped(store) != before
    assert data_key(store, secrets(NEW)) == key
    with pytest.raises(SecretError):
        data_key(store, secrets(OLD))


def test_a_replica_that_still_has_the_old_secret_first_goes_on_while_both_are_given(
    store: Sessions, secrets: Callable[..., Settings]
) -> None:
    key = data_key(store, secrets(OLD))
    assert data_key(store, secrets(NEW, OLD)) == key
    assert data_key(store, secrets(OLD, NEW)) == key


def test_the_secret_before_may_lie_in_a_file_beside_the_secret(tmp_path: Path, url: str) -> None:
    store, settings = sessions(engine(url)), Settings(var=tmp_path, secret=SecretStr(""))
    key = data_key(store, settings)
    (tmp_path / "secret").rename(tmp_path / "secret.before")
    assert data_key(store, settings) == key
    (tmp_path / "secret.before").unlink()
    assert data_key(store, settings) == key


def test_another_secret_is_told_how_to_be_changed_and_shown_nothing(
    store: Sessions, secrets: Callable[..., Settings]
) -> None:
    data_key(store, secrets(OLD))
    with pytest.raises(SecretError, match="MOTCUA_SECRET_BEFORE") as refused:
        data_key(store, secrets(NEW))
    assert OLD not in str(refused.value)
    assert NEW not in str(refused.value)


@pytest.mark.parametrize(("secret", "before"), [(OLD, ""), (NEW, OLD)])
def test_a_database_from_before_there_was_a_key_loses_nothing(
    empty_url: str, secrets: Callable[..., Settings], secret: str, before: str
) -> None:
    upgrade(empty_url, "0019")
    store = sessions(engine(empty_url))
    told = {"procedure_code": "1.1", "procedure_name": "", "field_name": "", "status": "new", "source": ""}
    with writing(store) as session:
        row = {"dossier_code": "H13.99-260901-0001", "digest": bytes(32), "as_of": datetime.now(UTC), **told}
        session.execute(insert(DossierRow).values(row))
    upgrade(empty_url)
    assert data_key(store, secrets(secret, before)) == OLD.encode()
    assert data_key(store, secrets(secret)) == OLD.encode()
