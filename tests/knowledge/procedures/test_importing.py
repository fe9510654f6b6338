"""Importing: idempotent, in any order, with every bad record reported and every good one kept."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import CatalogueError
from knowledge.procedures.importing import import_sources
from knowledge.procedures.parts import Part
from tests.catalogue import TEXT_ARCHIVE, need
from tests.knowledge.procedures.conftest import Imported
from tests.knowledge.procedures.samples import detail, listed, text_record

DAY = date(2026, 7, 18)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sources"
    made.mkdir()
    (made / "1.000001.txt").write_text(text_record(), encoding="utf-8")
    (made / "1.000001.json").write_text(json.dumps(detail()), encoding="utf-8")
    rows = [listed("1.000001"), listed("1.000009")]
    (made / "catalog.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return made


def test_an_import_reports_what_it_read_and_what_the_catalogue_holds(catalogue: Catalogue, folder: Path) -> None:
    report = import_sources(catalogue, [folder], DAY)
    assert report.read == {"text": 1, "detail": 1, "listed": 2}
    assert (report.changed, report.procedures, report.offered, report.listed_only, report.refusals) == (1, 1, 1, 1, [])


def test_importing_again_changes_nothing(catalogue: Catalogue, folder: Path) -> None:
    import_sources(catalogue, [folder], DAY)
    before = catalogue.digest()
    assert import_sources(catalogue, [folder], DAY).changed == 0
    assert catalogue.digest() == before


def test_the_order_of_sources_does_not_matter(tmp_path: Path, folder: Path) -> None:
    files = sorted(folder.iterdir())
    digests = set()
    for name, order in (("a", files), ("b", files[::-1])):
        catalogue = Catalogue(tmp_path / f"{name}.sqlite")
        import_sources(catalogue, order, DAY)
        digests.add(catalogue.digest())
    assert len(digests) == 1


def test_bad_records_are_reported_and_good_ones_stay(catalogue: Catalogue, folder: Path) -> None:
    (folder / "bad.txt").write_text(text_record("1.000002")[:150], encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    report = import_sources(catalogue, [folder], DAY)
    assert [(Path(item.file).name, item.field) for item in report.refusals] == [
        ("bad.json", "json"),
        ("bad.txt", "Thành phần hồ sơ"),
    ]
    assert report.procedures == 1


def test_a_source_that_does_not_exist_leaves_the_catalogue_as_it_was(catalogue: Catalogue, folder: Path) -> None:
    with pytest.raises(CatalogueError, match="no such file"):
        import_sources(catalogue, [folder, folder / "nowhere"], DAY)
    assert len(catalogue) == 0


def test_the_national_catalogue_is_whole(national: Imported) -> None:
    report = national.report
    assert report.read == {"detail": 502, "listed": 5670, "text": 5652}
    assert (report.procedures, report.offered, report.listed_only, report.refusals) == (5652, 4562, 17, [])
    assert report.changed == 5652


def test_the_national_catalogue_is_imported_within_a_minute_of_one_core(national: Imported) -> None:
    assert national.seconds < 60


def test_every_part_that_was_read_is_stored(national_parts: list[Part]) -> None:
    """The portal lists one procedure twice."""
    assert Counter(part.kind for part in national_parts) == {"detail": 502, "listed": 5670 - 1, "text": 5652}


def texts_first(parts: list[Part]) -> list[Part]:
    """Return the parts of the real archives as they come where the other archive is imported first."""
    return sorted(parts, key=lambda part: part.kind != "text")


def test_importing_the_records_of_both_archives_in_the_other_order_changes_nothing(
    national: Imported, national_parts: list[Part]
) -> None:
    twice = {part.procedure_code for part in national_parts if part.kind == "detail"}
    before = national.catalogue.digest()
    again = [part for part in texts_first(national_parts) if part.procedure_code in twice]
    assert national.catalogue.add(again) == set()
    assert (len(national.catalogue), national.catalogue.offered_count()) == (5652, 4562)
    assert national.catalogue.digest() == before


def test_the_order_of_the_real_archives_does_not_matter(
    national: Imported, national_parts: list[Part], catalogue: Catalogue
) -> None:
    assert len(catalogue.add(texts_first(national_parts))) == 5652
    assert catalogue.digest() == national.catalogue.digest()


def test_the_real_archive_cut_short_keeps_its_readable_records_and_one_refusal_names_it(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    need(TEXT_ARCHIVE)
    broken = tmp_path / TEXT_ARCHIVE.name
    broken.write_bytes(TEXT_ARCHIVE.read_bytes()[:600_000])
    report = import_sources(catalogue, [broken])
    assert 0 < report.procedures < 5652
    assert [(item.file, item.field) for item in report.refusals] == [(str(broken), "archive")]
