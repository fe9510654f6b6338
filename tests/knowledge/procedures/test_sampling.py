"""Samples for a review: the same seed gives the same records, each level has its share, no official text in the verdicts."""

import tarfile
from pathlib import Path

import pytest
import yaml

from knowledge.procedures import portal_json, portal_text
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.sampling import draw, official_texts, sheet, skeleton
from tests.knowledge.procedures.conftest import Imported
from tests.knowledge.procedures.samples import a_record, listed, method, text_record
from tests.knowledge.procedures.test_portal_text import DAY


@pytest.fixture
def stocked(catalogue: Catalogue) -> Catalogue:
    codes = [f"1.{number:06d}" for number in range(40)]
    catalogue.add(portal_text.read(text_record(code, methods=method("0 VNĐ ()")), DAY) for code in codes)
    catalogue.add(portal_json.read_listed(listed(code), DAY) for code in codes)
    return catalogue


def codes(catalogue: Catalogue, seed: int, size: int) -> list[str]:
    return [record.procedure_code for record in draw(catalogue, seed, size)]


def test_a_seed_always_draws_the_same_records_and_another_seed_others(stocked: Catalogue) -> None:
    assert codes(stocked, 1, 10) == codes(stocked, 1, 10)
    assert codes(stocked, 1, 10) != codes(stocked, 2, 10)


def test_no_record_is_drawn_twice_and_a_sample_is_never_larger_than_the_catalogue(stocked: Catalogue) -> None:
    assert len(set(codes(stocked, 3, 40))) == len(codes(stocked, 3, 99)) == 40
    assert codes(stocked, 3, 0) == []


def test_official_texts_are_found_in_folders_and_archives(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "1.000001.txt").write_text("văn bản", encoding="utf-8")
    (folder / "1.000002.txt").write_text("khác", encoding="utf-8")
    archive = tmp_path / "texts.tar.xz"
    with tarfile.open(archive, "w:xz") as packed:
        packed.add(folder / "1.000001.txt", "deep/1.000001.txt")
    for source in (folder, archive):
        assert official_texts(source, {"1.000001"}) == {"1.000001": "văn bản"}


def test_the_verdict_file_holds_ids_and_kinds_but_no_official_sentence(stocked: Catalogue) -> None:
    written = skeleton(1, stocked.digest(), draw(stocked, 1, 5))
    (first, *_) = yaml.safe_load(written)["records"]
    assert [item["kind"] for item in first["components"]] == ["paper", "waiver"]
    assert {item["verdict"] for item in first["components"]} == {first["times"]["verdict"]} == {""}
    assert "Đơn đề nghị" not in written
    assert "không phải nộp" not in written


def test_the_sheet_puts_the_official_text_beside_what_is_shown(stocked: Catalogue) -> None:
    (record,) = draw(stocked, 1, 1)
    shown = sheet(1, [record], {record.procedure_code: text_record(record.procedure_code)})
    assert "Số lượng: Bản chính: 1, Bản sao: 0" in shown
    assert "**paper** (originals 1, copies 0, submit): Đơn đề nghị theo mẫu" in shown
    assert "**waiver** (shown among the notes)" in shown
    assert "title **plain**: (not shown)" in shown
    assert "unknown (local_council)" in shown
    assert "handled by: unknown" in shown


def test_a_sheet_without_official_text_says_so() -> None:
    assert "(no official text given)" in sheet(1, [a_record()], {})


@pytest.mark.catalogue
def test_each_level_has_its_share_of_the_sample(national: Imported) -> None:
    drawn = [record.level for record in draw(national.catalogue, 1, 60)]
    assert (drawn.count("commune"), drawn.count("ministry"), drawn.count("province")) == pytest.approx(
        (10, 22, 27), abs=1
    )
