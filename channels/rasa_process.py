"""The Rasa server as a child process: started, watched, started again when it dies, stopped with us."""

import asyncio
import logging
import signal
import sys
from contextlib import suppress

import httpx

from bot.actions.endpoint import WARM_UP, ActionEndpoint
from channels.rasa_command import RasaCommand
from knowledge.settings import ROOT

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_PATIENCE_AT_STOP = 10.0

log = logging.getLogger(__name__)


class RasaProcess:
    """Supervises one Rasa server for the model of the current release. `endpoint`: tells when Rasa has called."""

    def __init__(self, command: RasaCommand, endpoint: ActionEndpoint) -> None:
        self.command = command
        self.settings = command.settings
        self.endpoint = endpoint
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
        arguments = self.command.arguments()
        with (self.settings.var / "rasa" / "rasa.log").open("ab") as output:
            return await asyncio.create_subprocess_exec(
                *arguments, cwd=ROOT, env=self.command.environment(),
                stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output,
                start_new_session=sys.platform != "win32",
            )  # fmt: skip

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
