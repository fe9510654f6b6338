"""What Zalo alone needs to say, from `texts.vi.yml`."""

from pathlib import Path

from channels.words import Words

text = Words(Path(__file__).with_name("texts.vi.yml"))

_SAME = {"gif": "sticker", "voice": "audio"}


def unread(medium: str) -> str:
    """Return what to say to a picture, a file, a voice: what cannot be done with it, and what to do instead."""
    return text.get(f"media.{_SAME.get(medium, medium)}") or text("media.otherwise")
