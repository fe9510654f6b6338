"""What each reply means, and that no source can hold a look-up longer, or feed it more, than was agreed."""

import logging
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import which

import httpx
import pytest

from knowledge.dossiers.sources.asking import Line, Question
from knowledge.dossiers.sources.errors import BusyError, PassingError, RefusedError
from tests.conftest import free_port
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import QUICK
from tests.knowledge.dossiers.sources.systems import CODE, UNKNOWN, Fault, KeywordSystem, System, raw, serving

PATH = "/api/hoso/tracuuhoso"
PASSING = {
    "half JSON": systems.half,
    "hangs up": systems.cut,
    "resets": systems.reset,
    "empty": systems.empty,
    "nested too deep": systems.nested,
    "500": raw(b"", 500),
    "502 with a page": raw(b"<html>Bad gateway</html>", 502),
    "not UTF-8": raw(b'{"a": "\xff"}'),
}
REFUSED = {
    "a page of a firewall": systems.html,
    "a page that says 404": raw(b"<html>not found</html>", 404),
    "redirect": systems.redirect,
    "401": raw(b"{}", 401),
    "403": raw(b"{}", 403),
    "429": raw(b"{}", 429, Retry_After="120"),
    "503 until later": raw(b"", 503, Retry_After="120"),
    "packed": systems.packed,
    "huge": systems.huge,
}
each_passing = pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
each_refused = pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)


def ask(line: Line, code: str = CODE) -> object:
    return line.ask(Question(path=PATH, fields={"tukhoa": code}), line.until())


@pytest.fixture
def line(keyword_system: KeywordSystem) -> Line:
    return Line(keyword_system.url, QUICK)


def test_json_is_the_reply(line: Line) -> None:
    found = ask(line)
    assert isinstance(found, dict)
    assert found["tenhoso"] == "Đăng ký khai sinh"
    assert ask(line, UNKNOWN) is None


@pytest.mark.parametrize("status", [204, 404])
def test_no_content_and_not_found_are_nothing(line: Line, keyword_system: System, status: int) -> None:
    keyword_system.faults = [raw(b"", status)]
    assert ask(line) is None
    assert len(keyword_system.asked) == 1


@each_passing
def test_what_may_pass_is_tried_twice_more(line: Line, keyword_system: System, fault: Fault) -> None:
    keyword_system.faults = [fault, fault]
    assert ask(line)
    assert len(keyword_system.asked) == 3


@each_passing
def test_and_no_more_often_than_that(line: Line, keyword_system: System, fault: Fault) -> None:
    keyword_system.always = fault
    with pytest.raises(PassingError, match="3 times"):
        ask(line)
    assert len(keyword_system.asked) == 3


@each_refused
def test_what_will_not_pass_is_not_tried_again(line: Line, keyword_system: System, fault: Fault) -> None:
    keyword_system.always = fault
    with pytest.raises(RefusedError):
        ask(line)
    assert len(keyword_system.asked) == 1


def test_between_tries_there_is_a_pause_that_grows_and_differs(keyword_system: System) -> None:
    keyword_system.always = raw(b"", 500)
    line = Line(keyword_system.url, QUICK.model_copy(update={"pause_seconds": 0.2}))
    started = time.monotonic()
    with pytest.raises(PassingError):
        ask(line)
    assert 0.3 <= time.monotonic() - started < 1.2


def test_a_slow_source_is_given_up(line: Line, keyword_system: System) -> None:
    keyword_system.delay = 5
    started = time.monotonic()
    with pytest.raises(PassingError, match="no answer"):
        ask(line)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("drip", [0.02, 0.2])
def test_a_source_that_drips_its_headers_is_hung_up_on(line: Line, keyword_system: System, drip: float) -> None:
    keyword_system.drip = drip
    started = time.monotonic()
    with pytest.raises(PassingError):
        ask(line)
    assert time.monotonic() - started < 2


def test_nobody_listening_is_no_answer() -> None:
    with pytest.raises(PassingError, match="ConnectError"):
        ask(Line(f"http://127.0.0.1:{free_port()}", QUICK))


def test_patience_counts_over_several_questions(line: Line, keyword_system: System) -> None:
    with pytest.raises(PassingError, match="no time is left"):
        line.ask(Question(path=PATH, fields={"tukhoa": CODE}), time.monotonic())
    assert keyword_system.asked == []


