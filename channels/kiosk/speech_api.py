"""`GET /api/v1/speech`: a text read aloud, where the server can. Pages never send personal things here."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from channels.chat_api import client_address
from channels.kiosk.speech import LONGEST, Speech

router = APIRouter(prefix="/api/v1", tags=["kiosk"])


@router.get("/speech", response_class=Response, responses={200: {"content": {"audio/wav": {}}}})
async def speech(text: Annotated[str, Query(min_length=1, max_length=LONGEST)], request: Request) -> Response:
    """Return the text as a WAV file in Vietnamese. 404 where the server cannot speak, 429 for too many."""
    speaking: Speech = request.app.state.speech
    wav = await speaking.wav(text, client_address(request))
    return Response(wav, media_type="audio/wav", headers={"Cache-Control": "no-store"})
