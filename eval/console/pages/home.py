"""The start: what waits for this member of staff, and where everything is."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.conversations.hand_overs import TAKEN, WAITING
from eval.console.access import visit
from eval.console.parts import parts
from eval.console.rendering import render
from eval.console.roles import Role

router = APIRouter()


@router.get("/")
def start(request: Request) -> Response:
    """Show what waits."""
    here, account = parts(request), visit(request).account
    queue = here.hand_overs.queue()
    return render(
        request,
        "home.html",
        waiting=sum(one.state == WAITING for one in queue),
        mine=[one for one in queue if one.state == TAKEN and one.officer == account.name],
        off=here.switches.all(),
        suggest=(
            account.role.allows(Role.EDITOR)
            and not account.second_factor
            and here.services.settings.staff_second_factor == "offered"
        ),
    )
