"""A guide that says other than its record, without a reason, fails."""

from pathlib import Path
from typing import Any

import pytest

from knowledge.checking.against_record import check
from knowledge.checking.official import Official
from tests.knowledge.checking.conftest import FORM, OTHER, WITNESS, at, catalogue, component, content, fact, guide, told


def test_a_faithful_guide_has_no_findings(official: Official) -> None:
    assert list(check(guide(), official)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("official_name", "Khác"), ("level", "province"), ("decision_number", "2/QĐ"), ("portal_id", "xyz")],
)
def test_the_head_is_the_records(official: Official, field: str, value: str) -> None:
    assert [text.split(":")[0] for text in told(check(guide(**{field: value}), official))] == [field]


def test_a_procedure_that_is_not_offered_gets_no_guide(official: Official) -> None:
    assert told(check(guide(procedure_code="9.999999"), official)) == [
        "procedure_code: the catalogue offers no such procedure"
    ]


def test_an_official_paper_is_covered_or_waived(official: Official) -> None:
    papers = content()["components"][:1]
    assert len(told(check(guide(components=papers), official))) == 1
    waived = [{"line": at(WITNESS), "because": "chỉ là lời dặn"}]
    assert told(check(guide(components=papers, waived=waived), official)) == []


def test_a_waived_line_exists_and_is_no_paper(official: Official) -> None:
    nowhere = guide(waived=[{"line": "1.000001#0000000000", "because": "vì"}])
    assert told(check(nowhere, official)) == ["waived: 1.000001#0000000000 is no official line"]
    both = guide(waived=[{"line": at(FORM), "because": "vì"}])
    assert told(check(both, official)) == [f"waived: {at(FORM)} is waived and a paper at once"]


def test_a_neighbour_is_another_offered_procedure(official: Official) -> None:
    def near(code: str) -> list[dict[str, str]]:
        return [{"procedure_code": code, "name": "x", "question": "y?"}]

    assert told(check(guide(look_alikes=near(OTHER)), official)) == []
    assert told(check(guide(look_alikes=near("1.000001")), official)) == ["look_alikes: the guide sends to itself"]
    assert told(check(guide(look_alikes=near("9.999999")), official)) == [
        "look_alikes: the catalogue offers no procedure 9.999999"
    ]


def test_where_an_answer_leads_is_offered(official: Official) -> None:
    away = fact("nationality", "vietnamese", "foreign")
    away["choices"][1]["go_to"] = {"procedure_code": "9.999999", "because": "vì", "seen_in": [at(FORM)]}
    assert told(check(guide(facts=[*guide().facts, away]), official)) == [
        "look_alikes: the catalogue offers no procedure 9.999999"
    ]


def test_a_law_stands_in_the_record_and_a_forgotten_one_is_told(official: Official) -> None:
    assert told(check(guide(legal_bases=[{"number": "1/2020/TT-BTP"}]), official)) == [
        "legal_bases: 1/2020/TT-BTP does not stand in the record"
    ]
    assert told(check(guide(legal_bases=[]), official), "warning") == [
        "legal_bases: the record also names 60/2014/QH13"
    ]


def test_a_component_code_is_the_records(official: Official) -> None:
    papers = [*content()["components"], component("more", component_code="G99", seen_in=[at(FORM)])]
    assert told(check(guide(components=papers), official)) == ["components.more: G99 is no code of the record"]


def test_a_fee_of_the_record_is_told_or_waived(official: Official) -> None:
    silent = told(check(guide(fees=[]), official))
    assert silent == ["fees: the record's direct fee 20000 is neither told nor waived"]
    waived = [{"line": at("fees.direct"), "because": "mâu thuẫn"}]
    assert told(check(guide(fees=[], waived=waived), official)) == []


def test_a_doubted_fee_may_be_told_in_words(official: Official) -> None:
    fee = {"text": "Hồ sơ ghi 20.000 đồng nhưng chưa chắc", "seen_in": [at("fees.direct")]}
    assert told(check(guide(fees=[fee]), official)) == []


def test_a_time_of_the_record_is_told_in_its_unit(official: Official) -> None:
    other = [{"text": "3 ngày", "quantity": 3, "unit": "day", "seen_in": [at("times.direct")]}]
    assert told(check(guide(times=other), official)) == [
        "times: the record's direct time 3 working_day is neither told nor waived"
    ]


def test_a_doubted_time_may_be_told_in_words(official: Official) -> None:
    doubted = [{"text": "Hồ sơ ghi 3 ngày, nơi khác ghi 5 ngày", "seen_in": [at("times.direct")]}]
    assert told(check(guide(times=doubted), official)) == []


def test_a_fee_is_free_only_where_the_record_says_so(tmp_path: Path) -> None:
    free: dict[str, Any] = {"fees": [{"text": "Không mất tiền", "amount": 0, "seen_in": [at("fees.direct")]}]}

    def record(told_fee: dict[str, Any]) -> Official:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return Official(catalogue(folder, methods=[{"method": "direct", "fees": [told_fee]}]))

    assert told(check(guide(**free, times=[]), record({"amount": 0, "text": "Miễn phí"}))) == []
    for words in ("theo nghị quyết", "không bao gồm tiền in ấn"):
        assert told(check(guide(**free, times=[]), record({"text": words}))) == [
            "fees.0: is told as free, but no line it points at says so"
        ]


def test_an_amount_or_a_time_stands_where_it_points(official: Official) -> None:
    fees = [{"text": "x", "amount": 99000, "seen_in": [at("fees.direct")]}, *content()["fees"]]
    assert told(check(guide(fees=fees), official)) == ["fees.0: 99000 does not stand in the lines it points at"]
    times = [{"text": "x", "quantity": 9, "unit": "day", "seen_in": [at("times.direct")]}, *content()["times"]]
    assert told(check(guide(times=times), official)) == ["times.0: 9 does not stand in the lines it points at"]
