"""Health: alive, ready, and the metrics."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from knowledge.database import DatabaseError, reading

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Tell that the process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: Request, response: Response) -> dict[str, object]:
    """Tell what works. 503 where no turn could be taken; without Rasa turns are taken, limited.

    `off`: channels that staff switched off, which are told so in words.
    """
    services = request.app.state.services
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
        "release": services.library.release,
        "procedures": len(services.library.retriever.documents),
        "guides": len(services.library.guides),
        "off": off,
    }


@router.get("/metrics")
def metrics() -> Response:
    """Return the counters in Prometheus's text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
