"""The receipts API: what exactly was told under the number on a citizen's list. Public: it says nothing of anybody."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel

from bot.answers.messages import ChecklistMessage
from bot.conversations import receipts
from bot.conversations.errors import ReceiptNotFoundError
from channels.errors import ReceiptUnknownError

router = APIRouter(prefix="/api/v1/receipts", tags=["receipts"])
_LONGEST = 40


class ReceiptReply(BaseModel):
    """The list as it was handed over first, by which release of the knowledge, and when."""

    number: str
    release: str
    told_at: datetime
    checklist: ChecklistMessage


@router.get("/{number}", response_model=ReceiptReply)
def receipt(number: Annotated[str, Path(max_length=_LONGEST)], request: Request) -> ReceiptReply:
    """Return what was told under a receipt number, in any spelling: small letters, spaces and hyphens do not matter."""
    try:
        found = receipts.read(request.app.state.services.sessions, number)
    except ReceiptNotFoundError as error:
        raise ReceiptUnknownError from error
    return ReceiptReply(number=found.number, release=found.release, told_at=found.told_at, checklist=found.told)
