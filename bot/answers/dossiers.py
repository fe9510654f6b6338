"""How a dossier stands, as a message: what the proof opened, in everyday words and in data."""

from bot.answers.messages import (
    DossierAppointment,
    DossierEvent,
    DossierMessage,
    DossierPaper,
    DossierResult,
    DossierSupplement,
    Source,
)
from bot.answers.wording import say
from knowledge.dossiers.look_up import Dossier, Supplement
from knowledge.dossiers.supplements import components_named
from knowledge.dossiers.timing import Timing
from knowledge.guides.models import Guide

_LAST_DAY = 0


def shown(dossier: Dossier, full: bool, guide: Guide | None = None) -> DossierMessage:
    """Return what the proof opened. `guide`: of the dossier's procedure, names the papers that are asked for."""
    return DossierMessage(
        dossier_code=dossier.dossier_code,
        detail="full" if full else "short",
        status=dossier.status,
        status_text=dossier.status_name,
        meaning=dossier.meaning,
        what_to_do=dossier.to_do,
        procedure_code=dossier.procedure_code or None,
        procedure_name=dossier.procedure_name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        finished_at=dossier.finished_at,
        punctuality=dossier.punctuality,
        by_when=dossier.by_when,
        timing=in_words(dossier.timing),
        timing_state=dossier.timing.state,
        working_days=dossier.timing.days,
        waits_for_citizen=dossier.waits_for_citizen,
        earlier_appointments=[
            DossierAppointment(due_at=one.due_at, replaced_at=one.replaced_at) for one in dossier.earlier_appointments
        ],
        supplements=[_supplement(item, guide) for item in dossier.supplements],
        results=[DossierResult(name=one.name, returned_at=one.returned_at) for one in dossier.results],
        timeline=_timeline(dossier),
        source=Source(title=f"{say('dossier_source')} ({dossier.source})"),
        as_of=dossier.as_of,
    )


def in_words(timing: Timing) -> str:
    """Return "Trễ hẹn 3 ngày làm việc."; empty where nothing is known."""
    if timing.state == "unknown":
        return ""
    last_day = timing.state == "running" and timing.days == _LAST_DAY
    return say("dossier_timing_last_day" if last_day else f"dossier_timing_{timing.state}", days=timing.days)


def _supplement(item: Supplement, guide: Guide | None) -> DossierSupplement:
    named = components_named(guide, item.asked) if guide else ()
    papers = [DossierPaper(component_code=one.component_code, id=one.id, name=one.name) for one in named]
    return DossierSupplement(text=item.asked, asked_at=item.asked_at, received_at=item.received_at, papers=papers)


def _timeline(dossier: Dossier) -> list[DossierEvent]:
    asked = [
        DossierEvent(at=item.asked_at, status="supplement", text=item.asked)
        for item in dossier.supplements
        if item.asked_at
    ]
    steps = [
        DossierEvent(at=step.at, status=step.status, text=step.status_name, observed=step.observed)
        for step in dossier.timeline
    ]
    return sorted([*steps, *asked], key=lambda event: event.at)
