"""Which records are asked for, and what a record that cannot be had does to the others."""

import pytest

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.errors import PortalBlockedError, PortalFailedError
from knowledge.procedures.sources.portal import DETAIL
from tests.knowledge.procedures import portal_server as server
from tests.knowledge.procedures.portal_server import PortalServer
from tests.knowledge.procedures.samples import detail
from tests.knowledge.procedures.sync.conftest import Sync

CODES = [f"1.{number:06}" for number in range(1, 9)]


def details_asked(portal: PortalServer) -> list[str]:
    return sorted(asked.removeprefix("id-") for asked in portal.asked if asked.startswith("id-"))


def test_without_times_of_change_in_the_list_every_record_is_read_again(portal: PortalServer, sync: Sync) -> None:
    portal.offer(*CODES)
    sync()
    portal.asked.clear()
    report = sync()
    assert (details_asked(portal), report.list_tells_changes, report.changed) == (CODES, False, ())


def test_with_times_of_change_only_what_changed_is_read(portal: PortalServer, sync: Sync, catalogue: Catalogue) -> None:
    portal.offer(*CODES, updated_at=1)
    sync()
    portal.asked.clear()
    portal.offer("1.000003", updated_at=2, keywords="mới")
    report = sync()
    assert (details_asked(portal), report.details_read, report.details_not_read) == (["1.000003"], 1, 7)
    assert [item.procedure_code for item in report.changed] == ["1.000003"]
    assert catalogue.get("1.000003").keywords == ("mới",)


def test_a_full_run_reads_every_record(portal: PortalServer, sync: Sync) -> None:
    portal.offer(*CODES, updated_at=1)
    sync()
    portal.asked.clear()
    assert sync(full=True).details_read == 8
    assert details_asked(portal) == CODES


def test_a_record_with_another_portal_id_is_read_again(portal: PortalServer, sync: Sync) -> None:
    portal.offer("1.000001", updated_at=1)
    sync()
    portal.offer("1.000001", updated_at=1, id="id-new", keywords="mới")
    assert [item.procedure_code for item in sync().changed] == ["1.000001"]


def test_only_the_codes_that_are_asked_for_are_read_and_stored(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES, updated_at=1)
    report = sync(only=frozenset({"1.000002", "1.000005"}))
    assert details_asked(portal) == ["1.000002", "1.000005"]
    assert sorted(catalogue.parts()) == ["1.000002", "1.000005"]
    assert (report.listed, [item.procedure_code for item in report.new]) == (8, ["1.000005", "1.000002"])


def test_a_code_that_nobody_knows_is_named(portal: PortalServer, sync: Sync) -> None:
    portal.offer("1.000001")
    (refusal,) = sync(only=frozenset({"9.999999"})).refusals
    assert (refusal.file, refusal.field) == ("--only", "9.999999")


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        (server.half, "answer"),
        (server.empty, "answer"),
        (server.cut, "answer"),
        (server.slow, "answer"),
        (server.no_data, "answer"),
        (server.status(500), "answer"),
        (server.status(404), "answer"),
        (lambda path, body: server.ok({"code": "1.000004"}), "id"),
        (lambda path, body: server.ok(detail("1.000009")["data"]), "code"),
    ],
    ids=["half", "empty", "hangs up", "slow", "no data", "500", "404", "no valid record", "another record"],
)
def test_a_record_that_cannot_be_had_is_reported_and_the_others_are_read(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, fault: server.Fault, field: str
) -> None:
    portal.offer(*CODES)
    sync()
    before = catalogue.get("1.000004")
    portal.offer(*CODES, keywords="mới")
    portal.always = server.for_detail(fault, "1.000004")
    report = sync()
    assert [(item.file[-8:], item.field) for item in report.refusals] == [("1.000004", field)]
    assert len(report.changed) == 7
    assert catalogue.get("1.000004") == before
    assert report.withdrawn == ()


def test_records_that_fail_one_after_the_other_mean_that_the_portal_is_down(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    portal.always = server.only(DETAIL, server.status(502))
    with pytest.raises(PortalFailedError):
        sync()
    assert len(details_asked(portal)) == 3
    assert len(catalogue) == 0


@pytest.mark.parametrize("fault", [server.html, server.redirect, server.status(403)])
def test_a_block_amid_the_records_ends_the_run_and_the_next_one_goes_on(
    portal: PortalServer, sync: Sync, catalogue: Catalogue, fault: server.Fault
) -> None:
    portal.offer(*CODES)
    portal.always = server.for_detail(fault, "1.000004")
    with pytest.raises(PortalBlockedError):
        sync()
    assert (details_asked(portal), len(catalogue)) == (CODES[3:], 0)
    portal.asked.clear()
    portal.always = None
    assert (len(sync().new), details_asked(portal)) == (8, CODES[:4])


def test_a_portal_that_stumbles_at_every_third_request_is_read_whole(
    portal: PortalServer, sync: Sync, catalogue: Catalogue
) -> None:
    portal.offer(*CODES)
    portal.always = server.every(3, server.html)
    report = sync()
    assert (report.complete, len(catalogue), catalogue.offered_count()) == (True, 8, 8)
