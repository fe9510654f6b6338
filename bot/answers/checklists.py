"""The papers list as a message: decided by a guide, or official lines where there is none."""

import hashlib
from collections.abc import Mapping

from bot.answers.messages import AnsweredFact, ChecklistItem, ChecklistMessage, LegalReference, Line
from bot.answers.topics import Topic
from bot.answers.wording import listed, say
from knowledge.guides.checklist import Checklist
from knowledge.guides.conditions import UNSURE
from knowledge.guides.models import Guide, GuideComponent
from knowledge.procedures.papers import Paper, PaperGroup, PapersList, Remark


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


def official(topic: Topic) -> ChecklistMessage:
    """Return the official papers list: papers with clean names, under their cases; notes after; headings gone."""
    read = topic.papers
    items = [_official_item(topic, group, paper) for group in read.groups for paper in group.papers]
    return ChecklistMessage(
        procedure_code=topic.procedure_code,
        name=topic.name,
        title=say("checklist_official_title", name=topic.name),
        complete=False,
        official=True,
        needed=items,
        notes=_official_notes(topic, read),
        source=topic.source(),
        as_of=topic.as_of,
    )


def _official_notes(topic: Topic, read: PapersList) -> list[Line]:
    """What the list is, the cases that nobody can tell apart by rows, then the record's notes, waivers first."""
    told = (
        "empty"
        if not read.groups
        else "official_cases"
        if any(group.is_case for group in read.groups)
        else "official_note"
    )
    notes = [_plain(topic, say(f"checklist_{told}"), known=bool(read.groups))]
    if read.cases:
        cases = listed([case.text for case in read.cases])
        notes.append(
            _plain(topic, say("checklist_official_rows", cases=cases), tuple(case.line for case in read.cases))
        )
    return notes + [_quoted(topic, remark) for remark in read.remarks]


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


def _official_item(topic: Topic, group: PaperGroup, paper: Paper) -> ChecklistItem:
    component = paper.component
    return ChecklistItem(
        component_code=component.component_code,
        id=f"{component.line}.{paper.part}" if paper.part else component.line,
        name=paper.name,
        action=paper.action,
        originals=paper.originals,
        copies=paper.copies,
        form=component.forms[0].name if component.forms else None,
        replaced_by=list(paper.others),
        check=_official_checks(paper),
        alternatives_of=group.title or None,
        source=topic.source(_seen(topic, component.line)),
        as_of=topic.as_of,
    )


def _official_checks(paper: Paper) -> list[str]:
    """What to know of one paper: a copy will do, the office may read it itself, the original comes along."""
    told = {"either": paper.either, "if_asked": paper.if_asked, "compared": paper.compared}
    return [say(f"checklist_official_{name}") for name, holds in told.items() if holds]


def _plain(topic: Topic, text: str, lines: tuple[str, ...] = (), known: bool = True) -> Line:
    return Line(text=text, known=known, source=topic.source(_seen(topic, *lines)), as_of=topic.as_of)


def _quoted(topic: Topic, remark: Remark) -> Line:
    return Line(text=remark.text, quoted=True, source=topic.source(_seen(topic, remark.line)), as_of=topic.as_of)


def _seen(topic: Topic, *lines: str) -> tuple[str, ...]:
    return tuple(f"{topic.procedure_code}#{line}" for line in lines)
