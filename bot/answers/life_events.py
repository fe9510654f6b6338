"""A life event told: its procedures in order, and one merged list of papers for all of them."""

from bot.answers.messages import ChecklistItem, ChecklistMessage, LegalReference, Line, TextMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library, Topic
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState
from knowledge.guides.models import Statement
from knowledge.life_events.merging import MergedPaper, Need, merge
from knowledge.life_events.models import LifeEvent, Step


def steps(library: Library, event: LifeEvent) -> list[Step]:
    """Return the steps whose procedures this release can answer."""
    return [step for step in event.steps if step.procedure_code in library.retriever.names]


def tell(library: Library, state: ConversationState, reply: Reply, event: LifeEvent) -> None:
    """Tell what is to be done, in order; offer each procedure, and the papers of all."""
    told = steps(library, event)
    lines = [_line(library.topic(step.procedure_code), place, step) for place, step in enumerate(told, 1)]
    reply.add(TextMessage(text=say("life_event", name=event.name, intro=event.intro), lines=lines))
    choices = [Choice(do="life_papers", value=event.id, label=say("life_papers"))] if told else []
    choices += [Choice(do="procedure", procedure_code=step.procedure_code, label=step.name) for step in told]
    reply.offer(state, say("life_event_next"), choices)


def choice(event: LifeEvent) -> Choice:
    """Return the choice that tells `event`."""
    return Choice(do="life_event", value=event.id, label=say("life_event_choice", name=event.name))


def papers(library: Library, reply: Reply, event: LifeEvent) -> None:
    """Hand over one list for all procedures of the event: each paper once, with every procedure that wants it."""
    topics = [library.topic(step.procedure_code) for step in steps(library, event)]
    if not topics:
        reply.text("stale_choice")
        return
    first, names = topics[0], [topic.name for topic in topics]
    merged = merge(event, {topic.procedure_code: topic.guide for topic in topics if topic.guide})
    without = [library.topic(code).name for code in merged.without_guide if code in library.retriever.names]
    notes = [_plain(first, say("life_papers_note", procedures=listed(names)))]
    notes += [_plain(first, say("life_papers_without", procedures=listed(without)))] if without else []
    reply.add(
        ChecklistMessage(
            procedure_code=first.procedure_code,
            name=event.name,
            title=say("life_papers_title", name=event.name),
            complete=False,
            needed=[_item(library, paper) for paper in merged.papers if paper.sure],
            undecided=[_item(library, paper) for paper in merged.papers if not paper.sure],
            notes=notes,
            source=first.source(),
            as_of=first.as_of,
        )
    )


def _line(topic: Topic, place: int, step: Step) -> Line:
    def words(key: str, statement: Statement | None) -> str:
        return say(key, text=statement.text) if statement else ""

    head = say("life_step_optional" if step.optional else "life_step", place=place, name=step.name)
    more = [step.for_whom, words("life_when", step.when), words("life_together", step.together)]
    text = " ".join(part for part in (head, *more) if part)
    return Line(text=text, source=topic.source(step.seen_in), as_of=topic.as_of)


def _item(library: Library, paper: MergedPaper) -> ChecklistItem:
    first = next((need for need in paper.needs if need.sure), paper.needs[0])
    topic = library.topic(first.procedure_code)
    component = first.component
    wanted = list(dict.fromkeys(need.procedure_code for need in paper.needs))
    return ChecklistItem(
        component_code=component.component_code,
        id=component.id,
        name=paper.name,
        action=component.action,
        originals=_count(paper.needs, "originals"),
        copies=_count(paper.needs, "copies"),
        form=component.form.name if component.form else None,
        form_url=component.form.url if component.form else None,
        why=say("life_paper_why", why=component.why, procedures=listed([library.topic(code).name for code in wanted])),
        legal_bases=[LegalReference(number=law.number, article=law.article) for law in paper.legal_bases],
        for_procedures=wanted,
        source=topic.source(tuple(dict.fromkeys(line for need in paper.needs for line in need.component.seen_in))),
        as_of=topic.as_of,
    )


def _count(needs: tuple[Need, ...], field: str) -> int | None:
    """Return how many to bring: what is surely handed in adds up; else as many as the procedure that wants most."""
    known = [(need, number) for need in needs if (number := getattr(need.component, field)) is not None]
    adds_up = [(need, number) for need, number in known if need.component.action == "submit" or field == "copies"]
    surely = [number for need, number in adds_up if need.sure]
    return max([sum(surely), *(number for _, number in known)]) if known else None


def _plain(topic: Topic, text: str) -> Line:
    return Line(text=text, source=topic.source(), as_of=topic.as_of)
