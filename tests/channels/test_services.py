"""What is put together from the settings."""

from pathlib import Path

import pytest

from channels.metrics import DOSSIER_PROOFS
from channels.services import Services, put_together
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.look_up import Caller, Outcome
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.settings import Settings

ALLOWED = {"look_ups_per_hour": 7, "address_look_ups_per_hour": 8, "guesses_per_hour": 5, "guesses_per_day": 6}
CODE = "H51.04-250701-0001"
SOURCES = """
sources:
  - name: tay-ninh
    kind: so_bien_nhan
    url: https://tra-cuu.example/api
    prefixes: [H51]
    page: {title: Trang tra cứu, url: "https://tra-cuu.example"}
settle_seconds: 0
"""


@pytest.fixture
def settings(guides_settings: Settings, tmp_path: Path) -> Settings:
    return guides_settings.model_copy(
        update={"database_url": f"sqlite:///{tmp_path / 'motcua.sqlite'}", "rasa_port": 9}
    )


def with_sources(settings: Settings, folder: Path, content: str) -> Settings:
    file = folder / "sources.yml"
    file.write_text(content, encoding="utf-8")
    return settings.model_copy(update={"dossier_sources": str(file)})


def test_configured_sources_stand_behind_the_store(settings: Settings, tmp_path: Path) -> None:
    look_up = put_together(with_sources(settings, tmp_path, SOURCES)).gateway.assistant.look_up
    told = look_up.look_ups.look_up(CODE, "1234", Caller("c1"))
    assert (told.outcome, [page.title for page in told.pages]) == (Outcome.NOTHING_TO_PROVE, ["Trang tra cứu"])


@pytest.fixture(scope="module")
def made(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services of settings that are no defaults, put together once."""
    database = tmp_path_factory.mktemp("services") / "motcua.sqlite"
    return put_together(guides_settings.model_copy(update=ALLOWED | {"database_url": f"sqlite:///{database}"}))


def test_without_a_file_of_sources_none_is_asked(made: Services) -> None:
    told = made.gateway.assistant.look_up.look_ups.look_up(CODE, "1234", Caller("c1"))
    assert (told.outcome, told.pages) == (Outcome.NOT_PROVED, ())


def test_what_is_allowed_comes_from_the_settings_and_wrong_proofs_are_counted(made: Services) -> None:
    look_ups = made.gateway.assistant.look_up.look_ups
    assert (look_ups.per_hour, look_ups.address_per_hour, look_ups.budget) == (7, 8, Budget(5, 6))
    before = DOSSIER_PROOFS.labels("failed_short")._value.get()
    look_ups.look_up(CODE, "1234", Caller("c2"))
    assert DOSSIER_PROOFS.labels("failed_short")._value.get() == before + 1


def test_the_look_up_knows_the_guides(made: Services) -> None:
    assert made.gateway.assistant.look_up.library is made.library


def test_a_malformed_file_of_sources_is_told_with_its_setting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadSourcesError, match=r"^MOTCUA_DOSSIER_SOURCES: .*sources\.yml: sources"):
        put_together(with_sources(settings, tmp_path, "sources: 3"))
