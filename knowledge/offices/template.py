"""The table that the operator fills in: every ward and commune, the city's centre, and one row for each other kind."""

import csv
import io
from collections.abc import Iterator, Mapping

from knowledge.offices.details import CENTRES, OF_EACH_UNIT, OfficeDetails, kinds
from knowledge.offices.importing import COLUMNS
from knowledge.offices.loading import offices

BYTE_ORDER_MARK = "\ufeff"
"""By this Excel knows UTF-8; without it Vietnamese letters come out broken."""
_ELSEWHERE = ("embassy", "ministry", "ministry_police", "army")
"""Kinds that no office of a city is of."""


def template(known: Mapping[str, OfficeDetails]) -> str:
    """Return the table as Excel in Viet Nam reads it (UTF-8, `;`), filled in where `known` says something."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([names[0] for names in COLUMNS.values()])
    writer.writerows(_rows(known))
    return BYTE_ORDER_MARK + text.getvalue()


def _rows(known: Mapping[str, OfficeDetails]) -> Iterator[list[str]]:
    for office in offices().values():
        yield _row(office.kind, office.unit_code, office.name, known.get(office.unit_code))
    for kind in OF_EACH_UNIT:
        for office in offices().values():
            if office.kind != "city_centre":
                made = known.get(f"{kind}-{office.unit_code}")
                yield _row(kind, office.unit_code, made.name if made else "", made)
    for kind in kinds():
        if kind not in (*CENTRES, *OF_EACH_UNIT, *_ELSEWHERE):
            named = [one for one in known.values() if one.kind == kind]
            yield from (_row(kind, "", one.name, one) for one in named)
            yield _row(kind, "", "", None)


def _row(kind: str, unit_code: str, name: str, told: OfficeDetails | None) -> list[str]:
    details = [told.address, told.hours, told.phone, told.source, told.as_of.isoformat()] if told else [""] * 5
    return [kinds()[kind], unit_code, name, *details]
