"""Health: alive, ready, and the metrics."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from channels.shared_memory import answers
from knowledge.database import DatabaseError, reading

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Tell that the process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request, response: Response) -> dict[str, object]:
    """Tell what works. 503 where no turn could be taken; without Rasa turns are taken, limited.

    `redis`: whether what replicas share is there, null where there is none to share.
    `off`: channels that staff switched off, which are told so in words. `release_refused`: the release that the
    pointer names but that cannot be used, "missing" where it names none; null where all is well.
    """
    services = request.app.state.services
    library, refused = services.library, services.releases.refused
    off: list[str] = []
    try:
        with reading(services.sessions) as session:
            session.execute(text("SELECT 1"))
        off = [switch.channel for switch in services.gateway.switches.all()]
        database = True
    except DatabaseError:
        database = False
        response.status_code = 503
    return {
        "ready": database,
        "database": database,
        "rasa": request.app.state.rasa_ready(),
        "redis": answers(services.settings.redis_url) if services.settings.redis_url else None,
        "release": library.release,
        "release_refused": (refused.name or "missing") if refused else None,
        "procedures": len(library.retriever.documents),
        "guides": len(library.guides),
        "off": off,
    }


@router.get("/metrics", response_class=PlainTextResponse)
def metrics() -> Response:
    """Return the counters in Prometheus's text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
