"""What a message is beside its speech act: a request within noise, a look-up, a correction; words in `hearing.yml`."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from bot.answers import feelings, noise, plain_acts
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.sayings import Sayings
from bot.answers.understanding import Heard
from bot.conversations.state import ConversationState
from knowledge.vietnamese.aspects import asked
from retriever.decision import Decision
from retriever.engine import Found
from retriever.two_at_once import partings

_NUMBER_ALONE = 2
"""A sealed number with no more content syllables than this, its own token included, is a proof and no question."""
_ASKS_BACK = 0.6
"""Belief in asking back from which what stands beside an insult is asked back on."""
_NO_PROOF = ("ask", "affirm", "unsure", "repeat", "why")
"""Speech acts of a short message that gives no proof where one is awaited; it is asked for again."""
_LEAVING = ("thank", "goodbye")
POLITE = (*_LEAVING, "greet", "praise")
"""Speech acts that ask nothing of what is talked about, unless their words do."""
_SURELY_MEANT = 0.9
_LIKELY = 0.6
_FEW = 2
_FEW_WORDS = 3
_MAY_ASK = frozenset({"khong", "chua", "ha", "sao", "gi", "dau", "nao"})
"""Syllables, folded and in standard spelling, with which a message may ask whatever else it says."""


def request_in(questions: Questions, state: ConversationState, reply: Reply, heard: Heard) -> Heard:
    """Return the honest request beside an insult, markup, code or emoji, else the message as it is.

    Beside an insult one calm sentence is said first. What stays unclear without its noise is left whole.
    """
    if asks_of_dossier(heard.text):
        return replace(heard, speech_act="look_up_dossier")
    rude = noise.insults(heard.text)
    left = noise.without(heard)
    if rude and asks_for_person(heard.text):
        left = replace(left, speech_act="ask_human")
    elif left is heard or not _is_asked(questions, state, heard, left, rude):
        return heard
    if rude:
        reply.text("calm")
    return left


def asks_for_person(text: str) -> bool:
    """Whether `text` asks for a person, in words that mean nothing else."""
    return _sayings("person").stand_in(text)


def asks_of_dossier(text: str) -> bool:
    """Whether `text` asks how a submitted dossier stands or whose it is, in words that mean nothing else."""
    return _sayings("dossier").stand_in(text)


def means_dossier(state: ConversationState, heard: Heard) -> bool:
    """Whether what sounds like a look-up is one: in the middle of a talk a weak guess is none ("nhà của ba má")."""
    talking = bool(state.topics or state.offered) and not (state.look_up or heard.sealed)
    return not talking or heard.confidence >= _LIKELY or asks_of_dossier(heard.text)


def corrects(heard: Heard) -> bool:
    """Whether the message takes back what was said before."""
    return heard.speech_act == "correct" or plain_acts.corrects(heard.text)


def takes_leave(heard: Heard, found: Found) -> bool:
    """Whether the message thanks, says goodbye or that all is settled, for all its words, and asks nothing.

    "Chụp hình lại rồi, cám ơn", or beside what is talked about "dạ hiểu rồi, để con về hỏi lại má". `found`: what the
    message would be answered with.
    """
    if "?" in heard.text or asked(heard.text).aspects:
        return False
    if found.decision is Decision.DECLINE and heard.speech_act in _LEAVING:
        return True
    leads_on = not found.kept_context and found.decision is Decision.ANSWER and found.confidence >= _SURELY_MEANT
    may_ask = not _MAY_ASK.isdisjoint(plain_acts.key(heard.text))
    surely = heard.speech_act in _LEAVING and heard.confidence >= _SURELY_MEANT
    return not (leads_on or may_ask) and (surely or _sayings("settled").stand_in(heard.text))


def is_of_papers(heard: Heard) -> bool:
    """Whether what sounds like distress tells in a few words what came to a paper: "bị mất", "mất rồi", "bị ướt"."""
    few = len(plain_acts.key(heard.text)) <= _FEW_WORDS and heard.confidence < _SURELY_MEANT
    return heard.speech_act == "distress" and few and feelings.sentences(heard.text) == [feelings.OF_ANY_KIND]


def is_of_a_desk(heard: Heard, found: Found) -> bool:
    """Whether a message that surely looks for a desk means the desk itself, and not where to go with what is in hand.

    "Xã tui giờ nhập lại tên khác rồi, trụ sở nằm chỗ nào", unlike "nộp chỗ nào". `found`: what it would be answered with.
    """
    surely = heard.speech_act == "find_office" and heard.confidence >= _SURELY_MEANT
    of_another = found.decision is Decision.ANSWER and not found.kept_context
    return surely and not of_another and len(asked(heard.text).rest) > _FEW


def two_others(questions: Questions, state: ConversationState, heard: Heard) -> Found | None:
    """Return what answers a message that wishes two other things than the open list: no answer to its question.

    "Đăng ký kết hôn với làm lại căn cước", asked whether the parents are married. What was talked about has no say.
    """
    if not partings(heard.open_text):
        return None
    found = questions.library.retriever.search(heard.open_text)
    open_code = state.checklist.procedure_code if state.checklist else ""
    others = found.decision is Decision.ANSWER and len(found.about) > 1 and open_code not in found.about
    return found if others else None


def is_look_up(state: ConversationState, heard: Heard) -> bool:
    """Whether the turn belongs to a dossier look-up: by a code, or by a proof that was asked for or comes alone."""
    if heard.token("code") or heard.code_hint:
        return True
    said = asked(heard.text)
    if state.look_up and state.open_checklist:
        return bool(heard.sealed) or heard.speech_act in ("give_proof", "look_up_dossier")
    if state.look_up:
        vague = len(said.rest) <= 1 and not said.aspects and heard.speech_act in _NO_PROOF
        return vague or bool(heard.sealed) or heard.speech_act in ("give_proof", "look_up_dossier")
    return bool(heard.sealed) and len(said.rest) <= _NUMBER_ALONE


def _is_asked(questions: Questions, state: ConversationState, heard: Heard, left: Heard, rude: bool) -> bool:
    """Whether what is left asks for something, and the whole message would not be answered as it is."""
    found = questions.find(state, left)
    if rude:
        return found.decision is Decision.ANSWER or found.asks_back >= _ASKS_BACK
    return found.decision is Decision.ANSWER and questions.find(state, heard).decision is not Decision.ANSWER


@cache
def _sayings(kind: str) -> Sayings:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("hearing.yml").read_text(encoding="utf-8"))
    return Sayings(told[kind], but=told.get(f"{kind}_not", ()))
