"""Any message of the public union, rendered by its type."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answers.messages import (
    ChecklistMessage,
    ChoicesMessage,
    DossierMessage,
    HandoffMessage,
    Message,
    OfficeMessage,
    ProcedureMessage,
    TextMessage,
)
from channels.rendering import cards, talk
from channels.rendering.blocks import Screen, Style
from channels.rendering.checklist import checklist
from channels.rendering.dossier import dossier


def render(messages: Iterable[Message]) -> list[Screen]:
    """Return screens in order; plain words stand on one screen with what follows them.

    Messages without any words are left out.
    """
    screens = list[Screen]()
    for message in messages:
        screen = _screen(message)
        if screens and _is_talk(screens[-1]):
            screens[-1] = replace(screen, blocks=(*screens[-1].blocks, *screen.blocks))
        elif screen.blocks or screen.buttons:
            screens.append(screen)
    return screens


def _is_talk(screen: Screen) -> bool:
    return not screen.buttons and not screen.ticks and all(block.style is Style.PLAIN for block in screen.blocks)


def _screen(message: Message) -> Screen:
    match message:
        case TextMessage():
            return talk.text(message)
        case ChoicesMessage():
            return talk.choices(message)
        case ProcedureMessage():
            return cards.procedure(message)
        case ChecklistMessage():
            return checklist(message)
        case DossierMessage():
            return dossier(message)
        case OfficeMessage():
            return cards.office(message)
        case HandoffMessage():
            return talk.handoff(message)
