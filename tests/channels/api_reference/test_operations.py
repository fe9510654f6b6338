"""The reference tells every operation and every property of the application's own OpenAPI document, and links hold."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from channels.api_reference.operations import operations, schemas


@pytest.fixture
def document(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/openapi.json").json()
    return told


def test_every_operation_is_told_with_its_answers(document: dict[str, Any]) -> None:
    told = operations(document)
    assert len(told) == sum(len(methods) for methods in document["paths"].values())
    chat = next(one for one in told if (one.method, one.path) == ("POST", "/api/v1/chat"))
    assert chat.body
    assert chat.body.schema == "ChatRequest"
    assert {answer.name: answer.schema for answer in chat.answers}["200"] == "ChatReply"


def test_parameters_say_what_they_take(document: dict[str, Any]) -> None:
    search = next(one for one in operations(document) if one.path.endswith("/search"))
    told = {field.name: (field.kind, field.required) for field in search.parameters}
    assert told["q (query)"] == ("string (≤ 1000)", True)
    assert told["k (query)"] == ("integer (≥ 1, ≤ 50)", False)


def test_every_schema_is_told_with_its_properties(document: dict[str, Any]) -> None:
    told = schemas(document)
    assert list(told) == sorted(document["components"]["schemas"])
    fields = {field.name: field for field in told["ChatRequest"]}
    assert fields["conversation_id"].required
    assert fields["text"].kind == "string (≤ 50000) | null"
    assert {field.name: field.schema for field in told["ChatReply"]}["messages"]


def test_the_page_shows_it_all_and_every_link_leads_somewhere(client: TestClient, document: dict[str, Any]) -> None:
    page = client.get("/docs").text
    for path in document["paths"]:
        assert path in page
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert client.get("/docs/style.css").headers["content-type"].startswith("text/css")


def test_a_document_without_anything_is_an_empty_page() -> None:
    empty: dict[str, Any] = {"paths": {}, "components": {"schemas": {}}}
    assert operations(empty) == []
    assert schemas(empty) == {}


def test_what_a_schema_says_nothing_of_may_be_anything() -> None:
    answers = {"200": {"description": "ok", "content": {"text/plain": {"schema": {}}}}, "204": {"description": ""}}
    document: dict[str, Any] = {"paths": {"/x": {"get": {"responses": answers}}}, "components": {"schemas": {}}}
    (told,) = operations(document)
    assert [(answer.name, answer.kind) for answer in told.answers] == [("200", "any"), ("204", "any")]
    assert told.anchor == "GET-x"
