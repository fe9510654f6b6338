"""A small guide of our own making: a birth, at home or in hospital."""

from typing import Any

SEEN = ["1.000001#0123456789"]


def fact(fact_id: str, *choices: str, **more: Any) -> dict[str, Any]:
    """Return a fact with plain choices."""
    return {
        "id": fact_id,
        "question": f"{fact_id}?",
        "choices": [{"id": item, "label": item} for item in choices],
        **more,
    }


def component(component_id: str, needed_if: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return a paper of the checklist."""
    paper = {"id": component_id, "component_code": "G01", "name": component_id, "why": "vì sao", "seen_in": SEEN}
    return {**paper, "needed_if": needed_if, **more}


def guide(**changes: Any) -> dict[str, Any]:
    """Return a guide as YAML gives it, with `changes` to its fields."""
    elsewhere = {"procedure_code": "2.000528", "because": "cha mẹ là người nước ngoài", "seen_in": SEEN}
    nationality = fact("nationality", "vietnamese", "foreign")
    nationality["choices"][1]["go_to"] = elsewhere
    made = {
        "procedure_code": "1.000001",
        "official_name": "Thủ tục thử",
        "plain_name": "Thử",
        "field": "Hộ tịch",
        "level": "commune",
        "decision_number": "1/QĐ",
        "catalogue_as_of": "2026-07-18",
        "checked_on": "2026-11-22",
        "review_by": "2027-05-22",
        "summary": {"text": "Thử", "seen_in": SEEN},
        "facts": [
            fact("witness", "yes", "no", ask_if={"birth_place": "home"}),
            fact("birth_place", "home", "hospital"),
            nationality,
        ],
        "components": [
            component("form"),
            component("birth_certificate", {"birth_place": "hospital"}),
            component("witness_statement", {"birth_place": "home", "witness": "yes"}),
            component("affidavit", {"birth_place": "home", "witness": "no"}),
        ],
    }
    return {**made, **changes}
