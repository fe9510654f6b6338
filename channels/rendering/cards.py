"""A procedure aspect by aspect, and an office."""

from urllib.parse import quote

from bot.answers.messages import OfficeMessage, ProcedureMessage
from channels.rendering.blocks import Block, Button, Screen, Style
from channels.rendering.facts import labelled, lines, prose
from channels.rendering.sources import Sources
from channels.rendering.words import word


def procedure(message: ProcedureMessage) -> Screen:
    """Return a procedure's name and standing, then each aspect under its title."""
    sources = Sources.of(
        [line for section in message.sections for line in section.lines], (message.source, message.as_of)
    )
    official = word("procedure.official", name=message.official_name)
    sections = [
        block
        for section in message.sections
        for block in (Block.of(section.title, Style.HEADING), *lines(section.lines, sources))
    ]
    return Screen(
        (
            Block.of(message.name, Style.TITLE),
            *([Block.of(official)] if message.official_name != message.name else []),
            Block.of(" · ".join(_particulars(message)), Style.SMALL),
            *_standing(message),
            *sections,
            *sources.blocks(),
        )
    )


def _particulars(message: ProcedureMessage) -> list[str]:
    level = word.get(f"procedure.level.{message.level}")
    code = word("procedure.code", code=message.procedure_code)
    return [part for part in (level, message.field, code) if part]


def _standing(message: ProcedureMessage) -> list[Block]:
    told = message.notice or word.get(f"procedure.status.{message.status}")
    tone = "notice" if message.status == "current" else "warning"
    said = [Block.of(word(f"tones.{tone}", text=told))] if told else []
    return said if message.has_guide else [*said, Block.of(word("procedure.no_guide"))]


def office(message: OfficeMessage) -> Screen:
    """Return a desk with what is known of it; a known address can be seen on a map."""
    told = {"address": message.address, "hours": message.hours, "phone": message.phone}
    sources = Sources.of(told.values(), (message.source, message.as_of))
    former = word("office.former_names", names=", ".join(message.former_names))
    place = word("office.map_url", query=quote(f"{message.name}, {message.address.text}"))
    return Screen(
        (
            Block.of(message.name, Style.TITLE),
            *([Block.of(former)] if message.former_names else []),
            *(labelled(line, word(f"office.{name}"), sources) for name, line in told.items()),
            *prose(message.note),
            *sources.blocks(),
        ),
        (Button(word("office.map"), url=place),) if message.address.known else (),
    )
