"""The table to fill in: Excel opens it, it names every ward and commune, and it keeps what is known."""

import csv
import io
from datetime import date

from knowledge.offices.details import OfficeDetails
from knowledge.offices.importing import COLUMNS
from knowledge.offices.loading import offices
from knowledge.offices.template import BYTE_ORDER_MARK, template


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=";"))


def test_excel_knows_it_as_utf_8() -> None:
    assert template({}).startswith(BYTE_ORDER_MARK)
    assert list(rows(template({}))[0]) == [names[0] for names in COLUMNS.values()]


def test_every_ward_and_commune_and_the_centre_has_a_row_and_its_police_too() -> None:
    told = [row["Mã đơn vị"] for row in rows(template({})) if row["Mã đơn vị"]]
    assert set(told) == set(offices())
    assert len(told) == 104 + 2 * 103


def test_offices_that_no_city_has_are_not_asked_for() -> None:
    told = {row["Loại"] for row in rows(template({}))}
    assert "cơ quan thuế" in told
    assert "bộ, ngành trung ương" not in told


def test_what_is_known_is_filled_in() -> None:
    known = OfficeDetails(
        office="tax-a", kind="tax", name="Thuế cơ sở 1", address="12 Đường Thử", source="Công văn 1", as_of=date(2026, 11, 1)
    )  # fmt: skip
    (row,) = (row for row in rows(template({"tax-a": known})) if row["Tên"] == "Thuế cơ sở 1")
    assert (row["Địa chỉ"], row["Nguồn"], row["Ngày"]) == ("12 Đường Thử", "Công văn 1", "2026-11-01")
