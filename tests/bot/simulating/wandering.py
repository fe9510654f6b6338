"""What a citizen does besides answering, while a question is open and when the list is there."""

from collections.abc import Callable
from typing import Any

from knowledge.guides.conditions import UNSURE
from knowledge.guides.models import Fact
from tests.bot.simulating.citizens import CONTINUE, STALE, Citizen, label, options, sentences
from tests.bot.talking import of_type

Deed = Callable[[Citizen], None]
CHANGED = "Đã đổi: "
MISSING, MISSING_ENDS, NOTHING_MISSING = "Còn thiếu: ", ". Có giấy nào rồi", "đủ giấy trong danh sách"
TICK, SWITCH, REVISE, CHECK = "Có rồi: ", "Lập danh sách: ", "Sửa câu trả lời", "Dò lại giấy tờ"
CHECKED = ("Đúng hết", "Có chỗ chưa đúng", "Chưa chắc")


def aside(deed: str) -> Deed:
    """Return the deed of saying something in between; the question comes again with the answer."""

    def do(citizen: Citizen) -> None:
        waiting = citizen.open
        citizen.say(deed, [waiting] if waiting else [])
        if waiting and not (citizen.on_screen or ways_on(citizen)):
            citizen.fault("place_lost", f"after {deed!r} the open question is not put again")

    return do


def ways_on(citizen: Citizen) -> list[dict[str, Any]]:
    """Return the choices that lead back to the open question."""
    return [choice for choice in options(citizen.last) if choice["label"].startswith(CONTINUE)]


def ask_of_another(citizen: Citizen) -> None:
    """Ask about another procedure; then either go on or change over."""
    others = [code for code in citizen.deck.guides if code != citizen.code]
    name = citizen.deck.guides[citizen.chance.choice(others)].plain_name.lower()
    waiting = citizen.open
    citizen.say("other_fee", [waiting] if waiting else [], name=name)
    others_on = [choice for choice in options(citizen.last) if choice["label"].startswith(SWITCH)]
    if waiting and not (citizen.on_screen or ways_on(citizen)):
        citizen.fault("place_lost", "a question about another procedure offers no way back")
    guided = [choice for choice in others_on if choice["procedure_code"] in citizen.deck.guides]
    if guided and citizen.chance.random() < 0.2:
        citizen.told[guided[0]["procedure_code"]] = {}
        citizen.tap("switch", guided[0], everything(citizen))


def leave_for_a_moment(deed: str) -> Deed:
    """Return the deed of wanting something else first: a person, one's data erased, a dossier."""

    def do(citizen: Citizen) -> None:
        citizen.say(deed, [citizen.open] if citizen.open else [])
        if citizen.open and not citizen.on_screen:
            come_back(citizen)

    return do


def come_back(citizen: Citizen) -> None:
    """Go on with the open question, by the choice where one is offered or by words."""
    waiting = citizen.open
    assert waiting
    ways = ways_on(citizen)
    if ways and citizen.chance.random() < 0.5:
        citizen.tap("continue", ways[0], [waiting])
    else:
        citizen.say("resume", [waiting])
    if citizen.open != waiting or not citizen.on_screen:
        citizen.fault("place_lost", f"going on did not bring {waiting[1]} back")
        citizen.ended = "lost"


def cancel(citizen: Citizen) -> None:
    """Stop; sometimes say thanks; then go on after all, or not."""
    waiting = citizen.open
    deeds = ["cancel", "thanks"] if citizen.chance.random() < 0.5 else ["cancel"]
    for deed in deeds:
        citizen.say(deed)
        if citizen.on_screen:
            citizen.fault("open_after_cancel", deed)
            return
    if citizen.chance.random() < 0.3:
        citizen.ended = "stopped"
        return
    citizen.open = waiting
    come_back(citizen)


def back(citizen: Citizen) -> None:
    """Take the last answer back."""
    before, told = citizen.open, len(citizen.answers)
    citizen.say("back", everything(citizen))
    if citizen.open and citizen.open[1] in citizen.answers:
        citizen.answers.pop(citizen.open[1])
    elif told:
        if citizen.open == before and not (citizen.trusted or citizen.counts["volunteered"] or citizen.played[1:]):
            citizen.fault("back_nowhere", f"{told} answers, and the same question again")
        citizen.answers.popitem()


def restart(citizen: Citizen) -> None:
    """Begin anew."""
    allowed = everything(citizen)
    citizen.told[citizen.code] = {}
    citizen.trusted.clear()
    citizen.say("restart", allowed)
    if not citizen.on_screen:
        citizen.fault("dead_end", "no question after beginning anew")


def everything(citizen: Citizen) -> list[tuple[str, str]]:
    """Every question of the present guide, and the one that is open."""
    return [*((citizen.code, fact.id) for fact in citizen.case.guide.facts), *([citizen.open] if citizen.open else [])]


