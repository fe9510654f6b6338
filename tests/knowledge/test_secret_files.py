"""Secrets from files: the same as from a variable, never both, and a file's content is never told."""

from pathlib import Path

import pytest

from knowledge.secret_files import SecretFileError, may_be_file
from knowledge.settings import Settings

FILES = [name for name, field in Settings.model_fields.items() if may_be_file(name, field)]


@pytest.mark.parametrize("name", FILES)
def test_every_secret_can_be_read_from_a_file(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "credential").write_text("redis://a:b@c/0\n")
    monkeypatch.setenv(f"MOTCUA_{name.upper()}_FILE", str(tmp_path / "credential"))
    made = getattr(Settings(), name)
    assert (made if isinstance(made, str) else made.get_secret_value()) == "redis://a:b@c/0"


def test_every_setting_that_is_a_secret_is_one_of_them() -> None:
    assert {"secret", "secret_before", "telegram_token", "zalo_app_secret", "database_url"} <= set(FILES)
    assert "port" not in FILES


@pytest.mark.parametrize(("content", "value"), [("abc", "abc"), ("abc\n", "abc"), ("a b \n\n", "a b \n"), ("", "")])
def test_one_line_end_is_not_part_of_the_secret(
    content: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "credential").write_text(content)
    monkeypatch.setenv("MOTCUA_SECRET_FILE", str(tmp_path / "credential"))
    assert Settings().secret.get_secret_value() == value


def test_a_variable_and_its_file_at_once_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "credential").write_text("from the file")
    monkeypatch.setenv("MOTCUA_SECRET_FILE", str(tmp_path / "credential"))
    monkeypatch.setenv("MOTCUA_SECRET", "from the variable")
    with pytest.raises(SecretFileError, match="MOTCUA_SECRET and MOTCUA_SECRET_FILE") as refused:
        Settings()
    assert "from the" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe secret \x00\x80"])
def test_a_file_that_cannot_be_read_is_named_and_not_quoted(
    content: bytes | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "credential"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("MOTCUA_TELEGRAM_TOKEN_FILE", str(path))
    with pytest.raises(SecretFileError, match=r"MOTCUA_TELEGRAM_TOKEN_FILE: .*credential cannot be read") as refused:
        Settings()
    assert "secret" not in str(refused.value)
