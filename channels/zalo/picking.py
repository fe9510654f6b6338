"""A number typed below a list of choices is the choice itself; Zalo has no room for more than a few buttons."""

import re
from collections.abc import Sequence

from bot.answers.chat import ChatReply
from bot.answers.messages import ChoicesMessage

_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*")


def picked(text: str, kept: Sequence[str]) -> str | None:
    """Return the id of the choice that a bare number names in the last reply, None where it names none.

    `kept`: the conversation's replies (JSON), oldest first. Words such as "cái thứ hai" are left to the dialogue, for
    "ba" may be a father.
    """
    found = _NUMBER.fullmatch(text)
    if not found or not kept:
        return None
    asked = [one for one in ChatReply.model_validate_json(kept[-1]).messages if isinstance(one, ChoicesMessage)]
    choices = asked[-1].choices if asked else []
    number = int(found[1])
    return choices[number - 1].id if 1 <= number <= len(choices) else None


def label(choice: str, kept: Sequence[str]) -> str:
    """Return what stood on the choice, "" where none of the replies offered it; the newest reply is looked at first."""
    for reply in reversed(kept):
        for message in ChatReply.model_validate_json(reply).messages:
            options = message.choices if isinstance(message, ChoicesMessage) else []
            if found := next((option.label for option in options if option.id == choice), ""):
                return found
    return ""


def is_number(text: str) -> bool:
    """Whether a text is a bare number of one or two digits."""
    return _NUMBER.fullmatch(text) is not None
