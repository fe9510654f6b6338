"""Judgements: a verdict on a tried reply, the right procedure by name or code, and what becomes of it."""

import json

import pytest

from bot.conversations.masking import DOTS
from eval.checklists.asked import Case
from eval.console.audit import Filter
from eval.console.judgements.judgements import Judgement
from eval.console.judgements.procedures import names_of
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.texts import t
from eval.console.trials.trials import TriedTurn
from eval.questions import Question
from tests.eval.console.judgements.samples import judged, judgement
from tests.eval.console.staff import Officer, words

ASKED = "lam giay khai sinh cho con can gi"
BIRTH, DEATH = "1.001193", "1.000656"


@pytest.fixture
def turn(officer: Officer, staff: Parts) -> tuple[int, TriedTurn]:
    """A trial of one question: its number and its turn."""
    path = officer.send("/try", at="/try", say=ASKED).headers["location"]
    number = int(path.partition("?")[0].rpartition("/")[2])
    return number, staff.trials.turns(number)[0]


def judge(who: Officer, turn: tuple[int, TriedTurn], verdict: str = "right", **typed: str) -> str:
    """Judge a reply; return where the browser is led."""
    number, tried = turn
    answer = who.send("/judgements", at="/try", trial=str(number), turn=tried.turn_id, verdict=verdict, **typed)
    assert answer.status_code == 303, words(answer)
    return answer.headers["location"]


def last(staff: Parts) -> Judgement:
    return staff.judgements.all()[-1]


