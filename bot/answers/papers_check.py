"""The check of papers in hand: one paper at a time, what the record says it must be like, and what is to be mended."""

from bot.answers.messages import Line, TextMessage
from bot.answers.plain_acts import resumes
from bot.answers.replies import Reply, person
from bot.answers.topics import Library, Topic
from bot.answers.understanding import Heard
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState, PapersCheck
from knowledge.guides.models import GuideComponent

FINE, WRONG, UNSURE = "fine", "wrong", "unsure"
_BY_ACT = {"affirm": FINE, "deny": WRONG, "unsure": UNSURE}


def has_points(library: Library, state: ConversationState) -> bool:
    """Whether the record says of any paper of the list what it must be like."""
    topic = library.topic(state.papers.procedure_code) if state.papers else None
    return topic is not None and any(_points(topic, paper) for paper in (state.papers.names if state.papers else ()))


def start(library: Library, state: ConversationState, reply: Reply) -> bool:
    """Open the check of the list handed over last; return whether there is such a list."""
    papers = state.papers
    if papers is None:
        return False
    topic = library.topic(papers.procedure_code)
    asked = [paper for paper in papers.names if _points(topic, paper)]
    if not asked:
        reply.text("check_nothing", topic.procedure_code)
        reply.offer(state, say("handoff"), [person()], topic.procedure_code)
        return True
    state.check = PapersCheck(procedure_code=topic.procedure_code, asked=asked[0], waiting=asked[1:])
    reply.text("check_start", topic.procedure_code, count=len(asked))
    ask(library, state, reply)
    return True


def go_on(library: Library, state: ConversationState, reply: Reply, heard: Heard) -> bool:
    """Take an answer about the paper in hand, or a wish to stop or go on; return whether the message was one.

    Anything else ends or interrupts the check.
    """
    if state.check is None:
        return False
    if listen(library, state, reply, heard.speech_act):
        return True
    if resumes(heard.text) or heard.speech_act in ("resume", "repeat"):
        ask(library, state, reply)
        return True
    if heard.speech_act in ("cancel", "go_back", "restart"):
        state.check = None
        reply.text("check_stopped")
        return True
    return False


def listen(library: Library, state: ConversationState, reply: Reply, speech_act: str) -> bool:
    """Take a yes, a no or "I do not know" for the paper asked about; return whether it was one."""
    if state.check is None or speech_act not in _BY_ACT:
        return False
    take(library, state, reply, state.check.asked, _BY_ACT[speech_act])
    return True


def take(library: Library, state: ConversationState, reply: Reply, paper: str, found: str) -> None:
    """Note what was found of one paper, then ask about the next, or say what is to be done."""
    check = state.check
    if check is None or state.papers is None or paper not in (check.asked, *check.found):
        reply.text("stale_choice")
        return
    check.found[paper] = found
    if paper != check.asked:
        ask(library, state, reply)
    elif check.waiting:
        check.asked, *check.waiting = check.waiting
        ask(library, state, reply)
    else:
        _end(state, reply, check, state.papers.names)


def ask(library: Library, state: ConversationState, reply: Reply) -> None:
    """Show what the paper asked about must be like, and ask whether it is."""
    check, papers = state.check, state.papers
    if check is None or papers is None:
        return
    topic = library.topic(check.procedure_code)
    code, name = check.procedure_code, papers.names.get(check.asked, "")
    reply.add(TextMessage(text=say("check_paper", name=name), procedure_code=code, lines=_points(topic, check.asked)))
    choices = [
        Choice(do="checked", procedure_code=code, fact=check.asked, value=found, label=say(f"check_{found}"))
        for found in (FINE, WRONG, UNSURE)
    ]
    reply.offer(state, say("check_question"), choices, code)


def _end(state: ConversationState, reply: Reply, check: PapersCheck, names: dict[str, str]) -> None:
    state.check = None
    for found in (FINE, WRONG, UNSURE):
        told = [names[paper] for paper, one in check.found.items() if one == found and paper in names]
        if told:
            reply.text(f"check_end_{found}", check.procedure_code, papers=listed(told))
    if set(check.found.values()) != {FINE}:
        reply.offer(state, say("check_end_next"), [person()], check.procedure_code)


def _points(topic: Topic, paper: str) -> list[Line]:
    """Return what the record says one paper must be like: its form, then the guide's points."""
    component = _component(topic, paper)
    if component is None:
        return []
    form = [(say("check_form", form=component.form.name), component.seen_in)] if component.form else []
    told = [*form, *((statement.text, statement.seen_in) for statement in component.check)]
    return [Line(text=text, source=topic.source(seen_in), as_of=topic.as_of) for text, seen_in in told]


def _component(topic: Topic, paper: str) -> GuideComponent | None:
    components = topic.guide.components if topic.guide else ()
    return next((component for component in components if component.id == paper), None)
