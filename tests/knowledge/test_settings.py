"""Settings: typed, read from `MOTCUA_...`, and every one documented in `docs/settings.md`."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from knowledge.settings import ROOT, Settings, settings

TABLE = re.compile(r"^\| `(MOTCUA_\w+)` \| ([^|]*) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)
DOCUMENTED = {
    name: (kind, default, meaning)
    for name, kind, default, meaning in TABLE.findall((ROOT / "docs/settings.md").read_text("utf-8"))
}
NAMES = {f"MOTCUA_{name.upper()}": name for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert sorted(DOCUMENTED) == sorted(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_setting_is_documented_with_its_meaning_and_default(name: str) -> None:
    field = Settings.model_fields[NAMES[name]]
    kind, default, meaning = (text.strip() for text in DOCUMENTED[name])
    plain = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    written = f"{plain.relative_to(ROOT)}/" if isinstance(plain, Path) else str(plain)
    assert field.description
    assert meaning.startswith(field.description.rstrip("."))
    assert default == (f"`{written}`" if written else "empty")
    assert kind in {"folder", "text", "secret", "whole number", "number", "date"}


def test_defaults_serve_a_laptop() -> None:
    made = Settings()
    assert (made.host, made.port, made.var) == ("127.0.0.1", 8000, ROOT / "var")
    assert made.sqlalchemy_url == f"sqlite:///{ROOT / 'var' / 'motcua.sqlite'}"
    assert made.catalogue_path == ROOT / "var" / "catalogue.sqlite"
    assert made.releases == ROOT / "var" / "releases"


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    monkeypatch.setenv("MOTCUA_PORT", "9000")
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://localhost/motcua")
    made = Settings()
    assert (made.port, made.catalogue_path) == (9000, tmp_path / "catalogue.sqlite")
    assert made.sqlalchemy_url == "postgresql+psycopg://localhost/motcua"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MOTCUA_PORT", "0"),
        ("MOTCUA_PORT", "70000"),
        ("MOTCUA_RASA_TIMEOUT", "0"),
        ("MOTCUA_MAX_MESSAGE_CHARS", "none"),
        ("MOTCUA_RETENTION_DAYS", "-1"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(ValidationError, match=NAMES[name]):
        Settings()


def test_the_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SECRET", "a very secret key")
    made = Settings()
    assert "very secret" not in f"{made!r} {made} {made.model_dump_json()}"
    assert made.secret.get_secret_value() == "a very secret key"


def test_settings_do_not_change_while_a_process_runs() -> None:
    with pytest.raises(ValidationError):
        setattr(Settings(), "port", 1)  # noqa: B010
    assert settings() is settings()


def test_other_variables_of_the_environment_are_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SOMETHING_ELSE", "1")
    assert Settings().port == 8000
