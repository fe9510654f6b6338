"""The procedures API."""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import DCTERMS, RDF

from channels.app import public_app
from channels.services import Services
from tests.bot.answers.small_library import CARD, CAT, DOG, library

BIRTH = "/api/v1/procedures/1.001193"
USUAL = {"parents": "married", "birth_proof": "paper", "filing_method": "direct", "usual": "all_usual"}
CPSV = Namespace("http://purl.org/vocab/cpsv#")


@pytest.fixture
def small(services: Services, tmp_path: Path) -> Iterator[TestClient]:
    """The application over a small catalogue of our own making; `CARD` is withdrawn."""
    gateway = copy(services.gateway)
    gateway.assistant = copy(gateway.assistant)
    gateway.assistant.library = library(tmp_path, withdrawn=(CARD,))
    with TestClient(public_app(replace(services, gateway=gateway))) as client:
        yield client


def of(code: str) -> str:
    return f"/api/v1/procedures/{code}"


def post(client: TestClient, facts: dict[str, str], address: str = BIRTH) -> dict[str, Any]:
    answer = client.post(f"{address}/checklist", json={"facts": facts})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_search_finds_by_everyday_words(client: TestClient) -> None:
    found = client.get("/api/v1/procedures/search", params={"q": "lam giay khai sinh cho con can gi", "k": 3}).json()
    assert found["decision"] == "answer"
    assert found["results"][0]["code"] == "1.001193"
    assert len(found["results"]) == 3
    scores = [result["score"] for result in found["results"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_search_keeps_the_context_of_a_bare_question(client: TestClient) -> None:
    found = client.get(
        "/api/v1/procedures/search", params={"q": "phí bao nhiêu", "context": "1.004194,1.001193"}
    ).json()
    assert (found["decision"], found["procedures"]) == ("answer", ["1.004194"])


@pytest.mark.parametrize("q", ["", " ", "😀😀", "ខ្មែរ", "!!!", "zzzz qqqq", "x" * 1000, "%00", "'; DROP TABLE--"])
def test_no_question_breaks_the_search(client: TestClient, q: str) -> None:
    found = client.get("/api/v1/procedures/search", params={"q": q})
    assert found.status_code == 200
    assert found.json()["decision"] in ("answer", "clarify", "decline")


def test_an_unknown_context_is_ignored(client: TestClient) -> None:
    found = client.get("/api/v1/procedures/search", params={"q": "đăng ký tạm trú", "context": "9.999999,x"}).json()
    assert found["procedures"] == ["1.004194"]


@pytest.mark.parametrize(
    "params", [{}, {"q": "x" * 1001}, {"q": "x", "k": 0}, {"q": "x", "k": 51}, {"q": "x", "k": "y"}]
)
def test_a_malformed_search_is_refused(client: TestClient, params: dict[str, str]) -> None:
    assert client.get("/api/v1/procedures/search", params=params).status_code == 422


def test_a_procedure_is_told_aspect_by_aspect(client: TestClient) -> None:
    told = client.get(BIRTH).json()
    assert (told["type"], told["procedure_code"], told["has_guide"]) == ("procedure", "1.001193", True)
    assert {"summary", "fee", "time", "where", "how", "who"} <= {section["aspect"] for section in told["sections"]}
    assert all(section["lines"] for section in told["sections"])


def test_an_unknown_fee_is_neither_nothing_nor_free(client: TestClient) -> None:
    told = client.get(BIRTH).json()
    (fees,) = (section["lines"] for section in told["sections"] if section["aspect"] == "fee")
    assert fees
    assert all(line["known"] is (line["amount"] is not None) for line in fees)


@pytest.mark.parametrize("code", ["9.999999", "x", "1.001193%20", "..%2f..%2fsecret"])
def test_an_unknown_procedure_is_not_found(client: TestClient, code: str) -> None:
    assert client.get(f"/api/v1/procedures/{code}").status_code == 404
    assert client.post(f"/api/v1/procedures/{code}/checklist", json={}).status_code == 404


def test_without_facts_a_question_comes_back(client: TestClient) -> None:
    told = post(client, {})
    assert told["next_fact"]["question"]
    assert {"id", "label"} == set(told["next_fact"]["choices"][0])
    assert told["undecided"]
    assert told["checklist"]["complete"] is False
    assert told["checklist"]["receipt"] == ""


def test_asking_on_until_nothing_is_left_gives_the_exact_papers(client: TestClient) -> None:
    facts: dict[str, str] = {}
    while question := post(client, facts)["next_fact"]:
        facts[question["fact"]] = USUAL[question["fact"]]
    told = post(client, facts)
    assert [item["id"] for item in told["needed"]] == [
        "application_form", "birth_certificate", "marriage_information", "identity_number",
    ]  # fmt: skip
    assert told["undecided"] == []
    assert all(item["why"] for item in told["needed"] + told["not_needed"])
    assert told["checklist"]["complete"] is True
    assert len(told["checklist"]["receipt"]) == 10


def test_the_receipt_tells_lists_apart_and_repeats_for_the_same_case(client: TestClient) -> None:
    first, again = (post(client, USUAL)["checklist"]["receipt"] for _ in range(2))
    other = post(client, USUAL | {"filing_method": "postal"})["checklist"]["receipt"]
    assert first == again != other


def test_facts_that_lead_elsewhere_name_the_other_procedure(client: TestClient) -> None:
    told = post(client, {"parents": "father_recorded"})
    assert (told["go_to"], told["next_fact"]) == ("1.000689", None)


@pytest.mark.parametrize("facts", [{"nonsense": "x"}, {"parents": "nonsense"}])
def test_an_unknown_fact_or_choice_is_refused_with_the_known_ones(client: TestClient, facts: dict[str, str]) -> None:
    answer = client.post(f"{BIRTH}/checklist", json={"facts": facts})
    assert answer.status_code == 422
    assert "parents" in answer.text or "married" in answer.text


def test_a_misspelt_field_is_refused(client: TestClient) -> None:
    assert client.post(f"{BIRTH}/checklist", json={"fact": {}}).status_code == 422


def test_a_refused_case_says_why_and_asks_for_no_paper(small: TestClient) -> None:
    told = post(small, {"breed": "wild"}, of(CAT))
    assert told["refused"] == "Mèo rừng không được nuôi."
    assert (told["needed"], told["not_needed"], told["undecided"]) == ([], [], [])
    assert (told["next_fact"], told["go_to"]) == (None, None)


@pytest.mark.parametrize("facts", [{}, {"breed": "house"}, {"breed": "unsure"}, {"age": "adult"}])
def test_a_case_that_is_not_refused_names_no_refusal(small: TestClient, facts: dict[str, str]) -> None:
    told = post(small, facts, of(CAT))
    assert told["refused"] is None
    assert told["needed"]


def test_the_official_list_refuses_nobody(small: TestClient) -> None:
    told = post(small, {}, of(DOG))
    assert (told["official"], told["refused"], told["go_to"]) == (True, None, None)


def test_a_case_that_leads_elsewhere_is_not_refused(client: TestClient) -> None:
    assert post(client, {"parents": "father_recorded"})["refused"] is None


@pytest.mark.parametrize(("code", "name"), [(CAT, "Đăng ký nuôi mèo"), (DOG, "Đăng ký nuôi chó")])
def test_an_official_record_is_given_as_a_public_service_in_linked_data(
    small: TestClient, code: str, name: str
) -> None:
    answer = small.get(f"{of(code)}/cpsv")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/ld+json")
    graph = Graph().parse(data=json.dumps(answer.json()), format="json-ld")
    (service,) = graph.subjects(RDF.type, CPSV.PublicService)
    assert graph.value(service, DCTERMS.identifier) == Literal(code)
    assert graph.value(service, DCTERMS.title) == Literal(name, lang="vi")


def test_a_guide_alone_is_no_official_record(client: TestClient) -> None:
    answer = client.get(f"{BIRTH}/cpsv")
    assert (answer.status_code, answer.json()["detail"]) == (404, "1.001193: no official record is loaded")


@pytest.mark.parametrize("code", ["9.999999", "x", CARD])
def test_what_is_unknown_or_withdrawn_is_no_public_service(small: TestClient, code: str) -> None:
    assert small.get(f"{of(code)}/cpsv").status_code == 404


def test_a_withdrawn_procedure_has_no_page_and_no_list_however_good_its_guide(small: TestClient) -> None:
    assert small.get(of(CARD)).status_code == 404
    assert small.post(f"{of(CARD)}/checklist", json={}).status_code == 404
