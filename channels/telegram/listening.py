"""What a private message asks for: a command, a question in words, or something that we cannot read."""

import re
from dataclasses import dataclass

from telegram import Message

from channels.telegram.texts import text

_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_KINDS = ("sticker", "photo", "document", "video", "video_note", "animation", "voice", "audio", "contact", "location")
_SAID = {"video_note": "video", "animation": "video", "audio": "voice"}
_SERVICE = (
    "pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website",
    "chat_background_set", "boost_added", "users_shared", "chat_shared", "web_app_data", "successful_payment",
)  # fmt: skip


@dataclass(frozen=True)
class Command:
    """A command of the menu, or one that is not there; `about`: the words behind it."""

    name: str
    about: str = ""

    @property
    def asks(self) -> str:
        """What the command asks in the citizen's name, "" where it asks nothing."""
        told = f"commands.{self.name}"
        return text(f"{told}.ask_about", about=self.about) if self.about and self.known else text.get(f"{told}.ask")

    @property
    def says(self) -> str:
        """What is said to the command at once, "" where that is nothing of its own."""
        return text.get(f"commands.{self.name}.say")

    @property
    def known(self) -> bool:
        """Whether the command asks anything with words behind it."""
        return "ask_about" in text.all["commands"].get(self.name, {})


def command(said: str) -> Command | None:
    """Return the command that a message is, None for plain words."""
    found = _COMMAND.fullmatch(said.strip())
    return Command(found[1].lower(), (found[2] or "").strip()) if found else None


def menu() -> list[tuple[str, str]]:
    """Return the commands with their descriptions, in the menu's order."""
    return [(name, told["menu"]) for name, told in text.all["commands"].items()]


def unread(message: Message) -> str:
    """Return what to say to a message without words, "" where nothing is to be said."""
    if any(getattr(message, name, None) for name in _SERVICE):
        return ""
    kind = next((kind for kind in _KINDS if getattr(message, kind, None)), "other")
    return text(f"media.{_SAID.get(kind, kind)}")
