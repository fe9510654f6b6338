"""One immutable release `var/releases/<hash>/`: everything that an answer depends on, and the pointer to the current one.

```
release.json    what it was made from      retriever.json  documents and entries
catalogue.sqlite offered records           embedding/  vectors.faiss  names/  texts/  ranker.npz  decider.npz
guides.json     guides as they were
```
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss

from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.phrasings.loading import Ambiguous
from knowledge.procedures.models import Level
from retriever.context import ContextDecider
from retriever.decision import Decider
from retriever.documents import Document
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.errors import BadReleaseError
from retriever.lexical_index import LexicalIndex
from retriever.ranker import Ranker
from retriever.signals import SignalReader
from retriever.vector_index import Unanswerable, VectorIndex, entries

FORMAT = 3
_POINTER = "current"


@dataclass(frozen=True)
class Parts:
    """What a build makes and a release holds."""

    documents: Sequence[Document]
    others: Unanswerable
    guides: Guides
    embedding: Embedding
    vectors: VectorIndex
    names: LexicalIndex
    texts: LexicalIndex
    ranker: Ranker
    decider: Decider
    context: ContextDecider


def save(parts: Parts, folder: Path) -> None:
    """Write `parts` into `folder`."""
    documents = [{**asdict(document), "text": ""} for document in parts.documents]
    others = {
        "nothing": list(parts.others.nothing),
        "vague": list(parts.others.vague),
        "ambiguous": [item.model_dump() for item in parts.others.ambiguous],
    }
    content = {"format": FORMAT, "documents": documents, "others": others}
    (folder / "retriever.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    guides = [guide.model_dump(mode="json") for guide in parts.guides.values()]
    (folder / "guides.json").write_text(json.dumps(guides, ensure_ascii=False), encoding="utf-8")
    parts.embedding.save(folder / "embedding")
    parts.vectors.save(folder / "vectors.faiss")
    parts.names.save(folder / "names")
    parts.texts.save(folder / "texts")
    parts.ranker.save(folder / "ranker.npz")
    parts.decider.save(folder / "decider.npz")
    parts.context.save(folder / "context.npz")


def load(folder: Path, embedding_model: str = "") -> Retriever:
    """Load the retriever of a release. Raises `BadReleaseError` where it is incomplete or of another format."""
    try:
        content = json.loads((folder / "retriever.json").read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise BadReleaseError(f"{folder}: format {content['format']}, this version reads {FORMAT}: build it again")
        documents = [_document(fields) for fields in content["documents"]]
        told = content["others"]
        ambiguous = [Ambiguous.model_validate(fields) for fields in told["ambiguous"]]
        items = entries(documents, Unanswerable(told["nothing"], told["vague"], ambiguous))
        embedding = Embedding.load(embedding_model or str(folder / "embedding"))
        vectors = VectorIndex(faiss.read_index(str(folder / "vectors.faiss")), items)
        names, texts = LexicalIndex.load(folder / "names"), LexicalIndex.load(folder / "texts")
        ranker, decider = Ranker.load(folder / "ranker.npz"), Decider.load(folder / "decider.npz")
        context = ContextDecider.load(folder / "context.npz")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise BadReleaseError(f"{folder}: {error}") from error
    return Retriever(
        documents, SignalReader(documents, embedding, vectors, names, texts), ranker, decider, context, ambiguous
    )


def load_guides(folder: Path) -> Guides:
    """Load the guides of a release. Raises `BadReleaseError`."""
    try:
        guides = [Guide.model_validate(fields) for fields in json.loads((folder / "guides.json").read_text("utf-8"))]
    except (OSError, ValueError) as error:
        raise BadReleaseError(f"{folder}: {error}") from error
    return Guides({guide.procedure_code: guide for guide in guides})


def current(releases: Path) -> Path:
    """Return the folder of the current release. Raises `BadReleaseError` where there is none."""
    pointer = releases / _POINTER
    if not pointer.exists():
        raise BadReleaseError(f"{releases}: no release yet: run `make build`")
    folder = releases / pointer.read_text().strip()
    if not (folder / "release.json").exists():
        raise BadReleaseError(f"{folder}: the current release is missing or incomplete: run `make build`")
    return folder


def switch(releases: Path, name: str) -> None:
    """Point to release `name` in one step."""
    if not (releases / name / "release.json").exists():
        raise BadReleaseError(f"{releases / name}: no such release")
    waiting = releases / f"{_POINTER}.new"
    waiting.write_text(name + "\n")
    waiting.replace(releases / _POINTER)


def _document(fields: dict[str, Any]) -> Document:
    lists = {name: tuple(fields[name]) for name in ("names", "phrasings")}
    return Document(**{**fields, **lists, "level": Level(fields["level"])})
