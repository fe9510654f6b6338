"""Rasa servers that run by themselves: whether any of them answers now."""

import asyncio
import logging

from channels.rasa_client import RasaClient

_EVERY = 2.0

log = logging.getLogger(__name__)


class RasaElsewhere:
    """Looks for Rasa again and again; somebody else starts and stops it. `ready`: it answered at the last look."""

    def __init__(self, rasa: RasaClient) -> None:
        self.rasa = rasa
        self.ready = False

    async def supervise(self) -> None:
        """Look until cancelled."""
        while True:
            before, self.ready = self.ready, await self.rasa.ready()
            if before and not self.ready:
                log.error("no Rasa server answers at %s", self.rasa.base_url)
            await asyncio.sleep(_EVERY)
