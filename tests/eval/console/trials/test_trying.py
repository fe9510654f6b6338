"""Taking a turn of a trial through the real gateway."""

import asyncio
from dataclasses import replace

import pytest

from bot.conversations.errors import NotYoursError
from bot.conversations.masking import DOTS
from bot.conversations.store import TRIAL
from channels.errors import TooManyTurnsError
from channels.services import Services
from eval.console.parts import Parts
from eval.console.trials.trials import Trial, Trials
from eval.console.trials.trying import Message, take

BIRTH = "1.001193"
ASKED = Message("làm khai sinh cho con cần gì")


@pytest.fixture
def trials(staff: Parts) -> Trials:
    return staff.trials


def took(services: Services, trials: Trials, trial: Trial, *messages: Message) -> int:
    """Take turns one after the other; return the trial's number."""

    async def taking() -> int:
        number = 0
        for message in messages:
            number = await take(services.gateway, trials, trial, message, "127.0.0.1")
        return number

    return asyncio.run(taking())


def test_a_turn_is_kept_with_its_reasons_under_the_mark_of_trials(services: Services, trials: Trials) -> None:
    trial = trials.new("lan")
    number = took(services, trials, trial, ASKED)
    (turn,) = trials.turns(number)
    assert (turn.said, turn.reply.procedures[0]) == (ASKED.text, BIRTH)
    assert turn.why
    assert turn.why.speech_act == "ask"
    assert services.conversations.open(
        services.conversations.key(TRIAL, trial.conversation_id), trial.owner
    ).state.topics


def test_the_context_of_a_turn_is_what_was_talked_about_before_it(services: Services, trials: Trials) -> None:
    number = took(services, trials, trials.new("lan"), ASKED, Message("phí bao nhiêu"))
    first, second = trials.turns(number)
    assert first.why
    assert first.why.search
    assert first.why.search.context is None
    assert second.why
    assert second.why.search
    assert second.why.search.context
    assert second.why.search.context.code == BIRTH


def test_personal_numbers_are_looked_up_nowhere(services: Services, trials: Trials) -> None:
    number = took(services, trials, trials.new("lan"), Message("số tui 0912345678 nghen, khai sinh cần gì"))
    (turn,) = trials.turns(number)
    assert DOTS in turn.said
    assert turn.why
    assert turn.why.search
    assert "0912345678" not in turn.why.model_dump_json()


def test_nobody_else_can_go_on_with_a_trial(services: Services, trials: Trials) -> None:
    trial = trials.new("lan")
    took(services, trials, trial, ASKED)
    with pytest.raises(NotYoursError):
        took(services, trials, replace(trial, owner="guessed"), ASKED)


def test_the_gateways_limits_hold_for_staff_too(
    services: Services, trials: Trials, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = services.settings.model_copy(update={"turns_per_minute": 1})
    monkeypatch.setattr(services.gateway, "settings", hasty)
    with pytest.raises(TooManyTurnsError):
        took(services, trials, trials.new("lan"), *[ASKED] * 5)
