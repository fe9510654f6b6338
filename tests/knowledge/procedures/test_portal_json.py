"""The portal's JSON: its raw answer for one procedure, and a row of its list."""

from datetime import date
from typing import Any

import pytest

from knowledge.procedures import portal_json
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.models import Fee, Level, ProcessingTime, Scope, SubmissionMethod, TimeUnit
from tests.knowledge.procedures.samples import detail, listed, raw_method

DAY = date(2026, 7, 18)
DOLLAR = "019b3fb2-dee2-76ab-aa53-22d4d903a2bb"


def fields(**changes: Any) -> dict[str, Any]:
    return portal_json.read_detail(detail(**changes), DAY).fields


def only_method(raw: dict[str, Any], **changes: Any) -> SubmissionMethod:
    (found,) = fields(executionMethods=[raw], **changes)["methods"]
    assert isinstance(found, SubmissionMethod)
    return found


def cases(*days: tuple[float, str]) -> list[dict[str, Any]]:
    return [{"processingDay": {"qty": quantity, "type": unit}} for quantity, unit in days]


def test_the_portals_answer_becomes_a_part() -> None:
    part = portal_json.read_detail(detail("2.000635"), DAY)
    assert (part.procedure_code, part.kind, part.as_of) == ("2.000635", "detail", DAY)
    assert (part.fields["level"], part.fields["scope"], part.fields["portal_id"]) == (
        Level.COMMUNE,
        Scope.STANDARD,
        "0198-id",
    )


def test_the_record_is_read_with_or_without_its_envelope() -> None:
    assert portal_json.read_detail(detail()["data"], DAY) == portal_json.read_detail(detail(), DAY)


def test_a_paper_has_the_portals_code_and_a_note_the_code_of_its_line() -> None:
    paper, note = fields()["component_groups"][0].components
    assert (paper.component_code, paper.is_note) == ("G01-KQ1", False)
    assert (note.component_code, note.is_note) == (note.line, True)


def test_the_mark_required_is_never_read_because_it_is_always_false() -> None:
    paper = fields()["component_groups"][0].components[0]
    assert not hasattr(paper, "required")


def test_forms_are_kept_with_their_file_names() -> None:
    paper = {"name": "Tờ khai", "originalQty": 1, "attachments": [{"fileName": "to-khai.docx"}, {"fileName": ""}]}
    (group,) = fields(executionCases=[{"name": None, "profileComponents": [paper]}])["component_groups"]
    assert [form.name for form in group.components[0].forms] == ["to-khai.docx"]


def test_ten_us_dollars_are_not_ten_dong() -> None:
    dollars = {"value": 10, "currencyId": DOLLAR, "description": "10 USD/bản"}
    assert only_method(raw_method(fees=[dollars])).fees == (Fee(amount=None, text="10 USD/bản"),)


def test_even_many_us_dollars_are_not_dong() -> None:
    dollars = {"value": 1000, "currencyId": DOLLAR, "description": ""}
    assert only_method(raw_method(fees=[dollars])).fees[0].amount is None


def test_every_fee_of_a_method_is_kept() -> None:
    fees = [{"value": 10000, "description": "a"}, {"value": 0, "description": None}]
    assert [item.amount for item in only_method(raw_method(fees=fees)).fees] == [10000, None]


def test_the_unit_other_is_resolved_where_all_cases_agree() -> None:
    raw = raw_method(processingTime=1, processingTimeUnit="OTHER", description="Trong ngày")
    time = only_method(raw, cases=cases((1, "WORKING_DAY"), (1, "WORKING_DAY"))).time
    assert time == ProcessingTime(quantity=1, unit=TimeUnit.WORKING_DAY, text="Trong ngày")


@pytest.mark.parametrize("days", [[], [(1, "WORKING_DAY"), (3, "WORKING_DAY")], [(1, "OTHER")]])
def test_the_unit_other_stays_unknown_where_the_cases_disagree_or_are_silent(days: list[tuple[float, str]]) -> None:
    raw = raw_method(processingTime=1, processingTimeUnit="OTHER")
    assert not only_method(raw, cases=cases(*days)).time.known


def test_a_time_that_the_method_tells_is_not_replaced_by_the_cases() -> None:
    assert only_method(raw_method(), cases=cases((9, "DAY"))).time.quantity == 3


def test_the_list_tells_the_scope() -> None:
    part = portal_json.read_listed(listed(scope="SPECIFIC"), DAY)
    assert (part.kind, part.fields["scope"]) == ("listed", Scope.SPECIFIC)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "none"}, "procedure_code"),
        ({"name": ""}, "name"),
        ({"type": "LOCAL"}, "type"),
        ({"executionCases": "none"}, "executionCases"),
        ({"executionMethods": [{"processingTime": 3}]}, "executionMethods.0.submissionMethod"),
    ],
)
def test_a_broken_record_is_refused_by_the_portals_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRecordError) as refused:
        fields(**changes)
    assert refused.value.field == field


def test_a_day_outside_the_calendar_is_refused_by_field() -> None:
    with pytest.raises(BadRecordError, match="decisionDate"):
        fields(procedureProposal={"proposalNumber": "1/QĐ", "decisionDate": 10**18})


@pytest.mark.parametrize("answer", [{"code": "ERROR", "data": None}, {"data": []}, []])
def test_an_answer_without_a_record_is_refused(answer: Any) -> None:
    with pytest.raises(BadRecordError, match="data: "):
        portal_json.read_detail(answer, DAY)


def test_a_row_without_an_id_is_refused_by_field() -> None:
    row = listed()
    del row["id"]
    with pytest.raises(BadRecordError, match="id: "):
        portal_json.read_listed(row, DAY)


def test_the_portals_time_of_change_is_the_version_of_a_part() -> None:
    assert portal_json.read_detail(detail(updatedAt=1776310043145), DAY).version == "1776310043145"
    assert portal_json.read_listed({**listed(), "updatedAt": 1776310043145}, DAY).version == "1776310043145"
    assert (portal_json.read_detail(detail(), DAY).version, portal_json.read_listed(listed(), DAY).version) == ("", "")


def test_a_row_with_a_plus_sign_is_kept_as_standing_under_the_row_above() -> None:
    raw = [{"name": "Bổ sung", "profileComponents": [{"name": "+ Bản sao"}, {"name": "- Đơn"}]}]
    (group,) = fields(executionCases=raw)["component_groups"]
    assert [item.under for item in group.components] == [True, False]
