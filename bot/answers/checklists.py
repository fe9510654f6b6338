"""The papers list as a message: decided by a guide, or official lines where there is none."""

import hashlib
from collections.abc import Iterable, Mapping

from bot.answers.messages import AnsweredFact, ChecklistItem, ChecklistMessage, LegalReference, Line
from bot.answers.topics import Topic
from bot.answers.wording import say
from knowledge.guides.checklist import Checklist
from knowledge.guides.conditions import UNSURE
from knowledge.guides.models import Guide, GuideComponent
from knowledge.procedures.models import Component, ComponentGroup, Procedure


def decided(topic: Topic, checklist: Checklist, release: str) -> ChecklistMessage:
    """Return a guide's checklist as decided so far."""
    guide = checklist.guide
    return ChecklistMessage(
        procedure_code=topic.procedure_code,
        name=topic.name,
        title=say("checklist_title", name=topic.name),
        complete=checklist.complete and not checklist.undecided,
        facts=answered(guide, checklist.facts),
        needed=[_item(topic, component, component.why) for component in checklist.needed],
        not_needed=[_item(topic, component, component.not_needed_because) for component in checklist.not_needed],
        undecided=[_item(topic, component, component.why) for component in checklist.undecided],
        notes=[_plain(topic, say("checklist_unsure"))] if checklist.undecided else [],
        receipt=receipt(guide, checklist.facts, release) if checklist.complete else "",
        source=topic.source(),
        as_of=topic.as_of,
    )


def answered(guide: Guide, facts: Mapping[str, str]) -> list[AnsweredFact]:
    """Return the told facts in words, in the guide's order."""
    found = []
    for fact in guide.facts:
        if fact.id in facts:
            choice = fact.choice(facts[fact.id])
            answer = choice.label if choice else say("unsure_choice")
            found.append(
                AnsweredFact(fact=fact.id, question=fact.question, answer=answer, sure=facts[fact.id] != UNSURE)
            )
    return found


def receipt(guide: Guide, facts: Mapping[str, str], release: str) -> str:
    """Return a short number tied to the guide, its date, the facts and the release: what exactly was told."""
    told = ",".join(f"{fact}={answer}" for fact, answer in sorted(facts.items()))
    content = f"{guide.procedure_code}|{guide.checked_on}|{told}|{release}"
    return hashlib.sha256(content.encode()).hexdigest()[:10].upper()


def official(topic: Topic, record: Procedure) -> ChecklistMessage:
    """Return the official papers list: papers apart from notes, alternative cases under their titles."""
    items = [_official_item(topic, group, component) for group, component in _papers(record)]
    notes = [_quoted(topic, component) for component in record.components if component.is_note]
    first = _plain(topic, say("checklist_official_note" if items else "checklist_empty"), known=bool(items))
    return ChecklistMessage(
        procedure_code=topic.procedure_code,
        name=topic.name,
        title=say("checklist_official_title", name=topic.name),
        complete=False,
        official=True,
        needed=items,
        notes=[first, *notes],
        source=topic.source(),
        as_of=topic.as_of,
    )


def _papers(record: Procedure) -> Iterable[tuple[ComponentGroup, Component]]:
    return (
        (group, component)
        for group in record.component_groups
        for component in group.components
        if not component.is_note
    )


def _item(topic: Topic, component: GuideComponent, why: str) -> ChecklistItem:
    return ChecklistItem(
        component_code=component.component_code,
        id=component.id,
        name=component.name,
        action=component.action,
        originals=component.originals,
        copies=component.copies,
        form=component.form.name if component.form else None,
        form_url=component.form.url if component.form else None,
        why=why,
        replaced_by=[statement.text for statement in component.replaced_by],
        check=[statement.text for statement in component.check],
        legal_bases=[LegalReference(number=law.number, article=law.article) for law in component.legal_bases],
        source=topic.source(component.seen_in),
        as_of=topic.as_of,
    )


def _official_item(topic: Topic, group: ComponentGroup, component: Component) -> ChecklistItem:
    return ChecklistItem(
        component_code=component.component_code,
        id=component.line,
        name=component.text,
        originals=component.originals,
        copies=component.copies,
        form=component.forms[0].name if component.forms else None,
        alternatives_of=group.title or None,
        source=topic.source((f"{topic.procedure_code}#{component.line}",)),
        as_of=topic.as_of,
    )


def _plain(topic: Topic, text: str, known: bool = True) -> Line:
    return Line(text=text, known=known, source=topic.source(), as_of=topic.as_of)


def _quoted(topic: Topic, component: Component) -> Line:
    seen = (f"{topic.procedure_code}#{component.line}",)
    return Line(text=component.text, quoted=True, source=topic.source(seen), as_of=topic.as_of)