def correct_in_words(citizen: Citizen) -> None:
    """Give another answer to an earlier question; it is said back, or the question is asked for."""
    if not (drawn := _another_answer(citizen)):
        return
    fact, choice_id = drawn
    choice = fact.choice(choice_id)
    assert choice
    case, answers = citizen.case, citizen.answers
    old, answers[fact.id] = answers[fact.id], choice.id
    ways = [text for text in (choice.label, *choice.words) if citizen.clear(fact, text)]
    said = citizen.typed(citizen.chance.choice(ways or [choice.label]))
    citizen.say("correct", [citizen.open] if citizen.open else [], answer=said)
    changed = " ".join(text for text in sentences(citizen.last) if text.startswith(CHANGED))
    if f"{fact.question} {choice.label}." in changed:
        case.answers[fact.id] = choice.id
        return
    answers[fact.id] = old
    if changed:
        citizen.fault("corrected_otherwise", f"{fact.id} should become {choice.id}: {changed}")
        citizen.ended = "misheard"
    elif not _revise(citizen, fact, choice.id):
        citizen.counts["correct_missed"] += 1


def correct_by_choice(citizen: Citizen) -> None:
    """Say that something was wrong, or tap the choice for it; then tap which answer, and the right one."""
    if not (drawn := _another_answer(citizen)):
        return
    ways = [choice for choice in options(citizen.last) if choice["label"].startswith(REVISE)]
    if ways:
        citizen.tap("revise", ways[0])
    else:
        citizen.say("wrong", [citizen.open] if citizen.open else [])
    if not _revise(citizen, *drawn):
        citizen.fault("no_revision", f"{drawn[0].id} cannot be chosen for revision")


def _revise(citizen: Citizen, fact: Fact, choice_id: str) -> bool:
    wanted = f"{fact.question} {label(fact, citizen.answers[fact.id])}"
    offered = [choice for choice in options(citizen.last) if choice["label"] == wanted]
    if not offered:
        return False
    question = (citizen.code, fact.id)
    citizen.tap("revise", offered[0], [question])
    if citizen.open != question:
        citizen.fault("no_revision", f"{fact.id} was tapped and is not asked")
        return True
    citizen.case.answers[fact.id] = citizen.answers[fact.id] = choice_id
    citizen.tap_value("revised", fact, choice_id)
    return True


def _another_answer(citizen: Citizen) -> tuple[Fact, str] | None:
    told = [fact for fact in citizen.case.guide.facts if fact.id in citizen.answers and citizen.case.is_asked(fact)]
    if not told:
        return None
    fact = citizen.chance.choice(told)
    others = [choice for choice in fact.choices if choice.id != citizen.answers[fact.id]]
    staying = [choice for choice in others if not (choice.go_to or choice.refusal)]
    return fact, citizen.chance.choice(staying or others).id


def tap_an_old_choice(citizen: Citizen) -> None:
    """Tap an answer of a question further up: it corrects that answer."""
    open_fact = citizen.open[1] if citizen.open else ""
    old = [item for item in citizen.seen if item[1] == citizen.code and item[2] != open_fact]
    if not old:
        return
    choice_id, _, fact_id, value = citizen.chance.choice(old)
    fact = citizen.case.guide.fact(fact_id)
    assert fact
    case, answers = citizen.case, citizen.answers
    before, answers[fact_id] = answers.get(fact_id), value
    allowed = [citizen.open] if citizen.open else []
    citizen.tap("old_choice", {"id": choice_id, "label": label(fact, value)}, allowed)
    if any(text.startswith(STALE) for text in sentences(citizen.last)):
        answers.pop(fact_id)
        answers.update({fact_id: before} if before else {})
    elif value != UNSURE:
        case.answers[fact_id] = value


def ask_what_is_missing(citizen: Citizen) -> None:
    """While a question is open, the list so far comes with the question."""
    citizen.say("missing", [citizen.open] if citizen.open else [])
    if citizen.open and not (citizen.on_screen and of_type(citizen.last, "checklist")):
        citizen.fault("place_lost", "what is missing was not told, or the question not put again")


OPEN: dict[str, tuple[int, Deed]] = {
    **{deed: (3, aside(deed)) for deed in ("fee", "time", "where", "ward", "thanks", "why", "repeat", "nonsense")},
    **{deed: (1, aside(deed)) for deed in ("greet", "who", "complain")},
    **{deed: (2, leave_for_a_moment(deed)) for deed in ("human", "erase", "look_up")},
    "other": (5, ask_of_another),
    "cancel": (4, cancel),
    "back": (5, back),
    "restart": (2, restart),
    "correct": (8, correct_in_words),
    "by_choice": (4, correct_by_choice),
    "old_choice": (4, tap_an_old_choice),
    "missing": (3, ask_what_is_missing),
}
"""Deviations while a question is open: how often each is drawn, and the deed."""
