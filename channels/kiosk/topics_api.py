"""What can be reached by tapping alone: `GET /api/v1/topics` and `GET /api/v1/life-events`."""

from fastapi import APIRouter, Request

from channels.kiosk.topics import KioskTopic, LifeEventTile, kiosk_topics, life_event_tiles

router = APIRouter(prefix="/api/v1", tags=["kiosk"])


@router.get("/topics", response_model=list[KioskTopic])
def topics(request: Request) -> list[KioskTopic]:
    """Return the topics, each with its procedures that have a guide."""
    return kiosk_topics(request.app.state.services.library)


@router.get("/life-events", response_model=list[LifeEventTile])
def life_events(request: Request) -> list[LifeEventTile]:
    """Return the life events, each with words that lead the chat to it."""
    return life_event_tiles(request.app.state.services.library)
