"""`POST /zalo/webhook`: Zalo's events. Answered when the event is kept, before it is handled."""

import logging

from fastapi import APIRouter, Request, Response

from channels.zalo.errors import ForgedEventError
from channels.zalo.face import Zalo
from channels.zalo.protocol import SIGNATURE_HEADER

router = APIRouter()
log = logging.getLogger(__name__)


@router.post("/zalo/webhook", include_in_schema=False)
async def webhook(request: Request) -> Response:
    """Keep one event. 404 without an account, 403 for what Zalo did not sign lately."""
    face: Zalo | None = request.app.state.services.zalo
    if face is None:
        return Response(status_code=404)
    try:
        await face.accept(await request.body(), request.headers.get(SIGNATURE_HEADER))
    except ForgedEventError as error:
        log.warning("a call of Zalo's webhook was refused: %s", error)
        return Response(status_code=403)
    return Response(status_code=200)
