"""Writing results so that a reader never sees half of one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write `content` at `path`, in one step."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write `text` at `path`, in one step."""
    waiting = path.with_name(f"{path.name}.writing")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(path)
