"""What the province decides in answers: fees in place of unknown ones, shorter times beside the official ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.answers import local_rules
from bot.answers.messages import Line
from bot.answers.sections import section
from bot.answers.wording import say
from knowledge.procedures.models import Fee
from tests.bot.answers.standing import record, settings_with, topic

DECIDED = "document: 1/2026/NQ-HĐND, dated: 2026-08-01, source: Công báo"
Own = Callable[[str], None]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    """Write the operator's file; the day is fixed."""
    path = tmp_path / "own.yml"

    def write(content: str) -> None:
        path.write_text(f"province: can-tho\nname: Cần Thơ\n{content}", encoding="utf-8")

    with settings_with(monkeypatch, local_file=path, today="2026-11-22", var=tmp_path):
        yield write


def fees(fee: Fee | None = None, methods: str = "direct online") -> list[Line]:
    return section(topic(record("Ủy ban nhân dân cấp xã", fee=fee, methods=methods)), "fee").lines


def fee_entry(more: str = "") -> str:
    return f'fees: [{{procedure_code: "1.001193", text: Quá hạn., amount: 8000, {DECIDED}{more}}}]'


def test_a_local_fee_stands_in_for_the_unknown_one_with_its_resolution(own: Own) -> None:
    own(fee_entry())
    (line,) = fees()
    assert (line.text, line.amount, line.known) == ("8.000 đồng. Quá hạn.", 8000, True)
    assert line.source.title == "1/2026/NQ-HĐND, ngày 01/8/2026 (Công báo)".replace("/8/", "/08/")


def test_without_a_local_fee_the_unknown_one_stays(own: Own) -> None:
    own("fees: []")
    (line,) = fees()
    assert (line.text, line.methods) == (say("unknown_fee"), ["direct", "online"])


def test_a_local_fee_of_one_way_leaves_the_other_unknown(own: Own) -> None:
    own(fee_entry(", methods: [direct]"))
    assert [(line.known, line.methods) for line in fees()] == [(True, ["direct"]), (False, ["online"])]


def test_a_known_official_fee_stays_beside_the_local_one(own: Own) -> None:
    own(fee_entry())
    assert [line.amount for line in fees(Fee(amount=5000), methods="direct")] == [8000, 5000]


def test_a_line_that_tells_a_waiver_stays(own: Own) -> None:
    own(fee_entry())
    waiver = Fee(text="Miễn lệ phí cho hộ nghèo; mức do Hội đồng nhân dân cấp tỉnh quyết định")
    assert len(fees(waiver, methods="direct")) == 2
    assert len(fees(Fee(text="Do Hội đồng nhân dân cấp tỉnh quyết định"), methods="direct")) == 1


@pytest.mark.parametrize(("amount", "words"), [("0", "Không thu. Quá hạn."), ("null", "Quá hạn.")])
def test_free_is_said_and_no_amount_is_not_free(own: Own, amount: str, words: str) -> None:
    own(fee_entry().replace("8000", amount))
    assert fees()[0].text == words
    assert fees()[0].known is (amount == "0")


def test_a_fee_that_holds_no_more_is_not_told(own: Own) -> None:
    own(fee_entry(", in_force_until: 2026-10-31"))
    assert not fees()[0].known


def test_a_shorter_time_stands_beside_the_official_one(own: Own) -> None:
    own(f'times: [{{procedure_code: "1.001193", text: tại quầy, quantity: 4, unit: hour, {DECIDED}}}]')
    lines = section(topic(record("Ủy ban nhân dân cấp xã", methods="direct")), "time").lines
    assert [line.text for line in lines] == ["1 ngày làm việc", "Cần Thơ rút ngắn: 4 giờ. tại quầy"]


def test_hotlines_are_told_with_their_document(own: Own) -> None:
    own(f'hotlines: [{{name: Tổng đài, phone: "1022", hours: "7:00-17:00", {DECIDED}}}]')
    (line,) = local_rules.hotlines()
    assert (line.label, line.text) == ("Tổng đài", "1022. 7:00-17:00")


def test_unknown_hotlines_are_none(own: Own) -> None:
    own("hotlines: []")
    assert local_rules.hotlines() == []


def test_another_province_says_nothing_of_filing_at_any_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.yml"
    path.write_text("province: ca-mau\nname: Cà Mau", encoding="utf-8")
    with settings_with(monkeypatch, province="ca-mau", local_file=path, var=tmp_path):
        assert local_rules.any_desk(topic(record("Bộ Y tế"))) == []
        assert local_rules.any_desk_rule() == ""


def test_a_ward_with_a_notice_tells_it_with_its_source() -> None:
    (notice,) = local_rules.notices("31783")
    assert "thứ Bảy" in notice
    assert "tháng 8/2025" in notice
    assert local_rules.notices("31120") == []
