"""Try: the citizens' way, shown as any channel shows it, with the reasons; it counts nowhere."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.answers.wording import say
from bot.conversations.masking import DOTS
from bot.conversations.receipts import ReceiptNotFoundError, read
from bot.conversations.store import TRIAL
from bot.conversations.tables import ConversationRow
from bot.conversations.usage import asked_about, usage
from channels.switches import EVERYTHING, Switch
from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.pages.trying import MOST_LETTERS, MOST_LINES
from eval.console.parts import Parts
from eval.console.texts import t
from eval.console.trials.tables import TrialTurnRow
from knowledge.database import writing
from tests.eval.console.staff import Officer, words

ASKED = "lam giay khai sinh cho con can gi"
BIRTH = "1.001193"
AT_THE_DESK = "Đến quầy một cửa"
"""How the guide of `BIRTH` labels a choice of its first question."""


def tried(who: Officer, *lines: str) -> str:
    """Try a conversation; return the path of its page."""
    answer = who.send("/try", at="/try", say="\n".join(lines))
    assert answer.status_code == 303, words(answer)
    return answer.headers["location"].removeprefix(PREFIX).partition("?")[0]


def number(path: str) -> int:
    return int(path.rpartition("/")[2])


def test_a_question_is_answered_as_a_citizens_and_says_why(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED)
    shown = words(officer.get(path))
    (turn,) = staff.trials.turns(number(path))
    assert turn.reply.procedures[0] == BIRTH
    for seen in (ASKED, BIRTH, t("try.candidates"), t("try.sources"), t("try.step_compose"), t("speech_acts.ask")):
        assert seen in shown
    assert turn.why
    assert turn.why.search
    assert turn.why.search.candidates[0].code == BIRTH
    assert turn.reply.release in shown
    assert staff.audit.read(Filter(deed="try.take"), 0, 1)[0].subject == str(number(path))


def test_a_whole_conversation_is_tried_at_once_line_by_line(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED, "", AT_THE_DESK, "phí bao nhiêu")
    turns = staff.trials.turns(number(path))
    assert [turn.said for turn in turns] == [ASKED, AT_THE_DESK, "phí bao nhiêu"]
    assert all(turn.why for turn in turns)
    assert turns[1].why
    assert turns[1].why.form
    assert [fact.answer for fact in turns[1].why.form.facts] == [AT_THE_DESK]
    assert turns[2].why
    assert turns[2].why.aspects == ["fee"]
    assert t("try.rules", name=turns[1].why.form.name) in words(officer.get(path))


def test_rules_say_what_became_of_each_paper(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED, AT_THE_DESK)
    why = staff.trials.turns(number(path))[1].why
    assert why
    assert why.form
    assert {rule.verdict for rule in why.form.rules} == {"needed", "undecided", "not_needed"}
    shown = words(officer.get(path))
    for rule in why.form.rules:
        assert " ".join(rule.condition.split()) in shown


def test_more_is_said_and_choices_are_tapped_in_ones_own_trial(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED)
    page = officer.get(path).text
    choice = re.search(r'name="choice" value="([^"]+)"', page)
    assert choice
    assert officer.send(path, at=path, choice=choice[1]).status_code == 303
    officer.send(path, at=path, say="sanh ở nhà")
    turns = staff.trials.turns(number(path))
    assert len(turns) == 3
    assert turns[1].why
    assert (turns[1].why.search, turns[1].why.speech_act) == (None, "choose")


@pytest.mark.parametrize("face", ["web", "kiosk", "telegram", "zalo", "fax"])
def test_a_trial_is_shown_as_each_channel_shows_it(officer: Officer, face: str) -> None:
    path = tried(officer, ASKED)
    answer = officer.get(path, **{"as": face})
    assert answer.status_code == 200
    shown = "web" if face == "fax" else face
    assert f'class="face face--{shown}"' in answer.text
    assert (answer.text.count("bubble-box__text") > 0) == (shown in ("telegram", "zalo"))


def test_a_colleague_reads_a_trial_and_tries_it_anew_but_says_nothing_in_it(
    officer: Officer, editor: Officer, staff: Parts
) -> None:
    path = tried(officer, ASKED, "sanh ở nhà")
    shown = editor.get(path)
    assert t("try.not_yours") in words(shown)
    assert "Chị Officer" in words(shown)
    assert editor.send(path, at="/try", say="phí bao nhiêu").status_code == 409
    assert len(staff.trials.turns(number(path))) == 2
    again = re.search(r'href="/staff(/try\?say=[^"]+)"', shown.text)
    assert again
    assert f"{ASKED}\nsanh ở nhà" in editor.http.get(f"{PREFIX}{again[1]}").text


def test_a_link_fills_the_form_and_sends_nothing(officer: Officer, staff: Parts) -> None:
    before = len(staff.trials.of("officer"))
    assert ">sanh ở nhà &lt;b&gt;</textarea>" in officer.get("/try", say="sanh ở nhà <b>").text
    assert len(staff.trials.of("officer")) == before


def test_markup_is_shown_as_text_by_every_channel(officer: Officer) -> None:
    path = tried(officer, "<script>alert(1)</script> khai sinh")
    for face in ("web", "telegram", "zalo"):
        page = officer.get(path, **{"as": face}).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_personal_numbers_become_dots(officer: Officer) -> None:
    path = tried(officer, "số tui 0912345678 nghen, khai sinh cần gì")
    page = officer.get(path).text
    assert "0912345678" not in page
    assert DOTS in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", t("try.no_words")),
        (" \n \r\n", t("try.no_words")),
        ("a\n" * (MOST_LINES + 1), t("try.too_many", lines=MOST_LINES, letters=MOST_LETTERS)),
        ("ă" * (MOST_LETTERS + 1), t("try.too_many", lines=MOST_LINES, letters=MOST_LETTERS)),
    ],
    ids=["nothing", "blank lines", "too many lines", "huge"],
)
def test_what_cannot_be_tried_is_said_and_kept_in_the_box(officer: Officer, typed: str, told: str) -> None:
    answer = officer.send("/try", at="/try", say=typed)
    assert answer.status_code == 409
    assert told in words(answer)
    assert typed.strip()[:50] in answer.text


def test_a_body_larger_than_any_message_is_refused(officer: Officer) -> None:
    assert officer.send("/try", at="/try", say="ă" * 300_000).status_code == 413


def test_a_stale_choice_and_an_unreadable_line_are_answered_like_a_citizens(officer: Officer, staff: Parts) -> None:
    path = tried(officer, "?!")
    officer.send(path, at=path, choice="made-up")
    turns = staff.trials.turns(number(path))
    assert [turn.reply.messages[0].text for turn in turns] == [say("unreadable"), say("stale_choice")]  # type: ignore[union-attr]
    assert t("speech_acts.none") in words(officer.get(path))


def test_trials_count_nowhere_and_wait_in_no_queue(officer: Officer, staff: Parts) -> None:
    sessions, today = staff.services.sessions, date.today()
    days = (today - timedelta(days=1), today + timedelta(days=1))
    before = (usage(sessions, *days), asked_about(sessions, *days), len(staff.hand_overs.queue()))
    path = tried(officer, ASKED, "gặp cán bộ")
    page = officer.get(path).text
    consent = re.search(rf'value="([^"]+)">{re.escape(say("handoff_agree"))}', page)
    assert consent
    officer.send(path, at=path, choice=consent[1])
    assert staff.trials.turns(number(path))[-1].reply.handed_over == "waiting"
    assert (usage(sessions, *days), asked_about(sessions, *days), len(staff.hand_overs.queue())) == before


def test_a_list_that_was_tried_leaves_no_receipt(officer: Officer, staff: Parts) -> None:
    path = tried(
        officer, "đăng ký khai tử cần gì", "không biết", "không biết", "không biết", "không biết", "không biết"
    )
    told = [message for turn in staff.trials.turns(number(path)) for message in turn.reply.messages]
    receipts = [message.receipt for message in told if message.type == "checklist" and message.receipt]
    assert receipts
    for receipt in receipts:
        with pytest.raises(ReceiptNotFoundError):
            read(staff.services.sessions, receipt)


def test_staff_may_try_while_citizens_are_told_that_all_is_off(officer: Officer, staff: Parts) -> None:
    staff.switches.switch_off(Switch(EVERYTHING, "Nghỉ", "thử", None, "administrator", datetime.now(UTC)))
    try:
        path = tried(officer, ASKED)
        assert staff.trials.turns(number(path))[0].reply.procedures[0] == BIRTH
    finally:
        staff.switches.switch_on(EVERYTHING)


def test_a_trial_is_forgotten_after_a_day_and_said_to_be_gone(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED)
    with writing(staff.services.sessions) as session:
        for row in session.query(ConversationRow).where(ConversationRow.channel == TRIAL):
            row.updated_at = datetime.now(UTC) - timedelta(hours=25)
    assert staff.services.conversations.forget_idle(30) >= 1
    answer = officer.get(path)
    assert answer.status_code == 404
    assert t("try.gone") in words(answer)
    assert officer.send(path, at="/try", say="phí bao nhiêu").status_code == 409
    assert officer.get("/try/999999").status_code == 404


def test_trying_the_erasure_erases_the_trial_and_says_so(officer: Officer, staff: Parts) -> None:
    path = tried(officer, "xóa dữ liệu của tôi")
    page = officer.get(path).text
    erase = re.search(rf'value="([^"]+)">{re.escape(say("erase_now"))}', page)
    assert erase
    answer = officer.send(path, at=path, choice=erase[1])
    assert t("try.erased") in words(answer)
    assert officer.get(path).status_code == 404


def test_asking_too_fast_is_said_and_what_was_answered_stays(
    officer: Officer, staff: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tried(officer, ASKED)
    hasty = staff.services.settings.model_copy(update={"turns_per_minute": 1})
    monkeypatch.setattr(staff.services.gateway, "settings", hasty)
    answer = officer.send(path, at=path, say="phí bao nhiêu\n" * MOST_LINES)
    assert (answer.status_code, t("try.busy") in words(answer)) == (409, True)
    assert 1 <= len(staff.trials.turns(number(path))) <= MOST_LINES


def test_without_rasa_the_page_says_so(officer: Officer) -> None:
    assert t("try.limited") in words(officer.get(tried(officer, ASKED)))


def test_reasons_of_another_version_are_left_out(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED)
    (turn,) = staff.trials.turns(number(path))
    with writing(staff.services.sessions) as session:
        row = session.get(TrialTurnRow, turn.turn_id)
        assert row
        row.why = '{"of": "another version"}'
    shown = words(officer.get(path))
    assert t("try.why_none") in shown
    assert t("try.sources") in shown


def test_the_public_api_takes_no_trials(stranger: Officer) -> None:
    body = {"conversation_id": "trial-made-up-id", "channel": "trial", "text": "xin chào"}
    assert stranger.http.post("/api/v1/chat", json=body).status_code == 422


def test_while_the_database_cannot_be_used_the_page_says_so(officer: Officer, staff: Parts) -> None:
    path = tried(officer, ASKED)
    token = officer.token("/try")
    with writing(staff.services.sessions) as session:
        session.execute(text("ALTER TABLE trial_turns RENAME TO trial_turns_away"))
    try:
        for answer in (officer.get(path), officer.http.post(f"{PREFIX}/try", data={"form_token": token, "say": ASKED})):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert t("errors.not_now") in words(answer)
    finally:
        with writing(staff.services.sessions) as session:
            session.execute(text("ALTER TABLE trial_turns_away RENAME TO trial_turns"))
    assert officer.get(path).status_code == 200
