"""What Telegram alone needs to say, from `texts.vi.yml`."""

from pathlib import Path

from channels.words import Words

text = Words(Path(__file__).with_name("texts.vi.yml"))
