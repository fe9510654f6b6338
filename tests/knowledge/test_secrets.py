"""The secret is the setting's, or one made once that nobody else may read."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from knowledge.secrets import SecretError, application_secret
from knowledge.settings import Settings


def test_the_setting_is_used_where_it_is_given(tmp_path: Path) -> None:
    assert application_secret(Settings(var=tmp_path, secret=SecretStr("s" * 32))) == b"s" * 32
    assert list(tmp_path.iterdir()) == []


def test_without_a_setting_one_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var", secret=SecretStr(""))
    made = application_secret(settings)
    assert len(made) == 64
    assert application_secret(settings) == made
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret"]


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = (application_secret(Settings(var=tmp_path / name, secret=SecretStr(""))) for name in "ab")
    assert one != other


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match="MOTCUA_SECRET"):
        application_secret(Settings(var=tmp_path, secret=SecretStr("1234")))


def test_a_secret_that_others_may_read_is_refused_with_the_cure(tmp_path: Path) -> None:
    application_secret(Settings(var=tmp_path, secret=SecretStr("")))
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(SecretError, match="chmod 600"):
        application_secret(Settings(var=tmp_path, secret=SecretStr("")))


def test_an_emptied_secret_file_is_refused_rather_than_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret").touch(mode=0o600)
    with pytest.raises(SecretError, match="at least"):
        application_secret(Settings(var=tmp_path, secret=SecretStr("")))
