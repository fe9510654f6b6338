"""What staff read: `t("live.title")`, from one file `texts/NAME.vi.yml` for each page and what all pages share."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("texts")


@cache
def texts() -> dict[str, str]:
    """Return every text by its key: the file's name, a dot, and the name in the file."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.vi.yml")):
        page = path.name.removesuffix(".vi.yml")
        # All is text: "off" and "on" are no truth values here.
        written = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found |= {f"{page}.{name}": text for name, text in written.items()}
    return found


def t(key: str, **values: Any) -> str:
    """Return the text under `key` with its names filled in. Raises `KeyError` for an unknown key or name."""
    return texts()[key].format(**values)


def known(key: str) -> bool:
    """Return whether there is a text under `key`."""
    return key in texts()
