"""How a Rasa server is started: its command line, its endpoints, and the little of our environment that it gets.

Where a Redis is named, Rasa keeps its trackers and its locks there, for all Rasa servers; it never falls back to its
memory (`bot.nlu.trackers.fail_closed`).
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from bot.actions.proving import SECRET_HEADER
from bot.training import PYTHON, model
from knowledge.settings import Settings

_PATIENCE_WITH_REDIS = 1
_LOCK_SECONDS = "10"
"""After which a ticket of a Rasa server that was killed holds up its conversation no longer; Rasa's default is 60."""


@dataclass(frozen=True)
class RasaCommand:
    """One Rasa server on `MOTCUA_RASA_PORT`. `secret`: what it proves itself with at the actions."""

    settings: Settings
    secret: str

    def arguments(self) -> list[str]:
        """Write the endpoints and return the command line, to be run in the repository's folder."""
        folder, port = self.settings.var / "rasa", str(self.settings.rasa_port)
        folder.mkdir(parents=True, exist_ok=True)
        endpoints, credentials = folder / f"endpoints-{port}.yml", folder / "credentials.yml"
        endpoints.write_text(yaml.safe_dump(self.endpoints()))
        credentials.write_text("bot.nlu.turn_logging.TurnInput:\n")
        told: dict[str, str | Path] = {
            "--model": model(self.settings),
            "--endpoints": endpoints,
            "--credentials": credentials,
            "--port": port,
            "--interface": "127.0.0.1",
        }
        parts = (str(part) for pair in told.items() for part in pair)
        return [str(PYTHON), "-m", "bot.nlu.rasa_cli", "run", *parts]

    def endpoints(self) -> dict[str, Any]:
        """Return what Rasa reads of its surroundings; secrets stand there by name alone."""
        url = self.settings.actions_url or f"http://127.0.0.1:{self.settings.internal_port}/actions"
        told = {
            "action_endpoint": {"url": url, "headers": {SECRET_HEADER: "${MOTCUA_INTERNAL_SECRET}"}},
            "tracker_store": {"type": "bot.nlu.trackers.RecentTrackerStore"},
        }
        return told | (_shared(self.settings.redis_url) if self.settings.redis_url else {})

    def environment(self) -> dict[str, str]:
        """Return Rasa's environment: none of our settings, the secrets that its endpoints name."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        if url := self.settings.redis_url:
            kept |= {"MOTCUA_REDIS_URL": url, "MOTCUA_REDIS_PASSWORD": unquote(urlsplit(url).password or "")}
        return kept | {
            "MOTCUA_INTERNAL_SECRET": self.secret,
            "LOG_LEVEL": "WARNING",
            "RASA_TELEMETRY_ENABLED": "false",
            "TICKET_LOCK_LIFETIME": _LOCK_SECONDS,
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONWARNINGS": "ignore",
        }


def _shared(redis_url: str) -> dict[str, Any]:
    redis = urlsplit(redis_url)
    lock_store: dict[str, Any] = {
        "type": "redis",
        "url": redis.hostname,
        "port": redis.port or 6379,
        "db": int(redis.path.strip("/") or 0),
        "use_ssl": redis.scheme == "rediss",
        "key_prefix": "motcua",
        "socket_timeout": _PATIENCE_WITH_REDIS,
    }
    if redis.username:
        lock_store["username"] = unquote(redis.username)
    if redis.password:
        lock_store["password"] = "${MOTCUA_REDIS_PASSWORD}"
    return {
        "tracker_store": {"type": "bot.nlu.trackers.SharedTrackerStore", "url": "${MOTCUA_REDIS_URL}"},
        "lock_store": lock_store,
    }
