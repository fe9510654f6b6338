"""The imported catalogue: reading by code, writing all or nothing, and a database that others use."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import CatalogueError, ProcedureNotFoundError
from knowledge.procedures.parts import WITHDRAWN, Part

DAY = date(2026, 7, 18)


def text(code: str, **fields: Any) -> Part:
    return Part(code, "text", DAY, {"name": f"Thủ tục {code}", **fields})


def listed(code: str, scope: str = "STANDARD") -> Part:
    return Part(code, "listed", DAY, {"name": "Trong danh sách", "scope": scope})


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make SQLite give up on a lock after a tenth of a second instead of thirty."""
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.1}))


def test_a_missing_file_is_an_empty_catalogue(catalogue: Catalogue) -> None:
    assert (len(catalogue), "1.000001" in catalogue, list(catalogue.offered()), catalogue.offered_count()) == (
        0,
        False,
        [],
        0,
    )
    assert not catalogue.path.exists()


def test_a_code_that_is_absent_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(ProcedureNotFoundError, match=r"9\.999999: no procedure has this code"):
        catalogue.get("9.999999")


def test_a_record_is_read_as_it_was_merged(catalogue: Catalogue) -> None:
    assert catalogue.add([text("1.000001", field="Hộ tịch"), listed("1.000001")]) == {"1.000001"}
    procedure = catalogue.get("1.000001")
    assert (procedure.name, procedure.field, procedure.scope) == ("Thủ tục 1.000001", "Hộ tịch", "STANDARD")
    assert "1.000001" in catalogue


def test_specific_and_internal_procedures_are_kept_but_not_offered(catalogue: Catalogue) -> None:
    scopes = {"1.000001": "STANDARD", "1.000002": "SPECIFIC", "1.000003": "STANDARD_INTERNAL"}
    catalogue.add([text(code) for code in scopes])
    catalogue.add([listed(code, scope) for code, scope in scopes.items()])
    assert [procedure.procedure_code for procedure in catalogue.offered()] == ["1.000001"]
    assert (len(catalogue), catalogue.offered_count()) == (3, 1)


def test_codes_that_only_the_list_knows_are_told(catalogue: Catalogue) -> None:
    catalogue.add([listed("1.000001"), listed("1.000002"), text("1.000002")])
    assert (catalogue.listed_only(), len(catalogue)) == (["1.000001"], 1)


def test_adding_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    parts = [text("1.000001"), listed("1.000001")]
    catalogue.add(parts)
    before = catalogue.digest()
    assert catalogue.add(parts) == set()
    assert catalogue.digest() == before


def test_a_changed_record_changes_the_digest(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001"), listed("1.000001")])
    before = catalogue.digest()
    assert catalogue.add([text("1.000001", field="Hộ tịch")]) == {"1.000001"}
    assert catalogue.digest() != before


def test_the_digest_is_of_what_is_offered(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001")])
    before = catalogue.digest()
    catalogue.add([text("1.000002", scope="SPECIFIC")])
    assert catalogue.digest() == before


def test_an_import_that_stops_halfway_leaves_nothing_behind(catalogue: Catalogue) -> None:
    def stopping() -> Iterator[Part]:
        yield text("1.000001")
        raise CatalogueError

    with pytest.raises(CatalogueError, match="could not be read or changed"):
        catalogue.add(stopping())
    assert len(catalogue) == 0


@pytest.mark.usefixtures("impatient")
def test_a_database_locked_by_another_connection_is_told_when_writing(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001")])
    with closing(sqlite3.connect(catalogue.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogueError, match=r"catalogue\.sqlite: the catalogue could not be written: .*locked"):
            catalogue.add([text("1.000002")])
        assert len(catalogue) == 1


@pytest.mark.usefixtures("impatient")
def test_a_database_locked_by_another_connection_is_told_when_reading(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001")])
    with closing(sqlite3.connect(catalogue.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogueError, match=r"could not be read: .*locked"):
            catalogue.get("1.000001")


def test_a_file_that_is_no_database_is_told(catalogue: Catalogue) -> None:
    catalogue.path.write_text("no database" * 100, encoding="utf-8")
    with pytest.raises(CatalogueError, match="could not be read"):
        catalogue.get("1.000001")
    with pytest.raises(CatalogueError, match="could not be written"):
        catalogue.add([text("1.000001")])


def test_a_path_with_signs_of_a_url_is_only_a_path(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "a?b#c%20" / "catalogue.sqlite")
    catalogue.add([text("1.000001")])
    assert len(catalogue) == 1


def withdrawn(code: str, day: date = DAY) -> Part:
    return Part(code, WITHDRAWN, day, {})


def test_a_withdrawn_procedure_stays_but_is_not_offered_and_comes_back_when_listed_again(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001"), listed("1.000001"), text("1.000002"), listed("1.000002")])
    offered = catalogue.digest()
    assert catalogue.add([withdrawn("1.000001")]) == {"1.000001"}
    assert (len(catalogue), catalogue.offered_count(), catalogue.withdrawn()) == (2, 1, ["1.000001"])
    assert not catalogue.get("1.000001").offered
    assert catalogue.digest() != offered
    assert catalogue.add([listed("1.000001")]) == {"1.000001"}
    assert (catalogue.withdrawn(), catalogue.digest()) == ([], offered)


def test_an_older_list_does_not_bring_a_withdrawn_procedure_back(catalogue: Catalogue) -> None:
    catalogue.add([text("1.000001"), listed("1.000001"), withdrawn("1.000001", date(2026, 8, 1))])
    assert catalogue.add([listed("1.000001")]) == set()
    assert catalogue.offered_count() == 0


def test_an_older_part_changes_nothing(catalogue: Catalogue) -> None:
    newer = Part("1.000001", "text", date(2026, 8, 1), {"name": "Tên mới"}, "7")
    catalogue.add([newer])
    assert catalogue.add([text("1.000001")]) == set()
    assert catalogue.parts() == {"1.000001": [newer]}


def test_spreadsheets_and_marks_make_no_record(catalogue: Catalogue) -> None:
    catalogue.add([Part("1.000001", "sheet", DAY, {"name": "Tên"}), withdrawn("1.000001")])
    assert (catalogue.listed_only(), len(catalogue)) == (["1.000001"], 0)


def test_a_catalogue_made_before_parts_had_a_version_is_read_and_written(catalogue: Catalogue) -> None:
    with closing(sqlite3.connect(catalogue.path)) as old, old:
        old.executescript(
            "CREATE TABLE parts (procedure_code TEXT, kind TEXT, as_of TEXT, fields TEXT,"
            " PRIMARY KEY (procedure_code, kind)) WITHOUT ROWID;"
            "INSERT INTO parts VALUES ('1.000001', 'text', '2026-07-18', '{\"name\": \"Tên\"}');"
        )
    assert catalogue.parts() == {"1.000001": [Part("1.000001", "text", DAY, {"name": "Tên"})]}
    catalogue.add([Part("1.000001", "detail", DAY, {"name": "Tên"}, "7")])
    assert [part.version for part in catalogue.parts()["1.000001"]] == ["7", ""]
