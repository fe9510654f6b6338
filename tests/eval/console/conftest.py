"""The console over the real guides release, in the test's own process; the stores on SQLite and on PostgreSQL."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page
from sqlalchemy import text

from channels.app import public_app
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services, put_together
from eval.console import passwords
from eval.console.access import SESSION_COOKIE
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.parts import put_together as console_parts
from eval.console.roles import Role
from knowledge.database import Base, Sessions, engine, sessions, upgrade
from knowledge.settings import Settings
from tests.conftest import free_port
from tests.eval.console.staff import PASSWORD, Citizen, Officer
from tests.postgres import server

STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """One PostgreSQL database with all tables, which each test finds empty."""
    with server() as running:
        yield running.upgraded()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "motcua.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[PasswordHasher]:
    """Hash cheaply, but where passwords themselves are tested; gives the real hasher."""
    with pytest.MonkeyPatch.context() as patch:
        real = passwords._HASHER
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield real
    passwords._nobodys.cache_clear()


@pytest.fixture(params=STORES)
def database(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Sessions]:
    """An empty database with all tables, on either store."""
    if request.param == "postgresql":
        made = engine(request.getfixturevalue("postgres_url"))
        with made.begin() as connection:
            tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    else:
        made = engine(f"sqlite:///{shutil.copy(migrated, tmp_path / 'motcua.sqlite')}")
    yield sessions(made)
    made.dispose()


@pytest.fixture(scope="session")
def services(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Real services with a database of their own, officers round the clock, and no Rasa behind the port."""
    database = tmp_path_factory.mktemp("console") / "motcua.sqlite"
    changes = {
        "database_url": f"sqlite:///{database}",
        "rasa_port": 9,
        "turns_per_minute": 1000,
        "officer_hours": "Mon-Sun 00:00-24:00",
    }
    return put_together(guides_settings.model_copy(update=changes))


@pytest.fixture(scope="session")
def staff(services: Services) -> Parts:
    """The console's own parts, with one account of each role, whose password is its own choice."""
    made = console_parts(services)
    for role in Role:
        made.accounts.add(role, f"Chị {role.title()}", role, PASSWORD, must_change=False)
    return made


@pytest.fixture(scope="session")
def application(services: Services, staff: Parts) -> Iterator[TestClient]:
    """The whole public application, running."""
    with TestClient(public_app(services), base_url="http://testserver") as client:
        yield client


@pytest.fixture
def stranger(application: TestClient) -> Officer:
    """A browser that nobody has signed in with."""
    return Officer(application)


@pytest.fixture
def officer(application: TestClient, staff: Parts) -> Officer:
    return Officer(application).with_session(staff, Role.OFFICER)


@pytest.fixture
def editor(application: TestClient, staff: Parts) -> Officer:
    return Officer(application).with_session(staff, Role.EDITOR)


@pytest.fixture
def administrator(application: TestClient, staff: Parts) -> Officer:
    return Officer(application).with_session(staff, Role.ADMINISTRATOR)


@pytest.fixture
def citizen(application: TestClient) -> Citizen:
    return Citizen(application)


@pytest.fixture(scope="session")
def desk_url(services: Services, staff: Parts) -> Iterator[str]:
    """The address of the application on a real port, with the same database and a gateway of its own."""
    old = services.gateway
    rasa = RasaClient(f"http://127.0.0.1:{services.settings.rasa_port}", services.settings.rasa_timeout)
    gateway = Gateway(services.conversations, old.hand_overs, old.assistant, old.seal, rasa, services.settings)
    port = free_port()
    config = uvicorn.Config(public_app(replace(services, gateway=gateway)), port=port, log_level="warning")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture
def open_page(browser: Browser, staff: Parts, desk_url: str) -> Iterator[Callable[..., Page]]:
    """Open a page of a new browser profile: `open_page("/live", "officer", scheme="dark", width=390)`."""
    contexts = []

    def opened(path: str, name: str = "", *, scheme: str = "light", width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 850}, locale="vi-VN", color_scheme=scheme, java_script_enabled=script
        )
        contexts.append(context)
        if name:
            token = staff.staff_sessions.begin(name, "127.0.0.1")
            cookie = {"name": SESSION_COOKIE, "value": token, "domain": "127.0.0.1", "path": PREFIX}
            context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Strict"}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{desk_url}{PREFIX}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
