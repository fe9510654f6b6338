"""The store of trials, on both stores: what goes with the conversation, and what stays apart."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.conversations.store import TRIAL, Conversations, Pending, Taken
from bot.conversations.tables import ConversationRow
from eval.console.trials.tables import TrialRow, TrialTurnRow
from eval.console.trials.trials import Trial, TrialGoneError, Trials
from eval.console.trials.why import Step, Why
from knowledge.database import Sessions, reading, writing
from tests.bot.conversations.samples import reply

WHY = Why(speech_act="ask", confidence=0.9, aspects=["fee"], joined=False, search=None, form=None, steps=[])


@pytest.fixture
def trials(database: Sessions) -> Trials:
    return Trials(Conversations(database, b"a secret of the tests, 32 bytes!"))


def turned(trials: Trials, trial: Trial, said: str = "phí bao nhiêu", **composed: object) -> int:
    """Take a turn of a trial as the gateway does; return the trial's number."""
    conversations, given = trials.conversations, reply("Dạ")
    key = conversations.key(TRIAL, trial.conversation_id)
    opened, pending = conversations.open(key, trial.owner), Pending(turn_id=given.turn_id, channel=TRIAL)
    conversations.begin(opened, TRIAL, trial.owner, pending)
    conversations.composed(key, opened.state, pending.model_copy(update=composed))
    closed = pending.model_copy(update={"reply": given.model_dump_json()})
    conversations.finish(key, closed, None, Taken(said))
    return trials.keep(trial, given.turn_id, WHY)


def test_a_trial_is_stored_with_its_first_turn(trials: Trials) -> None:
    trial = trials.new("lan")
    assert trials.of("lan") == []
    number = turned(trials, trial)
    kept = trials.get(number)
    assert (kept.conversation_id, kept.owner, kept.made_by) == (trial.conversation_id, trial.owner, "lan")
    assert [(one.number, said) for one, said in trials.of("lan")] == [(number, "phí bao nhiêu")]
    assert trials.of("minh") == []


def test_turns_come_in_order_each_with_its_reason(trials: Trials) -> None:
    trial = trials.new("lan")
    number = turned(trials, trial)
    assert turned(trials, trials.get(number), "mấy ngày") == number
    turns = trials.turns(number)
    assert [(turn.place, turn.said, turn.why) for turn in turns] == [(0, "phí bao nhiêu", WHY), (1, "mấy ngày", WHY)]


def test_as_what_a_turn_was_understood_is_stored_with_it(trials: Trials) -> None:
    number = turned(trials, trials.new("lan"), speech_act="ask", confidence=0.75, composed_ms=12)
    (turn,) = trials.turns(number)
    measured = trials.measured(turn.turn_id)
    assert (measured.said, measured.speech_act, measured.confidence, measured.composed_ms) == (
        "phí bao nhiêu",
        "ask",
        0.75,
        12,
    )
    with pytest.raises(TrialGoneError):
        trials.measured("made-up")


def test_all_of_a_trial_goes_with_its_conversation(trials: Trials) -> None:
    trial = trials.new("lan")
    number = turned(trials, trial)
    trials.conversations.erase(trials.conversations.key(TRIAL, trial.conversation_id))
    for looked in (trials.get, trials.turns):
        with pytest.raises(TrialGoneError):
            looked(number)
    with reading(trials.sessions) as session:
        assert session.scalars(select(TrialRow)).all() == []
        assert session.scalars(select(TrialTurnRow)).all() == []


def test_a_number_is_never_given_to_another_trial(trials: Trials) -> None:
    first = trials.new("lan")
    number = turned(trials, first)
    trials.conversations.erase(trials.conversations.key(TRIAL, first.conversation_id))
    assert turned(trials, trials.new("lan")) > number


def test_trials_are_forgotten_after_a_day_and_citizens_conversations_are_not(trials: Trials) -> None:
    number = turned(trials, trials.new("lan"))
    fresh = turned(trials, trials.new("lan"))
    conversations = trials.conversations
    web = conversations.key("web", "12345678")
    conversations.begin(conversations.open(web, "o"), "web", "o", Pending(turn_id="t"))
    with writing(trials.sessions) as session:
        old = select(TrialRow.conversation_key).where(TrialRow.number == number).scalar_subquery()
        for row in session.scalars(select(ConversationRow).where(ConversationRow.key.in_([web, old]))):
            row.updated_at = datetime.now(UTC) - timedelta(hours=25)
    assert conversations.forget_idle(30) == 1
    assert trials.get(fresh).number == fresh
    with pytest.raises(TrialGoneError):
        trials.get(number)


def test_reasons_come_back_as_they_were_kept() -> None:
    why = WHY.model_copy(update={"steps": [Step(name="total", milliseconds=3)]})
    assert Why.model_validate_json(why.model_dump_json()) == why
