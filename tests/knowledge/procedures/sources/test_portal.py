"""The live portal's answers: what each means, how politely it is asked, and when patience ends."""

import time
from collections.abc import Iterator

import pytest

from knowledge.procedures.errors import (
    PortalBlockedError,
    PortalError,
    PortalFailedError,
    PortalRejectedError,
    PortalRepeatsError,
)
from knowledge.procedures.sources.portal import LIST, PROVINCES, Manners, Portal
from tests.knowledge.procedures import portal_server as server
from tests.knowledge.procedures.portal_server import Fault, PortalServer

NAME = "Mozilla/5.0 (a name long enough for the portal to talk to)"
QUICK = Manners(NAME, pause=0, timeout=0.4, tries=3, backoff=0.01, longest_wait=2)
PASSING = {
    "html": server.html,
    "half JSON": server.half,
    "empty": server.empty,
    "hangs up": server.cut,
    "too slow": server.slow,
    "a list instead of an object": server.wrong_shape,
    "no data": server.no_data,
    "reports an error": server.reported,
    "nested too deep": server.nested,
    "redirect": server.redirect,
    "403": server.status(403),
    "408": server.status(408),
    "429": server.status(429),
    "500": server.status(500),
    "503": server.status(503),
}
each_passing = pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)


@pytest.fixture
def client(portal: PortalServer) -> Iterator[Portal]:
    portal.offer("1.000001", "1.000002", "1.000003", "1.000004")
    with Portal(portal.url, QUICK) as made:
        yield made


def test_a_page_goes_on_after_the_last_id(client: Portal, portal: PortalServer) -> None:
    first = client.page(None, set())
    rest = client.page(first[-1]["id"], {first[-1]["id"]})
    assert [row["code"] for row in [*first, *rest]] == ["1.000004", "1.000003", "1.000002", "1.000001"]
    assert client.page(rest[-1]["id"], set()) == []
    assert [body for path, body in portal.bodies if path == LIST][:2] == [{}, {"lastId": "id-1.000002"}]


def test_a_record_is_asked_by_its_id(client: Portal) -> None:
    assert client.detail("id-1.000003")["data"]["code"] == "1.000003"


def test_rows_may_stand_one_level_deeper(client: Portal, portal: PortalServer) -> None:
    portal.faults = [lambda path, body: server.ok({"total": 1, "items": [{"id": "a"}]})]
    assert client.page(None, set()) == [{"id": "a"}]


def test_status_200_with_data_is_an_answer_too(client: Portal, portal: PortalServer) -> None:
    portal.faults = [lambda path, body: (200, server.ok([{"id": "a"}])[1], {})]
    assert client.page(None, set()) == [{"id": "a"}]


@each_passing
def test_what_may_pass_is_tried_again(client: Portal, portal: PortalServer, fault: Fault) -> None:
    portal.faults = [fault, fault]
    assert len(client.page(None, set())) == 3
    assert portal.asked[LIST] == 3


@each_passing
def test_patience_ends_after_the_last_try(client: Portal, portal: PortalServer, fault: Fault) -> None:
    portal.always = fault
    with pytest.raises(PortalError, match=r"list-all-public-formality-by-citizen: .*, 3 times"):
        client.page(None, set())
    assert portal.asked[LIST] == 3


@pytest.mark.parametrize("fault", [server.html, server.redirect, server.status(403), server.status(429)])
def test_a_page_a_redirect_or_a_refusal_is_a_block(client: Portal, portal: PortalServer, fault: Fault) -> None:
    portal.always = fault
    with pytest.raises(PortalBlockedError, match=r"instead of data|redirect"):
        client.knock()
    assert set(portal.asked) == {PROVINCES}


@pytest.mark.parametrize("fault", [server.slow, server.half, server.status(500), server.no_data])
def test_a_portal_that_is_down_is_no_block(client: Portal, portal: PortalServer, fault: Fault) -> None:
    portal.always = fault
    with pytest.raises(PortalFailedError):
        client.detail("id-1.000001")


def test_a_redirect_is_not_followed(client: Portal, portal: PortalServer) -> None:
    portal.always = server.redirect
    with pytest.raises(PortalBlockedError, match="a redirect to /captcha"):
        client.page(None, set())
    assert "/captcha" not in portal.asked


