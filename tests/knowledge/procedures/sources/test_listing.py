"""The portal's whole list: pages in turn, kept as they come, and when a list proves nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from knowledge.procedures.errors import PortalError, PortalFailedError
from knowledge.procedures.sources.listing import listing, read_pages
from knowledge.procedures.sources.portal import LIST, Manners, Portal
from tests.knowledge.procedures import portal_server as server
from tests.knowledge.procedures.portal_server import PortalServer
from tests.knowledge.procedures.samples import listed

DAY = date(2026, 7, 18)
CODES = [f"1.{number:06}" for number in range(1, 9)]
MANNERS = Manners("Mozilla/5.0 (a name long enough for the portal to talk to)", pause=0, tries=2, backoff=0.01)


class Kept:
    """Pages in memory."""

    def __init__(self, pages: list[list[Any]] | None = None, list_end: str | None = None) -> None:
        self._pages = pages or []
        self.list_end = list_end

    def pages(self) -> list[list[Any]]:
        return self._pages

    def add_page(self, rows: list[Any]) -> None:
        self._pages.append(rows)

    def end_list(self, why_not_whole: str) -> None:
        self.list_end = why_not_whole


@pytest.fixture
def client(portal: PortalServer) -> Iterator[Portal]:
    portal.offer(*CODES)
    with Portal(portal.url, MANNERS) as made:
        yield made


def test_a_list_is_read_to_its_end(client: Portal) -> None:
    kept, heard = Kept(), list[int]()
    read_pages(client, kept, heard.append)
    found = listing(kept, DAY)
    assert (sorted(found.parts), found.named, found.whole, found.refusals) == (CODES, set(CODES), True, [])
    assert (kept.list_end, heard) == ("", [3, 6, 8])


def test_the_end_is_believed_when_it_is_said_twice(client: Portal, portal: PortalServer) -> None:
    portal.faults = [None, lambda path, body: server.ok([])]
    kept = Kept()
    read_pages(client, kept)
    assert len(listing(kept, DAY).parts) == 8


def test_a_list_goes_on_after_the_pages_that_were_kept(client: Portal, portal: PortalServer) -> None:
    kept = Kept([portal.rows[:3]])
    read_pages(client, kept)
    assert portal.bodies[0] == (LIST, {"lastId": portal.rows[2]["id"]})
    assert len(listing(kept, DAY).parts) == 8


def test_a_list_that_ended_is_not_asked_again(client: Portal, portal: PortalServer) -> None:
    read_pages(client, Kept([portal.rows], list_end=""))
    assert not portal.asked


def test_a_list_that_breaks_off_keeps_its_pages_and_is_not_whole(client: Portal, portal: PortalServer) -> None:
    portal.faults = [None]
    portal.always = server.half
    kept = Kept()
    with pytest.raises(PortalFailedError):
        read_pages(client, kept)
    found = listing(kept, DAY)
    assert (len(found.parts), found.whole, found.why_not_whole) == (3, False, "it was not read to its end")


@pytest.mark.parametrize("pages_before", [1, 2])
def test_a_list_that_turns_in_a_circle_ends_and_is_not_whole(
    client: Portal, portal: PortalServer, pages_before: int
) -> None:
    portal.faults = [None] * pages_before
    portal.always = lambda path, body: server.ok(portal.rows[:3])
    kept = Kept()
    read_pages(client, kept)
    found = listing(kept, DAY)
    assert (len(found.parts), found.whole) == (3 * pages_before, False)
    assert "a page that came before" in found.why_not_whole


def test_an_empty_list_is_a_failure_and_no_list(client: Portal, portal: PortalServer) -> None:
    portal.rows = []
    with pytest.raises(PortalError, match="the portal's list is empty"):
        read_pages(client, Kept())


def test_a_bad_row_is_refused_by_number_and_field_and_still_names_its_procedure() -> None:
    bad = {**listed("1.000002"), "type": "NEW_KIND"}
    found = listing(Kept([[listed("1.000001"), bad], [listed("1.000003")]], ""), DAY)
    assert (sorted(found.parts), sorted(found.named)) == (["1.000001", "1.000003"], CODES[:3])
    assert [(item.file, item.field) for item in found.refusals] == [(f"{LIST}, row 2", "type")]
    assert found.whole


@pytest.mark.parametrize("row", ["no row", None, [], {}, {"id": "a"}, {"id": "a", "code": 7}, {"code": "không mã"}])
def test_a_row_that_names_nothing_makes_the_list_prove_nothing(row: object) -> None:
    found = listing(Kept([[listed("1.000001"), row]], ""), DAY)
    assert (sorted(found.parts), found.whole, len(found.refusals)) == (["1.000001"], False, 1)


def test_a_code_that_stands_twice_counts_as_it_stands_last_and_is_reported() -> None:
    newer, older = {**listed(" 1.000001"), "id": "b"}, {**listed("1.000001"), "id": "a"}
    found = listing(Kept([[newer], [older]], ""), DAY)
    assert found.parts["1.000001"].fields["portal_id"] == "a"
    (refusal,) = found.refusals
    assert (refusal.file, refusal.field) == (f"{LIST}, row 2", "code")
    assert found.whole
