"""Asking a Rasa server what a message does: `POST /model/parse` of its HTTP API (`rasa run --enable-api`)."""

from dataclasses import dataclass
from pathlib import PurePath

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from eval.acts.errors import NoRasaError
from eval.server import connect, send
from knowledge.dossiers.sealing import Seal

FALLBACK, ASK = "nlu_fallback", "ask"
"""What Rasa says where it is not sure, and what that leads to: both go to the same action (bot/data/rules)."""


class _Intent(BaseModel):
    name: str


class _Parsed(BaseModel):
    intent: _Intent


class _Status(BaseModel):
    model_config = ConfigDict(protected_namespaces=())

    model_file: str
    model_id: str


@dataclass(frozen=True)
class Heard:
    """The speech act that Rasa heard after how many milliseconds; `act` None: no answer came, `error` says why."""

    act: str | None
    milliseconds: float
    error: str = ""


class Rasa:
    """The Rasa server at `url`. Raises `NoRasaError` where none is, or where it does not serve its API.

    `model`: the file's name, which holds the hash of what it was trained from, and Rasa's own id of it.
    """

    def __init__(self, url: str) -> None:
        self._client = connect(url)
        self._seal = Seal()
        self.model = _model(self._client)

    def __enter__(self) -> "Rasa":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def hear(self, text: str) -> Heard:
        """Return the speech act of `text`, sealed and stripped as the gateway does with a conversation's first message."""
        message = self._seal.seal(text.strip()).text.lstrip("/ ") or "?"
        response = send(self._client, _Parsed, "POST", "/model/parse", json={"text": message})
        if response.body is None:
            return Heard(None, response.milliseconds, response.error)
        name = response.body.intent.name
        return Heard(ASK if name == FALLBACK else name, response.milliseconds)


def _model(client: httpx.Client) -> dict[str, str]:
    try:
        response = client.get("/status")
        response.raise_for_status()
        status = _Status.model_validate_json(response.content)
    except httpx.HTTPStatusError as error:
        raise NoRasaError(f"{error}. Rasa tells its model and parses only when run with --enable-api") from error
    except (httpx.HTTPError, ValidationError) as error:
        raise NoRasaError(f"{client.base_url}: {error}. {NoRasaError.__doc__}") from error
    return {"file": PurePath(status.model_file).name, "id": status.model_id}
