"""Rasa's actions and the domain that names them."""

import yaml

from bot.actions.actions import FORM, SLOT, SPEECH_ACTS
from bot.answers.plain_acts import speech_act
from knowledge.settings import ROOT

DOMAIN = yaml.safe_load((ROOT / "bot/domain/domain.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((ROOT / "bot/data/rules/rules.yml").read_text(encoding="utf-8"))["rules"]


def test_every_action_of_the_domain_is_there_and_no_other() -> None:
    assert set(DOMAIN["actions"]) == {f"action_{act}" for act in SPEECH_ACTS} | {f"validate_{FORM}"}


def test_every_speech_act_has_one_rule_that_leads_to_its_action() -> None:
    told = {steps[0]["intent"]: steps[1]["action"] for rule in RULES if "intent" in (steps := rule["steps"])[0]}
    assert told.pop("nlu_fallback") == "action_ask"
    assert told == {act: f"action_{act}" for act in SPEECH_ACTS}


def test_every_intent_is_a_speech_act() -> None:
    intents = {name for intent in DOMAIN["intents"] for name in intent}
    assert intents == {*SPEECH_ACTS, "nlu_fallback"}


def test_every_intent_but_the_gateways_own_has_examples() -> None:
    files = (ROOT / "bot/data/nlu").glob("*.yml")
    taught = {item["intent"] for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]}
    assert taught == set(SPEECH_ACTS) - {"choose"}


def test_the_form_has_one_slot_only() -> None:
    assert DOMAIN["forms"] == {FORM: {"required_slots": [SLOT]}}


def test_no_procedure_is_named_in_what_rasa_learns() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "bot/data").rglob("*.yml")]
    assert not [text for text in texts if "1.001193" in text]
    assert speech_act("1.001193") == "ask"
