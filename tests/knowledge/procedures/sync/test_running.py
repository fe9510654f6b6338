"""One synchronisation from the list to the catalogue: what it stores, withdraws, reports and never loses."""

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import PortalError
from knowledge.procedures.importing import import_sources
from knowledge.procedures.lines import line_id
from knowledge.procedures.sources.portal import LIST, Portal
from knowledge.procedures.sync.progress import Progress
from knowledge.procedures.sync.reading import Request, Watch
from knowledge.procedures.sync.running import synchronise
from tests.knowledge.procedures import portal_server as server
from tests.knowledge.procedures.portal_server import PortalServer
from tests.knowledge.procedures.samples import detail
from tests.knowledge.procedures.sync.conftest import MANNERS, Sync

CODES = [f"1.{number:06}" for number in range(1, 9)]
PAPER = "Đơn đề nghị theo mẫu;"


def guide(code: str, *seen_in: str) -> Guide:
    """Return a guide with one paper that points at `seen_in`."""
    return Guide.model_validate(
        {
            "procedure_code": code,
            "official_name": "Cấp giấy",
            "plain_name": "Cấp giấy",
            "field": "Hộ tịch",
            "level": "commune",
            "decision_number": "1/QĐ",
            "catalogue_as_of": date(2026, 7, 18),
            "checked_on": date(2026, 7, 18),
            "review_by": date(2027, 7, 18),
            "summary": {"text": "Cấp giấy.", "seen_in": seen_in},
            "components": (),
        }
    )


def test_a_whole_synchronisation_equals_an_import_of_the_same_records(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, tmp_path: Path
) -> None:
    portal.offer(*CODES)
    portal.offer("1.000003", type="SPECIFIC")
    report = sync()
    imported = Catalogue(tmp_path / "imported.sqlite")
    import_sources(imported, [dump(portal, tmp_path / "records")], report.started.astimezone().date())
    assert catalogue.parts() == imported.parts()
    assert (catalogue.digest(), catalogue.offered_count()) == (imported.digest(), 7)
    assert (report.listed, report.details_read, report.complete) == (8, 8, True)


def dump(portal: PortalServer, folder: Path) -> Path:
    """Write what the portal serves as the files that an import takes."""
    folder.mkdir()
    for code, answer in portal.details.items():
        (folder / f"{code}.json").write_text(json.dumps(answer), encoding="utf-8")
    (folder / "catalog.jsonl").write_text("\n".join(map(json.dumps, portal.rows)), encoding="utf-8")
    return folder


def test_synchronising_again_changes_nothing(portal: PortalServer, sync: Sync, catalogue: Catalogue) -> None:
    portal.offer(*CODES)
    sync()
    before = catalogue.digest()
    report = sync()
    assert (report.new, report.changed, report.withdrawn, catalogue.digest()) == ((), (), (), before)


