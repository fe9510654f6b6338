"""Talking to the Rasa server: one message in, the id of the composed turn back."""

import json

import httpx

from channels.errors import RasaUnavailableError


class RasaClient:
    """Client of Rasa's REST channel at `base_url`; `timeout` in seconds for one whole turn."""

    def __init__(self, base_url: str, timeout: float) -> None:
        self.http = httpx.AsyncClient(base_url=base_url, timeout=timeout)

    async def send(self, sender: str, message: str) -> str:
        """Send one message; return the turn id that the action reported.

        Raises `RasaUnavailableError` where Rasa is down, slow, or answers `[]`, which it does with status
        200 when its action call fails.
        """
        try:
            answer = await self.http.post("/webhooks/rest/webhook", json={"sender": sender, "message": message})
            answer.raise_for_status()
            replies = answer.json()
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            raise RasaUnavailableError(f"Rasa: {type(error).__name__}") from error
        turns = [reply["custom"]["turn_id"] for reply in replies if "turn_id" in (reply.get("custom") or {})]
        if not turns:
            raise RasaUnavailableError("Rasa answered without a turn")
        return str(turns[-1])

    async def close(self) -> None:
        """Close the connections."""
        await self.http.aclose()
