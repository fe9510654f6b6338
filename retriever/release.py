"""One immutable release `var/releases/<hash>/`: everything that an answer depends on, and the pointer to the current one.

```
release.json    what it was made from, and its files' digests      retriever.json  documents and entries
catalogue.sqlite offered records           embedding/  vectors.faiss  coarse.faiss  prototypes.npy
names/  said/  texts/  coverage/  echo.npz
ranker.npz  decider.npz  context.npz  aspects.npz  two.npz
guides.json  checked-lines.json  families.json  life_events.json: content as it was
rarity.json  details.npz: reading detail questions
approved.yml    phrasings that staff approved, where there are any
```
"""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

import numpy as np
from safetensors import SafetensorError

from knowledge.checking import changes
from knowledge.families.loading import Families, Family
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.life_events.loading import LifeEvents
from knowledge.life_events.models import LifeEvent
from knowledge.phrasings.loading import Ambiguous
from knowledge.procedures.models import Level, Record
from retriever.aspects import AspectReader
from retriever.context import ContextDecider
from retriever.coverage import Coverage
from retriever.decision import Decider
from retriever.documents import Document
from retriever.echo import Echo
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.errors import BadReleaseError
from retriever.lexical_index import LexicalIndex
from retriever.passages import PassageIndex, Weights, views
from retriever.ranker import Ranker
from retriever.signals import Indexes, SignalReader
from retriever.two_at_once import TwoAtOnce
from retriever.vector_index import Unanswerable, VectorIndex, entries

FORMAT = 11
APPROVED = "approved.yml"
_POINTER = "current"
_BROKEN = (
    OSError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    AttributeError,
    BadZipFile,
    SafetensorError,
)
"""What reading a file that is missing, cut short or of another shape raises, by the libraries that read them."""
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Parts:
    """What a build makes and a release holds."""

    documents: Sequence[Document]
    others: Unanswerable
    guides: Guides
    families: Families
    life_events: LifeEvents
    embedding: Embedding
    indexes: Indexes
    coverage: Coverage
    echo: Echo
    ranker: Ranker
    decider: Decider
    context: ContextDecider
    details: Weights
    aspects: AspectReader
    two: TwoAtOnce


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
    _write(folder / "guides.json", parts.guides.values())
    if changes.FILE.exists():
        shutil.copyfile(changes.FILE, folder / changes.FILE.name)
    _write(folder / "families.json", parts.families.families)
    _write(folder / "life_events.json", parts.life_events.values())
    parts.embedding.save(folder / "embedding")
    parts.indexes.vectors.save(folder)
    np.save(folder / "prototypes.npy", parts.indexes.prototypes)
    parts.indexes.names.save(folder / "names")
    parts.indexes.said.save(folder / "said")
    parts.indexes.texts.save(folder / "texts")
    parts.coverage.save(folder / "coverage")
    parts.echo.save(folder / "echo.npz")
    parts.ranker.save(folder / "ranker.npz")
    parts.decider.save(folder / "decider.npz")
    parts.context.save(folder / "context.npz")
    parts.details.save(folder)
    parts.aspects.save(folder / "aspects.npz")
    parts.two.save(folder / "two.npz")


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
        vectors = VectorIndex.load(folder, items)
        lexical = [LexicalIndex.load(folder / name) for name in ("names", "said", "texts")]
        indexes = Indexes(vectors, np.load(folder / "prototypes.npy"), *lexical)
        coverage = Coverage.load(folder / "coverage")
        echo = Echo.load(folder / "echo.npz", coverage.words)
        ranker, decider = Ranker.load(folder / "ranker.npz"), Decider.load(folder / "decider.npz")
        context = ContextDecider.load(folder / "context.npz")
        aspects = AspectReader.load(folder / "aspects.npz")
        two = TwoAtOnce.load(folder / "two.npz")
        passages = PassageIndex(embedding, Weights.load(folder), views(load_guides(folder).values()))
    except _BROKEN as error:
        raise BadReleaseError(f"{folder}: {error}") from error
    reader = SignalReader(documents, embedding, indexes, coverage, echo)
    return Retriever(documents, reader, ranker, decider, context, ambiguous, passages, aspects, two)


def load_guides(folder: Path) -> Guides:
    """Load the guides of a release. Raises `BadReleaseError`."""
    return Guides({guide.procedure_code: guide for guide in _read(folder / "guides.json", Guide)})


def load_checked(folder: Path) -> dict[str, changes.Seen]:
    """Load which official lines the guides' writers saw. Raises `BadReleaseError`."""
    try:
        return changes.load(folder / changes.FILE.name)
    except _BROKEN as error:
        raise BadReleaseError(f"{folder}: {error}") from error


def load_families(folder: Path) -> Families:
    """Load the families of look-alikes of a release. Raises `BadReleaseError`."""
    return Families(tuple(_read(folder / "families.json", Family)))


def load_life_events(folder: Path) -> LifeEvents:
    """Load the life events of a release. Raises `BadReleaseError`."""
    return LifeEvents({event.id: event for event in _read(folder / "life_events.json", LifeEvent)})


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
    """Point to release `name` in one step, whoever else switches at the same time. Raises `BadReleaseError`."""
    if not (releases / name / "release.json").exists():
        raise BadReleaseError(f"{releases / name}: no such release")
    waiting = releases / f"{_POINTER}.{secrets.token_hex(4)}"
    waiting.write_text(name + "\n")
    waiting.replace(releases / _POINTER)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a release but `release.json`, by its path within."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "release.json")
    return {str(path.relative_to(folder)): _digest(path) for path in files}


def verify(folder: Path) -> None:
    """Compare every file of a release with what was built. Raises `BadReleaseError` where one differs or is missing."""
    try:
        built = json.loads((folder / "release.json").read_text(encoding="utf-8"))["files"]
        bad = [name for name, digest in built.items() if _digest(folder / name) != digest]
    except _BROKEN as error:
        raise BadReleaseError(f"{folder}: {error}") from error
    if bad:
        raise BadReleaseError(f"{folder}: not as it was built: {', '.join(bad)}")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _write(file: Path, records: Iterable[Record]) -> None:
    content = [record.model_dump(mode="json") for record in records]
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _read(file: Path, kind: type[R]) -> list[R]:
    try:
        return [kind.model_validate(fields) for fields in json.loads(file.read_text("utf-8"))]
    except _BROKEN as error:
        raise BadReleaseError(f"{file}: {error}") from error


def _document(fields: dict[str, Any]) -> Document:
    lists = {name: tuple(fields[name]) for name in ("names", "phrasings")}
    return Document(**{**fields, **lists, "level": Level(fields["level"])})
