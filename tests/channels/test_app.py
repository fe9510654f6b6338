"""The public application as a whole: what is mounted, what is published, what is refused at the door."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

MESSAGES = {
    "text": "TextMessage", "choices": "ChoicesMessage", "procedure": "ProcedureMessage", "checklist": "ChecklistMessage",
    "dossier": "DossierMessage", "office": "OfficeMessage", "handoff": "HandoffMessage",
}  # fmt: skip


def test_the_documentation_publishes_every_message_as_one_discriminated_union(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    union = schemas["ChatReply"]["properties"]["messages"]["items"]
    assert union["discriminator"]["propertyName"] == "type"
    assert union["discriminator"]["mapping"] == {
        kind: f"#/components/schemas/{name}" for kind, name in MESSAGES.items()
    }
    assert len(union["oneOf"]) == len(MESSAGES)
    assert set(MESSAGES.values()) <= set(schemas)


def test_codes_are_named_for_what_they_are(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name in MESSAGES.values():
        assert "code" not in schemas[name]["properties"]
    assert "procedure_code" in schemas["ProcedureMessage"]["required"]
    assert "procedure_code" in schemas["ChecklistMessage"]["required"]
    assert "component_code" in schemas["ChecklistItem"]["required"]
    assert "unit_code" in schemas["OfficeMessage"]["required"]


@pytest.mark.parametrize("name", ["Line", "ChecklistItem", "ChecklistMessage", "ProcedureMessage", "OfficeMessage"])
def test_every_fact_must_carry_its_source_and_its_date(client: TestClient, name: str) -> None:
    schema: dict[str, Any] = client.get("/openapi.json").json()["components"]["schemas"][name]
    assert {"source", "as_of"} <= set(schema["required"])


@pytest.mark.parametrize("page", ["/", "/docs", "/healthz", "/readyz", "/metrics"])
def test_every_published_address_answers(client: TestClient, page: str) -> None:
    assert client.get(page).status_code == 200


def test_what_is_internal_is_not_public(client: TestClient) -> None:
    assert client.post("/actions", json={}).status_code in (404, 405)
    assert "/actions" not in client.get("/openapi.json").json()["paths"]


def test_a_body_that_says_to_be_too_large_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", content=b"x" * 256_001)
    assert answer.status_code == 413
    assert answer.json()["message"]


def test_a_body_without_a_length_is_refused(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", content=(part for part in [b"x"] * 3))
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_a_length_that_is_no_number_is_refused(client: TestClient, length: str) -> None:
    answer = client.post("/api/v1/chat", content=b"{}", headers={"Content-Length": length})
    assert answer.status_code == 413
