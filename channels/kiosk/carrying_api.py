"""`POST /api/v1/kiosk/carried` makes the QR code of a list, `GET /mang-ve/{token}` hands it to a phone, once."""

from datetime import datetime
from functools import cache
from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel, ConfigDict, Field

from bot.answers.chat import ChatReply
from bot.answers.messages import ChecklistMessage
from bot.conversations.errors import NotYoursError
from channels.chat_api import ConversationId, gateway, owner_of
from channels.errors import ForeignConversationError
from channels.kiosk.carrying import LIFETIME, Carried, keep, take
from channels.kiosk.errors import CarriedGoneError, NoSuchListError
from channels.kiosk.qr import QrCode, qr_code
from channels.web.pages import PAGE_HEADERS
from knowledge.content import read_yaml
from knowledge.settings import Settings

_HERE = FilePath(__file__).parent
_HEADERS = {**PAGE_HEADERS, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_GONE = 410
_LONGEST_TOKEN = 64

router = APIRouter(tags=["kiosk"])


class CarryRequest(BaseModel):
    """Which list: that of a turn of the kiosk's conversation, by its procedure where the turn has several."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: ConversationId
    turn_id: str = Field(min_length=1, max_length=32)
    procedure_code: str = Field(min_length=1, max_length=40)


class CarryReply(BaseModel):
    """Where the list waits, as an address and as QR codes; `telegram`: the same for the bot, where there is one."""

    url: str
    qr: QrCode
    telegram: QrCode | None
    expires_at: datetime
    minutes: int


@router.post("/api/v1/kiosk/carried", response_model=CarryReply)
def carry(body: CarryRequest, request: Request) -> CarryReply:
    """Keep a list that was handed over in the caller's own conversation, for one phone to fetch.

    403 for another's conversation, 404 where the turn has no such list.
    """
    services = request.app.state.services
    carried = Carried.of(_told(body, request), services.library.release)
    token, expires_at = keep(services.sessions, carried)
    settings: Settings = services.settings
    url = f"{(settings.public_url or str(request.base_url)).rstrip('/')}/mang-ve/{token}"
    bot = settings.telegram_bot
    return CarryReply(
        url=url,
        qr=qr_code(url),
        telegram=qr_code(f"https://t.me/{bot}?start={token}") if bot else None,
        expires_at=expires_at,
        minutes=int(LIFETIME.total_seconds() // 60),
    )


@router.get("/mang-ve/{token}", include_in_schema=False, response_model=None)
def carried_page(token: Annotated[str, Path(max_length=_LONGEST_TOKEN)], request: Request) -> Response:
    """Render a carried list, once. A browser that only looks ahead gets nothing and takes nothing."""
    if "prefetch" in request.headers.get("sec-purpose", "") + request.headers.get("purpose", ""):
        return Response(status_code=204, headers=_HEADERS)
    try:
        found = take(request.app.state.services.sessions, token)
    except CarriedGoneError:
        return HTMLResponse(_rendered("gone.html", None), _GONE, headers=_HEADERS)
    return HTMLResponse(_rendered("carried.html", found), headers=_HEADERS)


def _told(body: CarryRequest, request: Request) -> ChecklistMessage:
    conversations = gateway(request).conversations
    key = conversations.key("kiosk", body.conversation_id)
    try:
        kept = conversations.since(key, owner_of(request) or "", None)
    except NotYoursError as error:
        raise ForeignConversationError from error
    replies = (ChatReply.model_validate_json(reply) for reply in kept)
    messages = (message for reply in replies if reply.turn_id == body.turn_id for message in reply.messages)
    for message in messages:
        if isinstance(message, ChecklistMessage) and message.procedure_code == body.procedure_code:
            return message
    raise NoSuchListError


def _rendered(template: str, carried: Carried | None) -> str:
    return _environment().get_template(template).render(texts=_texts(), carried=carried)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=select_autoescape(), undefined=StrictUndefined
    )
    environment.filters["day"] = lambda day: f"{day:%d/%m/%Y}"
    return environment


@cache
def _texts() -> dict[str, Any]:
    return dict(read_yaml(_HERE / "carried.vi.yml"))
