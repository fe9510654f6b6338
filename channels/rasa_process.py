"""The Rasa server as a child process: started, watched, started again when it dies, stopped with us."""

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import yaml

from bot.actions.endpoint import SECRET_HEADER, WARM_UP, ActionEndpoint
from bot.training import PYTHON
from knowledge.settings import ROOT, Settings

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_PATIENCE_AT_STOP = 10.0

log = logging.getLogger(__name__)


class RasaProcess:
    """Supervises one Rasa server for the model of the current release."""

    def __init__(self, settings: Settings, model: Path, endpoint: ActionEndpoint, secret: str) -> None:
        self.settings = settings
        self.model = model
        self.endpoint = endpoint
        self.secret = secret
        self.process: asyncio.subprocess.Process | None = None
        self.ready = False

    async def supervise(self) -> None:
        """Keep Rasa running until cancelled; the pause between starts grows while it keeps dying."""
        pause = _FIRST_PAUSE
        try:
            while True:
                self.process = await self._start()
                watching = asyncio.create_task(self._await_ready())
                code = await self.process.wait()
                watching.cancel()
                pause = _FIRST_PAUSE if self.ready else min(pause * 2, _LONGEST_PAUSE)
                self.ready = False
                log.error("Rasa ended with status %s; starting it again in %.0f s", code, pause)
                await asyncio.sleep(pause)
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop Rasa, by force after some seconds."""
        self.ready = False
        if self.process is None or self.process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), _PATIENCE_AT_STOP)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        folder = self.settings.var / "rasa"
        folder.mkdir(parents=True, exist_ok=True)
        endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
        endpoints.write_text(yaml.safe_dump(self._endpoints()))
        credentials.write_text("rest:\n")
        port = str(self.settings.rasa_port)
        arguments = [
            "run",
            "--model",
            str(self.model),
            "--endpoints",
            str(endpoints),
            "--credentials",
            str(credentials),
        ]
        arguments += ["--port", port, "--interface", "127.0.0.1"]
        with (folder / "rasa.log").open("ab") as output:
            return await asyncio.create_subprocess_exec(
                str(PYTHON), "-m", "bot.nlu.rasa_cli", *arguments,
                cwd=ROOT, env=self._environment(), stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=sys.platform != "win32",
            )  # fmt: skip

    def _endpoints(self) -> dict[str, object]:
        url = f"http://127.0.0.1:{self.settings.internal_port}/actions"
        return {
            "action_endpoint": {"url": url, "headers": {SECRET_HEADER: "${MOTCUA_INTERNAL_SECRET}"}},
            "tracker_store": {"type": "bot.nlu.trackers.RecentTrackerStore"},
        }

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        return kept | {
            "MOTCUA_INTERNAL_SECRET": self.secret,
            "LOG_LEVEL": "WARNING",
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "PYTHONWARNINGS": "ignore",
        }

    async def _await_ready(self) -> None:
        """Send a greeting of nobody's until an action call comes back: then the whole way is open."""
        self.endpoint.rasa_seen = False
        url = f"http://127.0.0.1:{self.settings.rasa_port}/webhooks/rest/webhook"
        async with httpx.AsyncClient(timeout=10) as http:
            while not self.endpoint.rasa_seen:
                with suppress(httpx.HTTPError):
                    await http.post(url, json={"sender": WARM_UP, "message": "xin chào"})
                await asyncio.sleep(0.3)
        self.ready = True
        log.info("Rasa is ready")
