"""The public application over the real guides release, in the test's own process; Rasa is down there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from channels.app import public_app
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services, put_together
from knowledge.settings import Settings


@pytest.fixture(scope="module")
def made(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Real services with a database of their own and no Rasa behind the port."""
    database = tmp_path_factory.mktemp("channels") / "motcua.sqlite"
    settings = guides_settings.model_copy(
        update={"database_url": f"sqlite:///{database}", "rasa_port": 9, "turns_per_minute": 1000}
    )
    return put_together(settings)


@pytest.fixture
def services(made: Services) -> Services:
    """The services with a gateway of their own, which an application closes when it ends."""
    old = made.gateway
    rasa = RasaClient(f"http://127.0.0.1:{made.settings.rasa_port}", made.settings.rasa_timeout)
    gateway = Gateway(made.conversations, old.hand_overs, old.assistant, old.seal, rasa, made.settings)
    return replace(made, gateway=gateway)


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(public_app(services)) as client:
        yield client


@pytest.fixture
def stranger(client: TestClient) -> TestClient:
    """A client of the same application that holds no secret."""
    other = TestClient(client.app)
    other.portal = client.portal
    return other