def test_new_changed_and_withdrawn_procedures_are_told_apart(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    sync()
    portal.withdraw("1.000001")
    portal.offer("1.000002", keywords="khai sinh")
    portal.offer("2.000001")
    report = sync()
    assert [item.procedure_code for item in report.new] == ["2.000001"]
    assert [(item.procedure_code, item.fields) for item in report.changed] == [("1.000002", ("keywords",))]
    assert [(item.procedure_code, item.name) for item in report.withdrawn] == [("1.000001", "Cấp giấy 1.000001")]
    assert (len(catalogue), catalogue.offered_count(), catalogue.withdrawn()) == (9, 8, ["1.000001"])


def test_a_withdrawn_procedure_is_told_once_and_comes_back_when_it_is_listed_again(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer("1.000001", "1.000002")
    sync()
    before = catalogue.get("1.000001")
    portal.withdraw("1.000001")
    assert len(sync().withdrawn) == 1
    assert sync().withdrawn == ()
    portal.offer("1.000001")
    report = sync()
    assert ([item.procedure_code for item in report.returned], report.changed) == (["1.000001"], ())
    assert catalogue.get("1.000001") == before


def test_a_record_known_from_an_import_alone_is_withdrawn_too(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "old.json").write_text(json.dumps(detail("9.000001")), encoding="utf-8")
    import_sources(catalogue, [tmp_path / "old.json"])
    portal.offer("1.000001")
    assert [item.procedure_code for item in sync().withdrawn] == ["9.000001"]


def test_guides_whose_lines_disappeared_or_changed_are_named(portal: PortalServer, sync: Sync) -> None:
    portal.offer("1.000001", "1.000002", "1.000003")
    sync()
    papers = [{"name": "", "profileComponents": [{"name": "Tờ khai", "originalQty": 1}]}]
    portal.offer("1.000001", executionCases=papers)
    portal.withdraw("1.000003")
    lines = [f"1.000001#{line_id(PAPER)}", "1.000001#times.direct", f"1.000002#{line_id(PAPER)}"]
    guides = {
        "1.000001": guide("1.000001", *lines),
        "1.000002": guide("1.000002", lines[2]),
        "1.000003": guide("1.000003", "1.000003#name"),
        "1.000004": guide("1.000004", lines[0], "1.000003#name"),
    }
    report = sync(Guides(guides))
    assert [(item.procedure_code, item.lines, item.withdrawn) for item in report.guides] == [
        ("1.000001", (lines[0],), ()),
        ("1.000003", (), ("1.000003",)),
        ("1.000004", (lines[0],), ("1.000003",)),
    ]


LIST_FAULTS = {
    "half JSON": server.half,
    "html": server.html,
    "empty": server.empty,
    "hangs up": server.cut,
    "too slow": server.slow,
    "500": server.status(500),
    "redirect": server.redirect,
    "404": server.status(404),
    "no list": server.no_data,
}


@pytest.mark.parametrize("fault", LIST_FAULTS.values(), ids=LIST_FAULTS)
def test_a_list_that_breaks_off_changes_nothing_and_the_next_run_goes_on(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, fault: server.Fault
) -> None:
    portal.offer(*CODES)
    sync()
    before = catalogue.parts()
    portal.offer("2.000001")
    portal.asked.clear()
    portal.always = server.only(LIST, fault, lastId="id-1.000004")
    with pytest.raises(PortalError):
        sync()
    assert catalogue.parts() == before
    portal.always = None
    portal.asked.clear()
    report = sync()
    assert (report.complete, report.withdrawn, [item.procedure_code for item in report.new]) == (True, (), ["2.000001"])
    assert portal.asked[LIST] == 3


def test_a_list_in_a_circle_withdraws_nothing_and_what_it_told_is_stored(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    sync()
    portal.offer("2.000001")
    portal.always = server.only(LIST, lambda path, body: server.ok(portal.rows[:3]), lastId="id-1.000007")
    report = sync()
    assert "a page that came before" in report.why_not_whole
    assert (report.withdrawn, catalogue.offered_count(), report.complete) == ((), 9, False)


def test_a_bad_row_is_reported_and_its_procedure_is_not_withdrawn(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    sync()
    portal.rows[2]["type"] = "NEW_KIND"
    report = sync()
    assert [(item.file, item.field) for item in report.refusals] == [(f"{LIST}, row 3", "type")]
    assert (report.withdrawn, catalogue.offered_count()) == ((), 8)


def test_a_row_that_names_no_procedure_withdraws_nothing(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    sync()
    portal.rows[2].pop("code")
    report = sync()
    assert (report.why_not_whole, report.withdrawn) == ("a row names no procedure that can be read", ())
    assert catalogue.offered_count() == 8


def test_a_list_that_would_withdraw_too_much_is_not_believed(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    sync()
    for code in CODES[:2]:
        portal.withdraw(code)
    report = sync(withdraw_limit=0.2)
    assert "2 of 8 would be" in report.why_none_withdrawn
    assert (report.withdrawn, catalogue.offered_count(), report.complete) == ((), 8, False)
    assert len(sync(withdraw_limit=0.25).withdrawn) == 2


def test_only_one_code_can_be_withdrawn_alone(portal: PortalServer, sync: Sync, catalogue: Catalogue) -> None:
    portal.offer(*CODES)
    sync()
    for code in CODES[:2]:
        portal.withdraw(code)
    report = sync(only=frozenset({"1.000001"}), withdraw_limit=0)
    assert ([item.procedure_code for item in report.withdrawn], catalogue.offered_count()) == (["1.000001"], 7)


def test_a_dry_run_tells_and_changes_nothing_and_its_records_serve_the_run_after_it(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    dry = sync(dry_run=True)
    assert (len(dry.new), len(catalogue)) == (8, 0)
    portal.asked.clear()
    assert sync().new == dry.new
    assert [asked for asked in portal.asked if asked.startswith("id-")] == []
    assert len(catalogue) == 8


@pytest.mark.parametrize("stored", [True, False], ids=["after storing", "before storing"])
def test_a_run_that_ends_between_comparing_and_telling_tells_its_own_report(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, folder: Path, stored: bool, tmp_path: Path
) -> None:
    portal.offer(*CODES)
    sync()
    portal.withdraw("1.000001")
    portal.offer("2.000001")
    target = catalogue if stored else Catalogue(tmp_path / "elsewhere.sqlite")
    if not stored:
        target.path.write_bytes(catalogue.path.read_bytes())
    with closing(Progress(folder, portal.url, timedelta(hours=1))) as progress, Portal(portal.url, MANNERS) as client:
        first = synchronise(target, client, progress, Guides(), Request(withdraw_limit=1), Watch())
    portal.asked.clear()
    assert sync() == first
    assert not portal.asked
    assert (catalogue.withdrawn(), "2.000001" in catalogue) == (["1.000001"], True)
