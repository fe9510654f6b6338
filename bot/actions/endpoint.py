"""The action endpoint: `POST /actions`, for Rasa alone, on the internal listener.

Runs rasa-sdk's executor without its own server. Every exception is caught: an unhandled one would drop
Rasa's connection and with it the turn.
"""

import hmac
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.actions.actions import actions
from bot.actions.proving import SECRET_HEADER
from bot.answers.assistant import Assistant
from bot.conversations.errors import NoTurnError
from bot.conversations.store import Conversations

WARM_UP = "warm-up"
_LARGEST = 1_000_000
_WORKERS = 4

log = logging.getLogger(__name__)


class ActionEndpoint:
    """The internal application and what it saw of Rasa. `rasa_seen`: Rasa has called at least once.

    `assistant`: who answers now; another one may take its place at any time. `before`: the secret that is taken too while
    it is being changed, "" for none.
    """

    def __init__(self, conversations: Conversations, assistant: Assistant, secret: str, before: str = "") -> None:
        self.assistant = assistant
        self.secret = secret
        self.before = before
        self.rasa_seen = False
        self.pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="actions")
        self.executor = ActionExecutor()
        for action in actions(conversations, lambda: self.assistant, self.pool):
            self.executor.register_action(action)
        self.app = Starlette(routes=[Route("/actions", self.run, methods=["POST"])])

    async def run(self, request: Request) -> JSONResponse:
        """Run one action for Rasa."""
        if not self._is_rasa(request):
            return JSONResponse({"error": "forbidden"}, 403)
        body = await request.body()
        if len(body) > _LARGEST:
            return JSONResponse({"error": "too large"}, 413)
        try:
            call = json.loads(body)
        except ValueError:
            return JSONResponse({"error": "not JSON"}, 400)
        if not isinstance(call, dict):
            return JSONResponse({"error": "not an action call"}, 400)
        self.rasa_seen = True
        if call.get("sender_id") == WARM_UP:
            return JSONResponse({"events": [], "responses": []})
        return await self._execute(call)

    def _is_rasa(self, request: Request) -> bool:
        # As bytes: a header may hold what `compare_digest` takes for no text.
        shown = request.headers.get(SECRET_HEADER, "").encode()
        return any(hmac.compare_digest(shown, secret.encode()) for secret in (self.secret, self.before or self.secret))

    async def _execute(self, call: dict[str, Any]) -> JSONResponse:
        name = call.get("next_action")
        try:
            result = await self.executor.run(call)
            return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})
        except NoTurnError as error:
            return JSONResponse({"error": str(error), "action_name": name}, 409)
        except (ActionExecutionRejection, ActionNotFoundException) as error:
            return JSONResponse({"error": error.message, "action_name": name}, 400)
        except Exception:
            log.exception("action %s failed", name)
            return JSONResponse({"error": "failed", "action_name": name}, 500)
