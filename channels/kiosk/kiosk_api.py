"""What a kiosk's pages ask of the server: their set-up, a heartbeat, and the operator's view."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from channels.health_api import readyz
from channels.kiosk.devices import Beat, DeviceName, Devices, HeardKiosk
from channels.kiosk.pages import version
from channels.kiosk.speech import LONGEST
from knowledge.settings import Settings

router = APIRouter(prefix="/api/v1/kiosk", tags=["kiosk"])

Printer = Literal["none", "80mm", "a4"]
WARNING_SECONDS = 20
"""How long a kiosk counts down before it starts anew (WCAG 2.2.1: at least 20 seconds)."""


class Setup(BaseModel):
    """How a kiosk's page is to behave. `speech_chars`: longest text that the server reads aloud, 0 for none."""

    version: str
    printer: Printer
    desk: str
    idle_seconds: int
    warning_seconds: int
    speech_chars: int


class Answered(BaseModel):
    """The reply to a beat: what a page needs to see whether it is up to date."""

    version: str


class KioskHealth(BaseModel):
    """What an operator wants to see of the server and its kiosks."""

    version: str
    ready: bool
    database: bool
    rasa: bool
    release: str
    release_built_at: datetime
    procedures: int
    guides: int
    printer: Printer
    desk: str
    speech: bool
    kiosks: list[HeardKiosk]


@router.get("/setup", response_model=Setup)
def setup(request: Request) -> Setup:
    """Return how a kiosk is set up."""
    settings = _settings(request)
    return Setup(
        version=version(),
        printer=settings.kiosk_printer,
        desk=settings.kiosk_desk,
        idle_seconds=settings.kiosk_warn_seconds,
        warning_seconds=WARNING_SECONDS,
        speech_chars=LONGEST if request.app.state.speech.there else 0,
    )


@router.post("/heartbeat", response_model=Answered)
def beat(body: Beat, request: Request) -> Answered:
    """Note that a kiosk's page lives."""
    _devices(request).heard(body)
    return Answered(version=version())


@router.get("/heartbeat", status_code=204)
def heartbeat(device: Annotated[DeviceName, Query()], request: Request, response: Response) -> None:
    """Tell a watchdog outside the browser whether a kiosk's page lives: 204, or 503 where it was silent for a minute."""
    if not _devices(request).alive(device):
        response.status_code = 503


@router.get("/health", response_model=KioskHealth)
def health(request: Request, response: Response) -> KioskHealth:
    """Return the state of the server and of every kiosk heard of within a day."""
    settings, state = _settings(request), readyz(request, response)
    library = request.app.state.services.library
    built = (settings.releases / library.release / "release.json").stat().st_mtime
    return KioskHealth(
        version=version(),
        ready=bool(state["ready"]),
        database=bool(state["database"]),
        rasa=bool(state["rasa"]),
        release=library.release,
        release_built_at=datetime.fromtimestamp(built, UTC),
        procedures=len(library.retriever.documents),
        guides=len(library.guides),
        printer=settings.kiosk_printer,
        desk=settings.kiosk_desk,
        speech=request.app.state.speech.there,
        kiosks=_devices(request).all(),
    )


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.services.settings
    return settings


def _devices(request: Request) -> Devices:
    devices: Devices = request.app.state.kiosks
    return devices
