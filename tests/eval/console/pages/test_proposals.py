"""Proposals: from a judgement to an approved phrasing or a patch of a guide, by two people, never silently."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml

from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.proposals.approved import approved_phrasings
from eval.console.proposals.frozen import FOLDER
from eval.console.proposals.guides import guide_file
from eval.console.proposals.proposals import Proposal
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import Officer, words

BIRTH = "1.001193"
OURS = "bà con xóm tui mới có cháu nội, giờ lo cho nó cái tờ ghi ngày sanh tháng đẻ"


@pytest.fixture(autouse=True)
def nothing_stays(staff: Parts) -> Iterator[None]:
    """What a test has approved is withdrawn after it."""
    yield
    for one in staff.proposals.read("approved", 0, 100):
        staff.proposals.settle(one.number, "withdrawn", "administrator", "hết phép thử")


def propose(who: Officer, **typed: str) -> int:
    """Propose a phrasing; return its number."""
    answer = who.send("/proposals/new", at="/try", **{"text": OURS, "procedure": BIRTH, **typed})
    assert answer.status_code == 303, words(answer)
    return int(answer.headers["location"].partition("?")[0].rpartition("/")[2])


def settle(who: Officer, number: int, deed: str, **typed: str) -> tuple[int, str]:
    answer = who.send(f"/proposals/{number}/{deed}", at="/try", **typed)
    return answer.status_code, words(answer)


def test_a_phrasing_is_approved_by_another_editor_and_taught_from_then_on(
    editor: Officer, administrator: Officer, staff: Parts
) -> None:
    number = propose(editor, aspect="components", note="nghe ở quầy")
    assert approved_phrasings(staff.services.sessions) == {}
    assert t("proposals.four_eyes") in words(editor.get(f"/proposals/{number}"))
    assert settle(administrator, number, "approve")[0] == 303
    assert approved_phrasings(staff.services.sessions) == {BIRTH: {"components": [OURS]}}
    assert yaml.safe_load(editor.get("/proposals/phrasings").text) == {BIRTH: {"components": [OURS]}}
    deeds = [deed.deed for deed in staff.audit.all(Filter()) if deed.subject == str(number)]
    assert [deed for deed in deeds if deed.startswith("proposals")] == ["proposals.phrasing", "proposals.approve"]


def test_nobody_approves_what_they_proposed_while_there_is_another_editor(editor: Officer, staff: Parts) -> None:
    number = propose(editor)
    status, told = settle(editor, number, "approve")
    assert (status, t("proposals.four_eyes") in told) == (409, True)
    assert staff.proposals.get(number).state == "proposed"


def test_an_only_editor_approves_alone_and_the_audit_says_so(
    administrator: Officer, staff: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = propose(administrator)
    everybody = staff.accounts.all()
    others_gone = [replace(one, disabled=one.name != Role.ADMINISTRATOR) for one in everybody]
    monkeypatch.setattr(parts_of(administrator).accounts, "all", lambda: others_gone)
    assert t("proposals.alone") in words(administrator.get(f"/proposals/{number}"))
    assert settle(administrator, number, "approve")[0] == 303
    assert staff.audit.read(Filter(deed="proposals.approve"), 0, 1)[0].detail.endswith(" alone")


def parts_of(who: Officer) -> Parts:
    """Return the parts that the console itself works with."""
    routes = who.http.app.routes  # type: ignore[attr-defined]
    console = next(route.app for route in routes if getattr(route, "path", "") == PREFIX)
    parts: Parts = console.state.parts
    return parts


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"text": "giấy"}, "proposals.too_short"),
        ({"text": "chữ " * 200}, "proposals.too_long"),
        ({"text": "khai sinh cho số 0912345678 nghen"}, "proposals.personal"),
        ({"procedure": "9.999999"}, "proposals.no_procedure"),
        ({"aspect": "price"}, "proposals.no_aspect"),
    ],
)
def test_what_may_not_be_taught_is_said_and_kept_in_the_form(
    editor: Officer, staff: Parts, typed: dict[str, str], problem: str
) -> None:
    before = staff.proposals.count()
    answer = editor.send("/proposals/new", at="/try", **{"text": OURS, "procedure": BIRTH, "note": "giữ", **typed})
    assert answer.status_code == 409
    assert t(problem) in words(answer)
    assert ">giữ</textarea>" in answer.text
    assert staff.proposals.count() == before


def test_a_question_that_measures_the_assistant_is_refused(editor: Officer, staff: Parts) -> None:
    question = json.loads((FOLDER / "dev.jsonl").read_text("utf-8").splitlines()[0])["question"]
    for near in (question, f"{question} ạ".upper()):
        answer = editor.send("/proposals/new", at="/try", text=near, procedure=BIRTH)
        assert t("proposals.in_test") in words(answer)


def test_the_same_phrasing_is_taught_once_and_to_one_procedure(editor: Officer, administrator: Officer) -> None:
    first, second = propose(editor), propose(editor)
    settle(administrator, first, "approve")
    assert t("proposals.known") in settle(administrator, second, "approve")[1]
    other = editor.send("/proposals/new", at="/try", text=OURS, procedure="1.000656")
    assert t("proposals.contradicts") in words(other)


def test_of_two_editors_who_settle_at_once_the_second_is_told(
    editor: Officer, administrator: Officer, staff: Parts
) -> None:
    number = propose(editor)
    assert settle(editor, number, "refuse", reason="trùng ý")[0] == 303
    status, told = settle(administrator, number, "approve")
    assert (status, t("proposals.settled") in told) == (409, True)
    kept = staff.proposals.get(number)
    assert (kept.state, kept.settled_by, kept.reason) == ("refused", "editor", "trùng ý")


def test_who_refuses_or_withdraws_says_why(editor: Officer, administrator: Officer, staff: Parts) -> None:
    number = propose(editor)
    assert t("proposals.reason_needed") in settle(administrator, number, "refuse", reason=" ")[1]
    settle(administrator, number, "approve")
    assert t("proposals.reason_needed") in settle(administrator, number, "withdraw")[1]
    assert settle(administrator, number, "withdraw", reason="dân không nói vậy")[0] == 303
    assert approved_phrasings(staff.services.sessions) == {}


def test_a_proposal_leads_back_to_its_judgement(editor: Officer, staff: Parts) -> None:
    path = editor.send("/try", at="/try", say=OURS).headers["location"].partition("?")[0]
    trial = int(path.rpartition("/")[2])
    (turn,) = staff.trials.turns(trial)
    editor.send("/judgements", at="/try", trial=str(trial), turn=turn.turn_id, verdict="wrong", procedure=BIRTH)
    judgement = staff.judgements.all()[-1].number
    form = editor.get("/proposals/new", judgement=judgement, text=OURS, procedure=BIRTH)
    assert f'name="judgement" value="{judgement}"' in form.text
    number = propose(editor, judgement=str(judgement))
    assert f"/judgements/{judgement}" in editor.get(f"/proposals/{number}").text
    assert t("proposals.one", number=number) in words(editor.get(f"/judgements/{judgement}"))
    assert propose(editor, judgement="none")
    nobodys = editor.send("/proposals/new", at="/try", text=OURS, procedure=BIRTH, judgement="999999")
    assert (nobodys.status_code, t("judgements.unknown") in words(nobodys)) == (409, True)


def guide(code: str = BIRTH) -> str:
    return guide_file(code).read_text(encoding="utf-8")


def test_a_guide_change_is_a_patch_and_the_guide_stays_as_it_is(
    editor: Officer, administrator: Officer, staff: Parts
) -> None:
    before = guide()
    assert "procedure_code:" in editor.get("/proposals/guide", procedure=BIRTH).text
    written = before.replace("plain_name: ", "plain_name: Mới ", 1).replace("\n", "\r\n")
    answer = editor.send("/proposals/guide", at="/try", procedure=BIRTH, written=written, note="tên dễ hiểu hơn")
    number = int(answer.headers["location"].partition("?")[0].rpartition("/")[2])
    file = editor.get(f"/proposals/{number}/patch")
    assert file.headers["content-type"].startswith("text/x-diff")
    added = [line for line in file.text.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert len(added) == 1
    assert added[0].startswith("+plain_name: Mới ")
    assert settle(administrator, number, "approve")[0] == 303
    assert guide() == before
    assert approved_phrasings(staff.services.sessions) == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text, t("proposals.unchanged")),
        (lambda text: text.replace("plain_name:", "plane_name:"), "plain_name"),
        (lambda text: text + "\n- [", t("proposals.broken_guide_at", message="")),
        (lambda text: text.replace(BIRTH, "1.001194", 1), t("proposals.other_guide")),
    ],
    ids=["unchanged", "field", "no YAML", "other code"],
)
def test_what_is_no_guide_is_refused_by_its_field(editor: Officer, change: object, told: str) -> None:
    assert callable(change)
    answer = editor.send("/proposals/guide", at="/try", procedure=BIRTH, written=change(guide()))
    assert answer.status_code == 409
    assert told.strip() in words(answer)


def test_a_patch_of_a_guide_that_has_changed_meanwhile_is_not_approved(administrator: Officer, staff: Parts) -> None:
    stale = Proposal("guide", BIRTH, "", "--- a\n+++ b\n", "", "editor", path="knowledge/guides/none.yml", base="0")
    number = staff.proposals.propose(stale)
    assert t("proposals.stale") in words(administrator.get(f"/proposals/{number}"))
    status, told = settle(administrator, number, "approve")
    assert (status, t("proposals.stale") in told) == (409, True)


def test_a_procedure_without_a_guide_and_a_proposal_that_is_not_there_are_told(editor: Officer) -> None:
    for procedure in ("9.999999", ""):
        assert t("proposals.no_guide") in words(editor.get("/proposals/guide", procedure=procedure))
        answer = editor.send("/proposals/guide", at="/try", procedure=procedure, written="a: b")
        assert t("proposals.no_guide") in words(answer)
    assert editor.get("/proposals/999999").status_code == 404
    assert editor.get("/proposals/999999/patch").status_code == 409
    assert settle(editor, 999_999, "approve")[0] == 409
    number = propose(editor)
    assert editor.get(f"/proposals/{number}/patch").status_code == 409


def test_the_list_is_filtered_by_state(editor: Officer) -> None:
    propose(editor)
    assert OURS[:50] in words(editor.get("/proposals", state="proposed"))
    assert OURS[:50] not in words(editor.get("/proposals", state="approved"))
    assert editor.get("/proposals", state="lost", page=99).status_code == 200
