"""Desks: what was imported is shown with source and day, what is unknown says so, and kinds are found by name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers import desks
from bot.answers.messages import OfficeMessage, TextMessage
from bot.answers.replies import Reply
from bot.answers.wording import say
from bot.conversations.state import ConversationState
from knowledge.offices.details import ImportedDetails, OfficeDetails
from knowledge.offices.keeping import keep
from knowledge.offices.loading import offices
from knowledge.settings import settings
from tests.bot.answers.standing import settings_with

CAI_KHE = offices()["31120"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with settings_with(monkeypatch, var=tmp_path / "var"):
        yield


def known(office: str, kind: str, name: str, **told: str) -> OfficeDetails:
    return OfficeDetails(office=office, kind=kind, name=name, source="Công văn 1", as_of=date(2026, 11, 1), **told)


def answered(text: str) -> Reply:
    reply = Reply()
    desks.answer(ConversationState(), reply, text)
    return reply


def test_nothing_is_known_of_a_ward_until_it_is_imported() -> None:
    shown = desks.shown(CAI_KHE)
    assert (shown.address.known, shown.hours.known, shown.phone.known) == (False, False, False)
    assert shown.address.text == say("office_address_unknown")


def test_what_was_imported_is_shown_with_its_source_and_day_the_rest_stays_unknown() -> None:
    keep(
        settings().office_details,
        ImportedDetails(offices=(known("31120", "ward", "Phường Cái Khế", address="12 Đường Thử"),)),
    )
    shown = desks.shown(CAI_KHE)
    assert (shown.address.text, shown.address.source.title, shown.address.as_of) == (
        "12 Đường Thử", "Công văn 1", date(2026, 11, 1),
    )  # fmt: skip
    assert not shown.phone.known


def test_an_imported_address_of_the_centre_replaces_the_one_of_2024() -> None:
    assert "Nguyễn Trãi" in desks.shown(offices().centre).address.text
    keep(
        settings().office_details,
        ImportedDetails(offices=(known("can-tho-centre", "city_centre", "Trung tâm", address="15 Đường Thử"),)),
    )
    shown = desks.shown(offices().centre)
    assert shown.address.text == "15 Đường Thử"
    assert shown.hours.as_of.year == 2024


def test_a_desk_tells_the_rule_of_filing_anywhere_and_its_own_notice() -> None:
    assert "1.320 thủ tục" in desks.shown(CAI_KHE).note
    assert "thứ Bảy" in desks.shown(offices()["31783"]).note


def test_the_police_of_a_ward_are_not_its_centre() -> None:
    (message,) = answered("công an phường Cái Khế ở đâu").messages
    assert isinstance(message, TextMessage)
    assert "Công an Phường Cái Khế" in message.text
    assert "chưa rõ" in message.text
    police = known("commune_police-31120", "commune_police", "Công an phường Cái Khế", unit_code="31120", phone="113")
    keep(settings().office_details, ImportedDetails(offices=(police,)))
    (shown,) = answered("công an phường Cái Khế ở đâu").messages
    assert isinstance(shown, OfficeMessage)
    assert (shown.unit_code, shown.kind, shown.phone.text) == ("31120", "commune_police", "113")


def test_offices_of_a_kind_are_shown_once_imported() -> None:
    (unknown,) = answered("cơ quan thuế ở đâu").messages
    assert isinstance(unknown, TextMessage)
    assert "cơ quan thuế" in unknown.text
    keep(settings().office_details, ImportedDetails(offices=(known("tax-1", "tax", "Thuế cơ sở 1", address="A"),)))
    (shown,) = answered("số điện thoại chi cục thuế").messages
    assert isinstance(shown, OfficeMessage)
    assert (shown.name, shown.phone.known) == ("Thuế cơ sở 1", False)


@pytest.mark.parametrize(
    "text", ["khai thuế đất ở đâu", "đăng ký tạm trú ở công an phường nào", "làm bảo hiểm xã hội một lần ở đâu"]
)
def test_a_question_about_a_procedure_is_no_question_about_an_office(text: str) -> None:
    (message,) = answered(text).messages
    assert isinstance(message, TextMessage)
    assert message.text == say("office_ask")


def test_a_ward_alone_is_its_centre() -> None:
    (shown,) = answered("phường Cái Khế ở đâu").messages
    assert isinstance(shown, OfficeMessage)
    assert shown.kind == "ward"