def test_a_short_name_is_blocked(portal: PortalServer) -> None:
    short = Manners("curl/8", pause=0, tries=2, backoff=0)
    with Portal(portal.url, short) as client, pytest.raises(PortalBlockedError, match="a page of HTML"):
        client.knock()


def test_a_request_that_is_refused_for_good_is_not_repeated(client: Portal, portal: PortalServer) -> None:
    with pytest.raises(PortalRejectedError, match="status 404"):
        client.detail("nowhere")
    assert portal.asked["nowhere"] == 1


def test_a_page_that_came_before_is_asked_again_and_then_a_circle(client: Portal, portal: PortalServer) -> None:
    rows = client.page(None, set())
    with pytest.raises(PortalRepeatsError, match="a page that came before, 3 times"):
        client.page(None, {rows[-1]["id"]})


def test_a_page_without_any_id_cannot_be_gone_on_from(client: Portal, portal: PortalServer) -> None:
    portal.always = lambda path, body: server.ok([{"code": "1.000001"}, "no row", {"id": 7}])
    with pytest.raises(PortalFailedError, match="a page without any id"):
        client.page(None, set())


def test_an_answer_that_drips_is_cut_off_at_the_time_limit(portal: PortalServer) -> None:
    """Each byte comes in time, the whole does not: a limit for each byte would wait for ever."""
    portal.drip = 0.05
    start = time.monotonic()
    with Portal(portal.url, QUICK) as client, pytest.raises(PortalFailedError, match=r"no whole answer in 0\.4 s"):
        client.knock()
    assert time.monotonic() - start < 3


def test_retry_after_in_seconds_is_honoured(client: Portal, portal: PortalServer) -> None:
    portal.faults = [server.status(503, Retry_After="1")]
    start = time.monotonic()
    client.knock()
    assert 1 <= time.monotonic() - start < 2


def test_retry_after_as_a_date_in_the_past_waits_no_longer(client: Portal, portal: PortalServer) -> None:
    portal.faults = [server.status(429, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")]
    start = time.monotonic()
    client.knock()
    assert time.monotonic() - start < 0.5


def test_retry_after_that_is_neither_is_no_obstacle(client: Portal, portal: PortalServer) -> None:
    portal.faults = [server.status(503, Retry_After="soon")]
    client.knock()
    assert portal.asked[PROVINCES] == 2


def test_who_shall_wait_longer_than_we_may_stops_at_once(client: Portal, portal: PortalServer) -> None:
    portal.faults = [server.status(429, Retry_After="3600")]
    with pytest.raises(PortalBlockedError, match="asks to wait for 3600 seconds"):
        client.knock()
    assert portal.asked[PROVINCES] == 1


def test_waits_double_up_to_the_longest(portal: PortalServer) -> None:
    portal.always = server.status(500)
    manners = Manners(NAME, pause=0, tries=5, backoff=0.1, longest_wait=0.2)
    with Portal(portal.url, manners) as client, pytest.raises(PortalFailedError):
        client.knock()
    waits = [after - before for before, after in zip(portal.moments, portal.moments[1:], strict=False)]
    assert 0.05 <= waits[0] < 0.2
    assert all(0.1 <= wait < 0.35 for wait in waits[1:])


def test_requests_keep_their_distance_over_one_connection(portal: PortalServer) -> None:
    with Portal(portal.url, Manners(NAME, pause=0.1)) as client:
        for _ in range(5):
            client.knock()
    waits = [after - before for before, after in zip(portal.moments, portal.moments[1:], strict=False)]
    assert min(waits) >= 0.1
    assert portal.connections == 1
    assert portal.agents == {NAME}


def test_nobody_at_the_address_is_a_failure_and_no_traceback() -> None:
    with Portal("http://127.0.0.1:9", QUICK) as client, pytest.raises(PortalFailedError, match="no answer: Connect"):
        client.knock()


@pytest.mark.parametrize("url", ["http://[", "no address"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with Portal(url, QUICK) as client, pytest.raises(PortalError):
        client.knock()
