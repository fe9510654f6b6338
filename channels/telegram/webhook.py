"""`POST /telegram/webhook`: Telegram's updates. Answered when the update is kept, before it is handled."""

from fastapi import APIRouter, Request, Response
from pydantic_core import from_json

from channels.telegram.face import Telegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

router = APIRouter()


@router.post("/telegram/webhook", include_in_schema=False)
async def webhook(request: Request) -> Response:
    """Keep one update. 404 without a bot, 403 for a wrong secret, 400 where the body is no JSON."""
    face: Telegram | None = request.app.state.services.telegram
    if face is None:
        return Response(status_code=404)
    if not face.knows(request.headers.get(SECRET_HEADER, "")):
        return Response(status_code=403)
    try:
        update = from_json(await request.body())
    except ValueError:
        return Response(status_code=400)
    await face.accept(update)
    return Response()
