"""Small real releases, as sound as built ones, to switch between."""

import json
from pathlib import Path
from typing import Any

from knowledge.settings import Settings
from retriever import release
from tests.retriever.samples import small_parts


def put_release(settings: Settings, name: str, **parts: Any) -> Path:
    """Make a whole release of the small catalogue's knowledge; `parts`: what differs in it."""
    folder = settings.releases / name
    folder.mkdir(parents=True)
    release.save(small_parts(**parts), folder)
    (folder / "release.json").write_text(json.dumps({"procedures": 4, "files": release.digests(folder)}))
    return folder
