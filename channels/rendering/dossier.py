"""How a submitted dossier stands: its status in words, what to do and by when, its dates and its way so far."""

from bot.answers.messages import DossierEvent, DossierMessage, DossierResult, DossierSupplement
from channels.rendering.blocks import Block, Screen, Style
from channels.rendering.facts import prose
from channels.rendering.sources import Sources
from channels.rendering.words import day, moment, word


def dossier(message: DossierMessage) -> Screen:
    """Return everything that the proof opened."""
    return Screen(
        (
            Block.of(word("dossier.kind", status=message.status_text), Style.TITLE),
            *prose(message.procedure_name),
            Block.of(_punctuality(message)),
            *prose(message.meaning),
            *_what_to_do(message),
            *_listed("asked", [block for asked in message.supplements for block in _supplement(asked)]),
            *_listed("dates", [Block.of(text, Style.ITEM) for text in _dates(message)]),
            *_listed("results", [Block.of(_result(result), Style.ITEM) for result in message.results]),
            *_listed("timeline", [Block.of(_step(step), Style.ITEM) for step in message.timeline]),
            *([Block.of(word("dossier.short"), Style.SMALL)] if message.detail == "short" else []),
            *Sources([(message.source, message.as_of)]).blocks(),
        )
    )


def _listed(heading: str, blocks: list[Block]) -> list[Block]:
    return [Block.of(word(f"dossier.{heading}"), Style.HEADING), *blocks] if blocks else []


def _punctuality(message: DossierMessage) -> str:
    state = word(f"dossier.punctuality.{message.punctuality}")
    return word("labelled", label=state, text=message.timing) if message.timing else state


def _what_to_do(message: DossierMessage) -> list[Block]:
    if not message.what_to_do:
        return []
    told = word("dossier.what_to_do", text=message.what_to_do)
    if message.waits_for_citizen:
        told = word("tones.warning", text=told)
    when = prose(word("dossier.by_when", text=message.by_when)) if message.by_when else []
    return [*prose(told), *when]


def _supplement(asked: DossierSupplement) -> list[Block]:
    papers = "; ".join(paper.name for paper in asked.papers)
    when = [
        word(f"dossier.{name}", at=moment(at))
        for name, at in (("asked_at", asked.asked_at), ("received_at", asked.received_at))
        if at
    ]
    return [
        Block.of(asked.text, Style.QUOTE),
        *([Block.of(word("dossier.papers", papers=papers), Style.ITEM)] if papers else []),
        *([Block.of(" · ".join(when), Style.SMALL)] if when else []),
    ]


def _dates(message: DossierMessage) -> list[str]:
    times = {"received": message.received_at, "due": message.due_at, "finished": message.finished_at}
    told = {name: word(f"dossier.{name}", value=moment(at)) for name, at in times.items() if at}
    earlier = [
        word("dossier.earlier", due=day(one.due_at), replaced=moment(one.replaced_at))
        for one in message.earlier_appointments
    ]
    code = word("dossier.code", value=message.dossier_code)
    received = [told.pop("received")] if "received" in told else []
    return [code, *received, *earlier, *told.values()]


def _result(result: DossierResult) -> str:
    name = result.name or word("dossier.nameless_result")
    return word("dossier.returned_at", name=name, at=moment(result.returned_at)) if result.returned_at else name


def _step(step: DossierEvent) -> str:
    return word("dossier.observed" if step.observed else "dossier.step", at=moment(step.at), text=step.text)
