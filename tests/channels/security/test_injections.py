"""What is typed is text wherever it goes: to the database, to pages, files, spreadsheets, headers, logs and addresses."""

import csv
import logging
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from bot.answers.wording import say
from channels.api_reference import _template
from channels.api_reference.operations import Operation
from channels.kiosk.carrying import Carried, CarriedPaper
from channels.kiosk.carrying_api import _rendered
from channels.services import Services
from eval.console import audit
from eval.console.audit import Deed
from knowledge.settings import ROOT

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>{{7*7}}${7*7}"
SQL = [
    "' OR '1'='1",
    "1; DROP TABLE conversations; --",
    "x' UNION SELECT password FROM staff_accounts --",
    "\\'; --",
    "%",
]
PATHS = [
    "../../../etc/passwd",
    "..%2f..%2f..%2fetc/passwd",
    "....//....//etc/passwd",
    "%00",
    "/etc/passwd",
    "..\\..\\x",
]
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"]
FRAGMENTS = ("live.js", "runs.js")
"""Show what the console's templates render, which escape every value."""
LINES = "x\r\nSet-Cookie: motcua_staff=stolen\r\n2026-11-23 ERROR channels the database is gone"


@pytest.mark.parametrize("text", SQL)
def test_no_statement_is_made_of_what_is_typed(client: TestClient, services: Services, text: str) -> None:
    for path in (
        f"/api/v1/procedures/search?q={quote(text)}&context={quote(text)}",
        f"/api/v1/procedures/{quote(text, safe='')}",
        f"/api/v1/receipts/{quote(text, safe='')}",
        f"/mang-ve/{quote(text, safe='')}",
        f"/api/v1/kiosk/heartbeat?device={quote(text)}",
        f"/staff/sign-in?next={quote(text)}",
    ):
        assert client.get(path).status_code in (200, 404, 410, 422), path
    name = f"injected-sql-{SQL.index(text)}"
    sent = {"conversation_id": name, "channel": "api", "text": text, "client_message_id": text}
    assert client.post("/api/v1/chat", json=sent).json()["messages"]
    since = client.get(f"/api/v1/chat/{name}/messages?channel=api&since={quote(text)}")
    assert since.json() == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("folder", ["/static/web/", "/static/kiosk/", "/staff/static/", "/mang-ve/", "/"])
def test_no_file_but_the_pages_own_is_served(client: TestClient, folder: str, path: str) -> None:
    answer = client.get(folder + path)
    assert answer.status_code in (400, 404, 405, 410, 422)
    assert "root:" not in answer.text


def test_markup_in_a_carried_list_stays_text() -> None:
    paper = {
        "name": MARKUP,
        "action": "submit",
        "originals": 1,
        "copies": None,
        "form": MARKUP,
        "replaced_by": [MARKUP],
    }
    carried = Carried.model_validate(
        {
            "procedure_code": MARKUP, "name": MARKUP, "release": "r", "official": True, "undecided": [],
            "papers": [CarriedPaper.model_validate({**paper, "form_url": "https://example.vn/a.pdf"})],
            "source": MARKUP, "source_url": None, "as_of": "2026-11-23",
        }
    )  # fmt: skip
    page = _rendered("carried.html", carried)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{7*7}}" in page


def test_markup_in_the_api_reference_stays_text() -> None:
    one = Operation("GET", MARKUP, MARKUP, (), None, ())
    page = _template("reference.html").render(title=MARKUP, version="1", operations=[one], schemas={MARKUP: []})
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_never_a_formula(text: str) -> None:
    whole = "".join(audit.csv_lines([Deed(text, text, text, text, text)])).removeprefix("\ufeff")
    _, cells = list(csv.reader(StringIO(whole)))
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_header_cannot_be_made_of_what_is_typed(client: TestClient) -> None:
    sent = {"conversation_id": "injected-lines", "channel": "api", "text": LINES, "client_message_id": LINES[:60]}
    headers = client.post("/api/v1/chat", json=sent).headers
    assert "motcua_staff" not in str(headers)
    assert client.get(f"/staff/?next={quote(LINES)}", follow_redirects=False).status_code == 303
    headers = client.get(f"/staff/sign-in?next={quote(LINES)}").headers
    assert "stolen" not in str(headers)


def test_a_line_of_the_log_cannot_be_made_of_what_is_typed(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = {"conversation_id": "injected-lines", "channel": "api", "text": LINES}
    client.post("/api/v1/chat", json=sent)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert not [line for line in ours if "the database is gone" in line]


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/staff/../../evil", "/staff/\\evil", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_but_into_the_console(client: TestClient, wanted: str) -> None:
    page = client.get(f"/staff/sign-in?next={quote(wanted)}").text
    assert 'name="next" value="/staff/"' in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@testserver", ""])
def test_another_host_in_the_request_changes_no_page(client: TestClient, host: str) -> None:
    for path in ("/", "/docs", "/kiosk"):
        assert "evil.example" not in client.get(path, headers={"Host": host}).text


def test_markup_that_is_typed_comes_back_as_json_and_never_as_a_page(client: TestClient) -> None:
    sent = {"conversation_id": "injected-markup", "channel": "api", "text": MARKUP}
    answer = client.post("/api/v1/chat", json=sent)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["messages"]


def test_no_script_of_ours_writes_markup() -> None:
    """What citizens and officers type reaches the page as text nodes alone, or escaped by our own templates."""
    scripts = [path for folder in ("channels", "eval/console") for path in (ROOT / folder).rglob("*.js")]
    assert len(scripts) > 30
    for path in scripts:
        if path.name in FRAGMENTS:
            continue
        code = Path(path).read_text(encoding="utf-8")
        for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert sink not in code, (path.name, sink)


def test_the_words_for_a_foreign_page_are_there() -> None:
    assert say("foreign_page")
