"""District wording is flagged and read in two tiers; the official text is never rewritten."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.procedures import districts
from knowledge.procedures.districts import district_lines, mentions, reading
from knowledge.procedures.models import Level, Passage, Procedure
from tests.knowledge.procedures.samples import a_record

STEP = Passage(line="0123456789", kind="step", text="Nộp tại UBND huyện.")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("nộp tại UBND huyện", "district_committee"),
        ("Công an quận", "district_police"),
        ("cơ quan cấp huyện", "district_level"),
        ("Phòng Tư pháp", "district_division"),
        ("Bảo hiểm xã hội huyện", "district_insurance"),
        ("thị xã", "district_city"),
        ("Huyện Phong Điền", "district"),
    ],
)
def test_district_wording_is_recognised_the_longest_first(text: str, wording: str) -> None:
    assert [found.wording for found in mentions(text)] == [wording]


@pytest.mark.parametrize(
    "text", ["quân đội", "quản lý", "tuyến đường", "huyền bí", "cấp xã", "Phòng Tư pháp quốc tế"[:4]]
)
def test_words_that_only_look_alike_are_not_flagged(text: str) -> None:
    assert mentions(text) == ()


def test_each_line_that_speaks_of_districts_is_found() -> None:
    record = a_record(passages=(STEP,), handled_by=("Ủy ban nhân dân cấp huyện",), level="commune")
    assert {found.line for found in district_lines(record)} == {STEP.line, "handled_by"}


@pytest.mark.parametrize(("level", "word"), [("commune", "xã"), ("province", "thành phố"), ("ministry", "chưa rõ")])
def test_it_is_read_by_the_records_own_level(level: str, word: str) -> None:
    assert word in reading(a_record(passages=(STEP,), level=level))


def test_a_record_without_district_wording_needs_no_reading() -> None:
    assert reading(a_record(level="commune")) == ""


def test_the_mapping_is_whole_and_holds_each_wording_once() -> None:
    content = yaml.safe_load(Path(districts.__file__).with_name("district_wording.yml").read_text("utf-8"))
    words = [word for entry in content["wordings"] for word in entry["words"]]
    assert len(words) == len(set(words))
    assert content["since"] == date(2025, 7, 1)
    assert set(content["reading"]) == set(Level)


@pytest.mark.catalogue
def test_the_commune_records_that_still_speak_of_districts_are_flagged(offered: list[Procedure]) -> None:
    commune = [record for record in offered if record.level is Level.COMMUNE]
    assert sum(bool(district_lines(record)) for record in commune) >= 60


def test_a_street_address_elsewhere_is_no_district_wording() -> None:
    assert not mentions("Nộp tại số 35 Đại Cồ Việt, quận Hai Bà Trưng, Hà Nội")
    assert mentions("Nộp tại số 5 Hòa Bình, quận Ninh Kiều, Cần Thơ")
    assert mentions("Nộp tại Ủy ban nhân dân quận, huyện nơi cư trú")
