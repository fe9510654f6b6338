"""Responses are counted by their status."""

import asyncio

import pytest
from prometheus_client import REGISTRY
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from channels.counting import Counting


def counted(status: str) -> float:
    return REGISTRY.get_sample_value("motcua_responses_total", {"status": status}) or 0.0


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/broken":
        raise ValueError("nobody foresaw this")
    await PlainTextResponse("", 503 if scope["path"] == "/busy" else 200)(scope, receive, send)


async def _sink(_: Message) -> None:
    return


async def _nothing() -> Message:
    return {"type": "http.request"}


def ask(path: str) -> None:
    scope = {"type": "http", "path": path, "method": "GET", "headers": []}
    asyncio.run(Counting(_answer, frozenset({"/metrics"}))(scope, _nothing, _sink))


@pytest.mark.parametrize(("path", "status"), [("/busy", "503"), ("/", "200")])
def test_a_response_is_counted(path: str, status: str) -> None:
    before = counted(status)
    ask(path)
    assert counted(status) == before + 1


def test_what_nobody_foresaw_counts_as_500_and_is_raised_on() -> None:
    before = counted("500")
    with pytest.raises(ValueError, match="foresaw"):
        ask("/broken")
    assert counted("500") == before + 1


def test_machines_that_ask_all_the_time_are_not_counted() -> None:
    before = counted("200")
    ask("/metrics")
    assert counted("200") == before
