"""Words for citizens and operators from a channel's own YAML file."""

from pathlib import Path
from typing import Any

from knowledge.content import read_yaml


class Words:
    """The words of one file, read once; a dotted path leads to each.

    >>> text = Words(Path(__file__).with_name("texts.vi.yml"))
    >>> text("media.photo", reader="Một Cửa")
    """

    def __init__(self, path: Path) -> None:
        self.all: dict[str, Any] = read_yaml(path)

    def __call__(self, path: str, **values: object) -> str:
        """Return the words under `path` with their names filled in. Raises `KeyError` for an unknown one."""
        found: Any = self.all
        for name in path.split("."):
            found = found[name]
        return str(found).format(**values)

    def get(self, path: str, otherwise: str = "") -> str:
        """Return the words under `path`, `otherwise` where there are none."""
        try:
            return self(path)
        except KeyError:
            return otherwise
