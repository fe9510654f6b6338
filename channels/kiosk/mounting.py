"""Everything of the kiosk that the application serves, mounted at once."""

from fastapi import FastAPI

from channels.kiosk import carrying_api, kiosk_api, pages, speech_api, topics_api
from channels.kiosk.shared_devices import devices
from channels.kiosk.speech import installed


def mount(app: FastAPI) -> None:
    """Mount the kiosk's pages and endpoints on `app`, with what they remember."""
    app.state.kiosks = devices(app.state.services.settings.redis_url)
    app.state.speech = installed()
    for module in (pages, kiosk_api, carrying_api, speech_api, topics_api):
        app.include_router(module.router)
    pages.mount(app)
