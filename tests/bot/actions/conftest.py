"""The action endpoint over real services."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from bot.actions.endpoint import SECRET_HEADER
from channels.services import Services, put_together
from knowledge.settings import Settings


@pytest.fixture(scope="module")
def services(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    database = tmp_path_factory.mktemp("actions") / "motcua.sqlite"
    return put_together(guides_settings.model_copy(update={"database_url": f"sqlite:///{database}"}))


@pytest.fixture
def rasa(services: Services) -> Iterator[TestClient]:
    """A client that knows the internal secret, as Rasa does."""
    with TestClient(services.endpoint.app, headers={SECRET_HEADER: services.internal_secret}) as client:
        yield client
