"""A conversation that goes on with another release than the one before: what no longer holds is mended, and told.

Facts that the new guide still asks stay; a list that was handed over is decided anew, and what changes in it is said.
A procedure that is gone takes its list and its choices with it. Nothing is said where nothing changed.
"""

import hashlib

from bot.answers import checklists, papers_in_hand
from bot.answers.assistant import Assistant
from bot.answers.facts_form import stands
from bot.answers.messages import ChecklistMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library, Topic
from bot.answers.understanding import Heard
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState
from knowledge.dossiers.look_up import Caller
from knowledge.guides.checklist import decide
from knowledge.guides.models import Guide
from knowledge.procedures.errors import ProcedureNotFoundError


def respond(assistant: Assistant, state: ConversationState, heard: Heard, caller: Caller) -> Reply:
    """Do as `Assistant.respond`, for a conversation that an assistant of another release may have had before."""
    library = assistant.library
    told = renew(library, state)
    if heard.choice and not _leads_on(library, heard.choice):
        reply = Reply().text("stale_choice")
        if state.open_checklist:
            assistant.form.ask_again(state, reply)
    else:
        reply = assistant.respond(state, heard, caller)
    reply.messages[:0] = told.messages
    _remember(library, state)
    return reply


def renew(library: Library, state: ConversationState) -> Reply:
    """Bring `state` to the release of `library`; return what is to be said of it."""
    said = Reply()
    if state.release == library.release:
        return said
    state.topics = [code for code in state.topics if _topic(library, code)]
    state.offered = [code for code in state.offered if _topic(library, code)]
    for code, before in state.versions.items():
        topic = _topic(library, code)
        if _version(topic) != before:
            _renew_one(library, state, said, code, topic)
    return said


def _renew_one(library: Library, state: ConversationState, said: Reply, code: str, topic: Topic | None) -> None:
    form, papers = state.checklist, state.papers
    if topic is None or (form and form.procedure_code == code and topic.guide is None):
        _drop(state, code)
        said.text("renewed_gone") if topic is None else _again(state, said, topic, open_form=False)
    elif form and form.procedure_code == code and topic.guide and not _kept(state, topic.guide):
        _again(state, said, topic, open_form=state.open_checklist is not None)
    elif papers and papers.procedure_code == code:
        _tell_changes(library, state, said, topic)


def _kept(state: ConversationState, guide: Guide) -> bool:
    """Leave in the form only what the guide still asks; return whether all was kept and still leads to a list."""
    form = state.checklist
    if form is None:
        return True
    before = len(form.facts)
    form.facts = {fact: choice for fact, choice in form.facts.items() if stands(guide, fact, choice)}
    form.order = [fact for fact in form.order if fact in form.facts]
    decided = decide(guide, form.facts)
    if form.asked and guide.fact(form.asked) is None:
        form.asked = decided.next_fact.id if decided.next_fact else None
    done = decided.complete or state.open_checklist is not None
    return len(form.facts) == before and not decided.go_to and not decided.refusal and done


def _again(state: ConversationState, said: Reply, topic: Topic, *, open_form: bool) -> None:
    """Say that the list must be made anew: an open form just goes on, without one it is offered."""
    _drop(state, topic.procedure_code, form_too=not open_form)
    if open_form:
        said.text("renewed_asks_again", topic.procedure_code, name=topic.name)
        return
    choice = Choice(do="checklist", procedure_code=topic.procedure_code, label=say("switch_to", name=topic.name))
    said.offer(state, say("renewed_again", name=topic.name), [choice], topic.procedure_code)


def _tell_changes(library: Library, state: ConversationState, said: Reply, topic: Topic) -> None:
    """Decide the list that was handed over anew, and say what is on it now that was not, and the other way round."""
    shown = _list_now(library, state, topic)
    if shown is None or state.papers is None:
        return
    before = state.papers.names
    papers_in_hand.note(state, shown)
    now = state.papers.names
    added = [name for paper, name in now.items() if paper not in before]
    removed = [name for paper, name in before.items() if paper not in now]
    said.text("renewed_list", topic.procedure_code, name=topic.name)
    if added:
        said.text("corrected_added", topic.procedure_code, papers=listed(added))
    if removed:
        said.text("corrected_removed", topic.procedure_code, papers=listed(removed))
    if not (added or removed):
        said.text("corrected_same", topic.procedure_code)
    if state.check and state.check.asked not in now:
        state.check = None
        said.text("check_stopped")


def _list_now(library: Library, state: ConversationState, topic: Topic) -> ChecklistMessage | None:
    form = state.checklist
    if topic.guide:
        facts = form.facts if form and form.procedure_code == topic.procedure_code else {}
        return checklists.decided(topic, decide(topic.guide, facts), library.release)
    return checklists.official(topic) if topic.record else None


def _drop(state: ConversationState, code: str, *, form_too: bool = True) -> None:
    if form_too and state.checklist and state.checklist.procedure_code == code:
        state.checklist = None
    if state.papers and state.papers.procedure_code == code:
        state.papers = None
    if state.check and state.check.procedure_code == code:
        state.check = None


def _leads_on(library: Library, choice: Choice) -> bool:
    """Whether the procedure, and the answer, of a choice are still there."""
    if not choice.procedure_code:
        return True
    topic = _topic(library, choice.procedure_code)
    if topic is None or choice.do != "fact":
        return topic is not None
    return topic.guide is not None and stands(topic.guide, choice.fact, choice.value)


def _remember(library: Library, state: ConversationState) -> None:
    """Note the release, and of what kind the guides were that the form and the list rest on."""
    known = state.versions if state.release == library.release else {}
    used = [form.procedure_code for form in (state.checklist, state.papers) if form]
    state.versions = {code: known.get(code) or _version(_topic(library, code)) for code in used}
    state.release = library.release


def _topic(library: Library, code: str) -> Topic | None:
    try:
        return library.topic(code)
    except ProcedureNotFoundError:
        return None


def _version(topic: Topic | None) -> str:
    """Return a hash of the guide, or of the record where none may be used; "" where there is neither."""
    content = (topic.guide or topic.record) if topic else None
    return hashlib.sha256(content.model_dump_json().encode()).hexdigest()[:16] if content else ""
