"""`python -m knowledge sync` as it is run: exit statuses, what it prints and keeps, and a process that is killed."""

import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.importing import import_sources
from knowledge.procedures.sources.portal import DETAIL, LIST
from knowledge.procedures.sync.report import SyncReport
from knowledge.settings import ROOT, settings
from tests.catalogue import JSON_ARCHIVE, need
from tests.knowledge.procedures import portal_server as server
from tests.knowledge.procedures.portal_server import PortalServer

CODES = [f"1.{number:06}" for number in range(1, 31)]
REAL = 300
"""So many real records are served from the archive."""
WHILE_LISTING, WHILE_READING = 6, 25
"""Requests after which a run over `CODES` is in the middle of the list, and of the records."""


@pytest.fixture
def environment(tmp_path: Path, portal: PortalServer) -> dict[str, str]:
    return {
        "MOTCUA_VAR": str(tmp_path / "var"),
        "MOTCUA_PORTAL_URL": portal.url,
        "MOTCUA_PORTAL_PAUSE": "0",
        "MOTCUA_PORTAL_TRIES": "2",
        "MOTCUA_PORTAL_BACKOFF": "0.01",
        "MOTCUA_PORTAL_TIMEOUT": "5",
    }


@pytest.fixture(autouse=True)
def var(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> Iterator[Path]:
    """Keep what is read in a folder of the test, and ask the portal on this machine."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield Path(environment["MOTCUA_VAR"])
    settings.cache_clear()


def stored(var: Path) -> Catalogue:
    return Catalogue(var / "catalogue.sqlite")


def reports(var: Path) -> list[SyncReport]:
    return [SyncReport.model_validate_json(path.read_text("utf-8")) for path in (var / "sync/reports").glob("*.json")]


def test_a_whole_run_prints_its_report_and_keeps_it(
    capsys: pytest.CaptureFixture[str], portal: PortalServer, var: Path, tmp_path: Path
) -> None:
    portal.offer(*CODES)
    assert main(["sync", "--json", str(tmp_path / "made" / "report.json")]) == 0
    printed = capsys.readouterr()
    assert "list: 30 procedures, whole" in printed.out
    assert "new: 30" in printed.out
    (kept,) = reports(var)
    assert SyncReport.model_validate_json((tmp_path / "made" / "report.json").read_text("utf-8")) == kept
    assert stored(var).offered_count() == 30
    assert not (var / "sync" / "progress.sqlite").exists()


def test_a_refused_record_ends_with_status_1(
    capsys: pytest.CaptureFixture[str], portal: PortalServer, var: Path
) -> None:
    portal.offer(*CODES)
    portal.details["1.000007"]["data"].pop("executionCases")
    assert main(["sync"]) == 1
    assert f"refused: 1\n  {DETAIL}, 1.000007: executionCases: Field required" in capsys.readouterr().out
    assert len(stored(var)) == 29


def test_a_list_in_a_circle_ends_with_status_1(portal: PortalServer) -> None:
    portal.offer(*CODES)
    portal.always = server.only(LIST, lambda path, body: server.ok(portal.rows[:3]), lastId="id-1.000028")
    assert main(["sync"]) == 1


@pytest.mark.parametrize("fault", [server.html, server.slow, server.status(503), server.redirect])
def test_blocked_for_good_ends_with_status_2_says_so_and_keeps_what_it_has(
    capsys: pytest.CaptureFixture[str],
    portal: PortalServer,
    var: Path,
    fault: server.Fault,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MOTCUA_PORTAL_TIMEOUT", "0.3")
    portal.offer(*CODES)
    portal.faults = [None] * 20
    portal.always = fault
    assert main(["sync"]) == 2
    told = capsys.readouterr().err
    assert "error: /api/v1/" in told
    assert "The catalogue is as it was; what was read is kept, start again later to go on" in told
    assert not stored(var).path.exists()
    read_before = {asked for asked, count in portal.asked.items() if asked.startswith("id-")}
    portal.always = None
    portal.asked.clear()
    assert main(["sync"]) == 0
    assert "going on with the synchronisation of" in capsys.readouterr().err
    assert LIST not in portal.asked
    assert len(read_before & portal.asked.keys()) <= 3
    assert len(stored(var)) == 30


def test_a_short_name_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_PORTAL_USER_AGENT", "curl/8")
    with pytest.raises(ValueError, match="portal_user_agent"):
        main(["sync"])


@pytest.mark.parametrize("code", ["x", "1.01", "1.000001; drop"])
def test_what_is_no_code_is_refused_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str], portal: PortalServer, code: str
) -> None:
    assert main(["sync", "--only", code]) == 2
    assert "is not a procedure code" in capsys.readouterr().err
    assert not portal.asked


def test_only_and_dry_run_are_said_in_the_report(
    capsys: pytest.CaptureFixture[str], portal: PortalServer, var: Path
) -> None:
    portal.offer(*CODES)
    assert main(["sync", "--only", "1.000003", "1.000004", "--dry-run", "--full"]) == 0
    printed = capsys.readouterr().out
    assert "only: 1.000003, 1.000004" in printed
    assert "dry run" in printed
    assert not stored(var).path.exists()
    assert [item.dry_run for item in reports(var)] == [True]


def run(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "knowledge", "sync"]
    pipe = subprocess.PIPE
    told = os.environ | environment | {"MOTCUA_PORTAL_TIMEOUT": "60"}
    return subprocess.Popen(
        command, cwd=ROOT, env=told, stdout=pipe, stderr=pipe, text=True, preexec_fn=_hear_interrupts
    )


def _hear_interrupts() -> None:
    """A shell lets what it runs in the background ignore SIGINT, tests and their children too; `sync` is not so run."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def held_up(portal: PortalServer, requests: int) -> Iterator[threading.Event]:
    """Answer no request from so many on until the block ends; yield what is set when such a one has come.

    However slow the machine is, who is waited for stays at that request.
    """
    came, over = threading.Event(), threading.Event()

    def wait(path: str, body: dict[str, object]) -> None:
        if sum(portal.asked.values()) >= requests:
            came.set()
            over.wait(60)

    portal.always = wait
    try:
        yield came
    finally:
        portal.always = None
        over.set()


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGINT])
def test_a_process_that_is_killed_goes_on_where_it_was(
    portal: PortalServer,
    environment: dict[str, str],
    var: Path,
    signal_number: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal.offer(*CODES)
    for requests in WHILE_LISTING, WHILE_READING:
        with held_up(portal, requests) as came:
            process = run(environment)
            assert came.wait(60)
            process.send_signal(signal_number)
            process.communicate()
        assert not stored(var).path.exists()
    read_before = {asked for asked in portal.asked if asked.startswith("id-")}
    assert 0 < len(read_before) < len(CODES)
    assert main(["sync"]) == 0
    assert "new: 30" in capsys.readouterr().out
    assert len(stored(var)) == 30
    repeated = {asked: count for asked, count in portal.asked.items() if asked.startswith("id-") and count > 1}
    assert list(repeated.values()) == [2], "only the request that was on its way is asked again"
    assert max(portal.asked[LIST] - 12, 0) <= 3


def test_two_processes_do_not_synchronise_at_once(
    portal: PortalServer, environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    portal.offer(*CODES)
    with held_up(portal, 2) as came:
        first = run(environment)
        assert came.wait(60)
        assert main(["sync"]) == 2
        first.kill()
        first.communicate()
    assert "another synchronisation is running" in capsys.readouterr().err


def real_answers() -> dict[str, dict[str, object]]:
    """Return the raw answers of the archive by code, the first `REAL` of them."""
    need(JSON_ARCHIVE)
    answers: dict[str, dict[str, object]] = {}
    with tarfile.open(JSON_ARCHIVE) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".json") else None
            if content and len(answers) < REAL:
                answer = json.load(content)
                answers[answer["data"]["code"]] = answer
    return answers


def test_real_records_synchronised_equal_the_same_records_imported(
    portal: PortalServer, var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.page_size = 100
    folder = tmp_path / "records"
    folder.mkdir()
    for code, answer in real_answers().items():
        portal.offer_record(answer)
        (folder / f"{code}.json").write_text(json.dumps(answer), encoding="utf-8")
    (folder / "catalog.jsonl").write_text("\n".join(map(json.dumps, portal.rows)), encoding="utf-8")
    portal.always = server.every(17, server.html)
    assert main(["sync"]) == 0
    assert f"new: {REAL}" in capsys.readouterr().out
    (report,) = reports(var)
    imported = Catalogue(tmp_path / "imported.sqlite")
    import_sources(imported, [folder], report.started.astimezone().date())
    assert stored(var).parts() == imported.parts()
    assert (stored(var).digest(), len(imported)) == (imported.digest(), REAL)


def test_the_imported_national_catalogue_survives_a_portal_that_lists_a_few(
    portal: PortalServer, var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need(JSON_ARCHIVE)
    import_sources(stored(var), [JSON_ARCHIVE])
    before = set(stored(var).parts())
    offered = {procedure.procedure_code for procedure in stored(var).offered()}
    portal.offer(*CODES)
    assert main(["sync"]) == 1
    assert f"{len(before - set(CODES))} of {len(before)} would be" in capsys.readouterr().out
    assert {procedure.procedure_code for procedure in stored(var).offered()} == offered | set(CODES)