def test_a_verdict_is_kept_with_who_when_release_and_question(
    officer: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    path = judge(officer, turn, note="Đủ ý, số tui 0912345678")
    assert path == f"{PREFIX}/try/{turn[0]}?done=judgements.done_given#turn-0"
    kept = last(staff)
    assert (kept.verdict, kept.made_by, kept.of.question) == ("right", "officer", ASKED)
    assert (kept.of.release, kept.of.procedures[0]) == (turn[1].reply.release, BIRTH)
    assert kept.note == f"Đủ ý, số tui {DOTS}"
    assert kept.made_at
    assert staff.audit.read(Filter(deed="judgements.give"), 0, 1)[0].subject == str(kept.number)
    assert t("judgements.judged", name="Chị Officer", verdict=t("judgements.verdict_right")) in words(
        officer.get(f"/try/{turn[0]}")
    )


def test_the_right_procedure_is_named_by_its_code(officer: Officer, staff: Parts, turn: tuple[int, TriedTurn]) -> None:
    judge(officer, turn, "wrong", procedure=f" {DEATH} ")
    assert (last(staff).verdict, last(staff).expected) == ("wrong", DEATH)
    shown = words(officer.get(f"/judgements/{last(staff).number}"))
    assert names_of(staff.services.library)[DEATH] in shown


def test_words_of_a_name_are_asked_back_on_and_what_was_typed_is_kept(
    officer: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    before = len(staff.judgements.all())
    number, tried = turn
    typed = {"trial": str(number), "turn": tried.turn_id, "verdict": "partly", "note": "ghi chú <i>"}
    asked = officer.send("/judgements", at="/try", procedure="khai tu", **typed)
    assert asked.status_code == 409
    assert f'value="{DEATH}"' in asked.text
    assert 'value="ghi chú &lt;i&gt;"' in asked.text
    assert len(staff.judgements.all()) == before
    none = officer.send("/judgements", at="/try", procedure="?!", **typed)
    assert t("judgements.which_none", typed="?!") in words(none)


def test_a_reply_is_judged_anew_by_who_judged_it_and_besides_by_others(
    officer: Officer, editor: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    judge(officer, turn, "wrong", procedure=DEATH)
    judge(officer, turn, "right")
    judge(editor, turn, "decline")
    ours = staff.judgements.of_trial(turn[0])
    assert [(one.made_by, one.verdict, one.expected) for one in ours] == [
        ("officer", "right", ""),
        ("editor", "decline", ""),
    ]


def test_a_paper_is_chosen_from_the_reply_and_a_made_up_one_counts_as_none(
    officer: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    assert turn[1].why
    assert turn[1].why.form
    rule = turn[1].why.form.rules[0]
    judge(officer, turn, "partly", component=rule.component_code)
    assert (last(staff).component_code, last(staff).paper) == (rule.component_code, rule.name)
    judge(officer, turn, "partly", component="made-up", paper="Giấy  lạ")
    assert (last(staff).component_code, last(staff).paper) == ("", "Giấy lạ")


def test_a_paper_that_should_not_be_in_the_list_becomes_a_case_of_the_evals_papers_lists(
    officer: Officer, editor: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    assert turn[1].why
    assert turn[1].why.form
    rule = turn[1].why.form.rules[0]
    judge(officer, turn, "partly", component=rule.component_code, should="not_needed")
    shown = words(officer.get(f"/judgements/{last(staff).number}"))
    assert f"{t('judgements.should_not_needed')} {rule.name}" in shown
    answer = editor.get("/judgements/export", kind="papers")
    assert 'filename="judged-papers.jsonl"' in answer.headers["Content-Disposition"]
    rows = [Case.model_validate(json.loads(line)) for line in answer.text.splitlines()]
    ours = next(row for row in rows if row.id == f"judged-papers-{last(staff).number}")
    assert (ours.procedure, ours.facts) == (BIRTH, turn[1].why.form.told)
    assert rule.id in ours.not_needed
    assert len(ours.papers) == len(turn[1].why.form.rules)
    judge(officer, turn, "right", component=rule.component_code, should="not_needed")
    assert last(staff).should == ""


def test_what_was_judged_stays_when_the_trial_is_forgotten(
    officer: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    judge(officer, turn)
    trial = staff.trials.get(turn[0])
    staff.services.conversations.erase(staff.services.conversations.key("trial", trial.conversation_id))
    shown = words(officer.get(f"/judgements/{last(staff).number}"))
    assert ASKED in shown
    assert t("judgements.trial_gone") in shown
    gone = officer.send("/judgements", at="/try", trial=str(turn[0]), turn=turn[1].turn_id, verdict="right")
    assert (gone.status_code, t("try.gone") in words(gone)) == (409, True)


def test_a_procedure_and_a_release_that_are_gone_meanwhile_are_said_to_be(officer: Officer, staff: Parts) -> None:
    of = judged(turn_id="long-ago", trial=999_999, procedures=("9.999998",), context="9.999997", release="gone")
    number = staff.judgements.give(judgement("wrong", of, expected="9.999999"))
    shown = words(officer.get(f"/judgements/{number}"))
    assert shown.count(t("judgements.gone")) == 3
    assert "gone" in shown


@pytest.mark.parametrize("changed", [{"turn": "made-up"}, {"trial": "999999"}])
def test_a_reply_that_was_never_given_cannot_be_judged(
    officer: Officer, turn: tuple[int, TriedTurn], changed: dict[str, str]
) -> None:
    typed = {"trial": str(turn[0]), "turn": turn[1].turn_id, "verdict": "right", **changed}
    assert officer.send("/judgements", at="/try", **typed).status_code == 409


@pytest.mark.parametrize("changed", [{"verdict": "great"}, {"trial": "one"}, {"note": "x" * 1001}])
def test_a_form_that_is_filled_in_wrongly_is_refused(
    officer: Officer, turn: tuple[int, TriedTurn], changed: dict[str, str]
) -> None:
    typed = {"trial": str(turn[0]), "turn": turn[1].turn_id, "verdict": "right", **changed}
    assert officer.send("/judgements", at="/try", **typed).status_code == 400


def test_the_list_is_filtered_by_verdict(officer: Officer, turn: tuple[int, TriedTurn]) -> None:
    judge(officer, turn, "decline")
    assert ASKED in words(officer.get("/judgements", verdict="decline"))
    for unknown in ("great", ""):
        assert officer.get("/judgements", verdict=unknown, page=99).status_code == 200
    assert officer.get("/judgements/999999").status_code == 404


def test_editors_download_judgements_as_questions_of_the_eval(
    officer: Officer, editor: Officer, staff: Parts, turn: tuple[int, TriedTurn]
) -> None:
    judge(officer, turn, "wrong", procedure=DEATH)
    answer = editor.get("/judgements/export")
    assert 'filename="judged-questions.jsonl"' in answer.headers["Content-Disposition"]
    rows = [json.loads(line) for line in answer.text.splitlines()]
    ours = next(row for row in rows if row["id"] == f"judged-{last(staff).number}")
    assert (ours["question"], ours["expect"], ours["behaviour"]) == (ASKED, [[DEATH]], "answer")
    assert [Question.model_validate(row).id for row in rows]
    assert "officer" not in answer.text
    assert editor.get("/judgements/export", kind="dialogues").status_code == 200
    assert editor.get("/judgements/export", kind="lists").status_code == 400
    assert officer.get("/judgements/export").status_code == 403
    assert "/judgements/export" not in officer.get("/judgements").text