def test_only_so_many_ask_at_once(keyword_system: System) -> None:
    line = Line(keyword_system.url, QUICK.model_copy(update={"at_once": 2, "whole_seconds": 10}))
    keyword_system.delay = 0.1
    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(lambda _: ask(line), range(6)))
    assert keyword_system.most_under_way == 2


def test_who_finds_no_place_in_time_is_told_that_we_are_busy(keyword_system: System) -> None:
    line = Line(keyword_system.url, QUICK.model_copy(update={"at_once": 1, "read_seconds": 5, "whole_seconds": 5}))
    keyword_system.delay = 1
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, line)
        while not keyword_system.asked:
            time.sleep(0.01)
        with pytest.raises(BusyError):
            line.ask(Question(path=PATH, fields={"tukhoa": CODE}), time.monotonic() + 0.2)
        assert first.result()


def test_the_code_goes_whole_into_the_query_whatever_it_holds(line: Line, keyword_system: System) -> None:
    assert ask(line, "a&tukhoa=b#c d/../e") is None
    assert keyword_system.asked[0].query == {"tukhoa": "a&tukhoa=b#c d/../e"}


def test_no_proxy_of_the_environment_sees_a_code(keyword_system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(KeywordSystem()) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert ask(Line(keyword_system.url, QUICK))
        assert proxy.asked == []


def test_a_redirect_takes_no_code_elsewhere(line: Line, keyword_system: System) -> None:
    with serving(KeywordSystem()) as other:
        keyword_system.always = raw(b"", 307, Location=f"{other.url}{PATH}?tukhoa={CODE}")
        with pytest.raises(RefusedError):
            ask(line)
        assert other.asked == []


def test_no_question_shows_what_is_asked() -> None:
    assert repr(Question("POST", "/call", body={"mahoso": CODE})) == "Question(POST /call)"


@pytest.fixture
def httpx_heard(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """The log with what httpx says, whatever an earlier test or library told it."""
    monkeypatch.setattr(logging.getLogger("httpx"), "disabled", False)
    monkeypatch.setattr(logging.getLogger("httpx"), "propagate", True)
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="httpx")
    return caplog


def test_httpx_logs_no_code(line: Line, httpx_heard: pytest.LogCaptureFixture) -> None:
    ask(line)
    assert "HTTP Request: GET http://127.0.0.1" in httpx_heard.text
    assert CODE not in httpx_heard.text


def test_the_filter_leaves_other_requests_as_they_are(httpx_heard: pytest.LogCaptureFixture) -> None:
    logging.getLogger("httpx").info("%s of %d", "some", 3)
    logging.getLogger("httpx").info("from %s", httpx.URL("http://u:p@a.example/b?c=d#e"))
    assert [record.getMessage() for record in httpx_heard.records] == ["some of 3", "from http://a.example/b"]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    if not which("openssl"):
        pytest.skip("openssl is not installed")
    made = tmp_path / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    told = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(made), "-out", str(tmp_path / "one.pem")]
    subprocess.run([*command, *told], check=True, capture_output=True)
    with made.open("a") as file:
        file.write((tmp_path / "one.pem").read_text())
    return made


def tls(system: System, certificate: Path) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    system.socket = context.wrap_socket(system.socket, server_side=True)
    return system.url.replace("http:", "https:")


def test_a_certificate_that_nobody_vouches_for_is_not_believed(keyword_system: System, certificate: Path) -> None:
    url = tls(keyword_system, certificate)
    with pytest.raises(PassingError, match="ConnectError"):
        ask(Line(url, QUICK))
    assert keyword_system.asked == []


def test_the_authority_of_the_configuration_is_believed(keyword_system: System, certificate: Path) -> None:
    assert ask(Line(tls(keyword_system, certificate), QUICK, certificate))


def test_a_dripping_source_is_hung_up_on_over_tls_too(keyword_system: System, certificate: Path) -> None:
    keyword_system.drip = 0.1
    started = time.monotonic()
    with pytest.raises(PassingError):
        ask(Line(tls(keyword_system, certificate), QUICK, certificate))
    assert time.monotonic() - started < 2.5
