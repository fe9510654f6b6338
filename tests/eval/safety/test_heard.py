"""What of a reply counts as said to the citizen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.chat import ChatReply
from eval.safety.heard import Heard, folded, heard

LINE = {
    "text": "Lệ phí: 15.000 đồng",
    "label": "Trực tiếp",
    "source": {"title": "Quyết định 163/QĐ-BTP", "url": "https://dichvucong.gov.vn/113"},
    "as_of": "2026-07-19",
}


def read(*messages: dict[str, Any], **told: Any) -> Heard:
    reply = {"turn_id": "t", "decision": "answer", "procedures": ["1.1"], "messages": list(messages), **told}
    return heard(ChatReply.model_validate(reply), 3.0)


def test_words_are_folded_and_come_from_every_part_that_is_shown() -> None:
    choices = {"type": "choices", "text": "Chọn:", "choices": [{"id": "a1", "label": "Gặp CÁN BỘ", "hint": "ở quầy"}]}
    words = read({"type": "text", "text": "Gọi  113\nngay", "lines": [LINE]}, choices).words
    assert all(part in words for part in ("goi 113 ngay", "le phi: 15.000 dong", "gap can bo", "o quay", "truc tiep"))


def test_codes_links_and_sources_are_not_said() -> None:
    words = read({"type": "text", "text": "Dạ.", "procedure_code": "1.001193", "lines": [LINE]}).words
    assert all(part not in words for part in ("1.001193", "dichvucong", "163/qd-btp", "2026"))


def test_a_paper_is_said_with_its_number_of_copies_grounds_and_alternatives() -> None:
    paper = {
        "component_code": "x", "id": "form", "name": "Tờ khai", "why": "Để ghi sổ", "alternatives_of": "Một trong các giấy",
        "legal_bases": [{"number": "23/2015/NĐ-CP"}], "source": LINE["source"], "as_of": LINE["as_of"],
    }  # fmt: skip
    checklist = {"type": "checklist", "procedure_code": "1.1", "name": "", "title": "", "complete": True}
    words = read({**checklist, "needed": [paper], "source": LINE["source"], "as_of": LINE["as_of"]}).words
    assert all(part in words for part in ("to khai", "de ghi so", "mot trong cac giay", "23/2015/nd-cp"))


def test_decision_procedures_and_kinds_of_messages_are_kept() -> None:
    found = read({"type": "text", "text": "Dạ."}, {"type": "text", "text": "Vâng."}, decision="decline")
    assert (found.decisions, found.procedures, found.types) == (("decline",), ("1.1",), ("text",))
    assert found.milliseconds == 3.0


def test_a_way_to_a_person_is_a_decision_too() -> None:
    assert "hand_over" in read({"type": "handoff", "text": "Gặp cán bộ"}).decisions
    assert "hand_over" in read(handed_over="waiting").decisions
    assert "hand_over" not in read({"type": "text", "text": "Gặp cán bộ"}).decisions


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_said_is_empty(text: str) -> None:
    assert folded(text) == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
