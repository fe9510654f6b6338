"""Sending one message through Zalo's API."""

from collections.abc import Mapping
from typing import Any

import httpx

from channels.zalo import protocol
from channels.zalo.account import Account
from channels.zalo.errors import RefusedMessageError, UncertainAnswerError, UnreachableError

_LONGEST_REASON = 200


class ZaloClient:
    """Calls the API with a token that the caller brings."""

    def __init__(self, account: Account) -> None:
        self.url = account.api_url + protocol.MESSAGE_PATH
        self.http = httpx.AsyncClient(timeout=account.timeout)

    async def send(self, access: str, user_id: str, message: Mapping[str, Any]) -> str:
        """Send a message to a citizen; return its id at Zalo.

        Raises `RefusedMessageError`, `UnreachableError` where it surely did not arrive, and `UncertainAnswerError`.
        """
        headers = {protocol.TOKEN_HEADER: access}
        try:
            answer = await self.http.post(self.url, json=protocol.call(user_id, message), headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise UnreachableError(f"{self.url}: {type(error).__name__}") from error
        except httpx.HTTPError as error:
            raise UncertainAnswerError(f"{self.url}: {type(error).__name__}") from error
        return _taken(answer)

    async def close(self) -> None:
        """Close the connections."""
        await self.http.aclose()


def _taken(answer: httpx.Response) -> str:
    """Return the message's id. A call succeeded only with status 200 and error 0."""
    told, status = _json(answer), answer.status_code
    code = told.get("error")
    if status == 200 and code == 0:
        data = told.get("data")
        return str(data.get("message_id", "")) if isinstance(data, dict) else ""
    if status >= 500 or (status == 200 and not isinstance(code, int)):
        raise UncertainAnswerError(f"status {status}")
    code = code if isinstance(code, int) else 0
    raise RefusedMessageError(protocol.refusal(code, status), code, str(told.get("message", ""))[:_LONGEST_REASON])


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
