"""Where: the kind of office in plain words, imported addresses, and what any desk accepts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answers.messages import Line
from bot.answers.sections import section
from bot.answers.topics import Topic
from bot.answers.wording import say
from knowledge.offices.any_desk import AnyDeskList
from knowledge.offices.details import ImportedDetails, OfficeDetails
from knowledge.offices.keeping import keep
from knowledge.settings import settings
from tests.bot.answers.standing import CODE, record, settings_with, topic


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with settings_with(monkeypatch, var=tmp_path / "var"):
        yield


def where(one: Topic) -> list[Line]:
    return section(one, "where").lines


def listed(*codes: str, complete: bool = True) -> None:
    published = AnyDeskList(
        document="1/QĐ-UBND", dated=date(2026, 10, 1), source="Công báo", complete=complete, procedure_codes=codes
    )
    keep(settings().any_desk_list, published)


def test_the_kind_of_office_is_told_in_plain_words() -> None:
    first, second, *_ = where(topic(record("Ủy ban nhân dân cấp xã")))
    assert first.text == "Nơi nộp trực tiếp: Trung tâm Phục vụ hành chính công xã, phường."
    assert second.text == "Nơi giải quyết: Ủy ban nhân dân xã, phường."
    assert f"{CODE}#handled_by" in second.source.seen_in


def test_an_office_that_takes_and_decides_is_told_once() -> None:
    assert where(topic(record("Công an cấp Xã")))[0].text == "Nộp và giải quyết tại: Công an xã, phường."


def test_the_records_own_words_stand_below_without_other_provinces() -> None:
    lines = where(topic(record("Sở Văn hóa", "Thể thao và Du lịch", "Sở Y tế - TP.HCM", level="province")))
    own = [line.text for line in lines if line.label == say("office_official")]
    assert own == ["Sở Văn hóa, Thể thao và Du lịch"]


def test_the_citys_centre_is_told_with_the_day_of_its_address() -> None:
    (line,) = (line for line in where(topic(record("Sở Y tế", level="province"))) if "Nguyễn Trãi" in line.text)
    assert line.as_of == date(2024, 2, 1)


def test_the_address_of_an_imported_office_is_told_where_there_are_few() -> None:
    tax = OfficeDetails(
        office="tax-1", kind="tax", name="Thuế cơ sở 1", address="12 Đường Thử", source="Công văn 1", as_of=date(2026, 11, 1)
    )  # fmt: skip
    keep(settings().office_details, ImportedDetails(offices=(tax,)))
    (line,) = (line for line in where(topic(record("Thuế cơ sở"))) if line.label == "Thuế cơ sở 1")
    assert (line.text, line.source.title, line.as_of) == ("12 Đường Thử", "Công văn 1", date(2026, 11, 1))
    many = [tax.model_copy(update={"office": f"tax-{number}"}) for number in range(9)]
    keep(settings().office_details, ImportedDetails(offices=tuple(many)))
    assert [line for line in where(topic(record("Thuế cơ sở"))) if line.label] == [
        line for line in where(topic(record("Thuế cơ sở"))) if line.label == say("office_official")
    ]


def test_a_record_that_names_no_office_says_nothing_of_its_kind() -> None:
    assert [line.known for line in where(topic(record()))] == [False]
    assert [line.known for line in where(topic(record(level="ministry")))] == [False]


def test_until_the_list_is_imported_any_desk_is_unknown_with_the_rule_and_its_source() -> None:
    last = where(topic(record("Ủy ban nhân dân cấp xã")))[-1]
    assert not last.known
    assert "1.320 thủ tục" in last.text
    assert "thì chưa rõ" in last.text
    assert last.as_of == date(2025, 10, 30)


def test_a_listed_procedure_may_be_filed_at_any_desk_by_the_decision() -> None:
    listed(CODE)
    last = where(topic(record("Ủy ban nhân dân cấp xã")))[-1]
    assert last.known
    assert "nộp được tại Trung tâm Phục vụ hành chính công bất kỳ" in last.text
    assert last.source.title == "1/QĐ-UBND, ngày 01/10/2026 (Công báo)"


def test_a_procedure_off_the_list_is_told_so_unless_the_list_had_bad_rows() -> None:
    listed("1.000656")
    assert "không có trong danh sách" in where(topic(record("Ủy ban nhân dân cấp xã")))[-1].text
    listed("1.000656", complete=False)
    assert "thì chưa rõ" in where(topic(record("Ủy ban nhân dân cấp xã")))[-1].text


def test_a_ministrys_procedure_has_no_word_of_any_desk_unless_listed() -> None:
    ministry = topic(record("Bộ Y tế", level="ministry"))
    assert not any("bất kỳ" in line.text for line in where(ministry))
    listed(CODE)
    assert "bất kỳ" in where(ministry)[-1].text
