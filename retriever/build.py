"""Building a release from the imported catalogue, the guides and the phrasings. Same input, same release."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.checking import changes
from knowledge.families import loading as families
from knowledge.guides import loading as guides
from knowledge.life_events import loading as life_events
from knowledge.phrasings import loading as phrasings
from knowledge.phrasings.loading import FollowUp, Phrasing, Phrasings
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.models import Procedure
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.aspects import fit as learn_aspects
from retriever.calibration import ask, calibrate
from retriever.context import by_similarity
from retriever.detail_training import learn as learn_details
from retriever.documents import Document, from_guide, from_record
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.errors import EmptyCatalogueError
from retriever.follow_ups import learn as learn_follow_ups
from retriever.follow_ups import read as read_follow_ups
from retriever.gate import Measured
from retriever.lexical_index import LexicalIndex
from retriever.side_by_side import Started, workers
from retriever.signals import Indexes, SignalReader
from retriever.training import Trained, TrainingConfig, train
from retriever.two_training import learn as learn_two
from retriever.unseen import Knowledge
from retriever.vector_index import Unanswerable, VectorIndex, entries

ANSWER_AT = 0.82
"""Least belief for an outright answer; chosen on the dev questions, see docs/decisions/0023-learned-bare-too.md."""
_ANSWER_AT_AMONG_FEW, _FEW = 0.45, 1000
"""The same for fewer procedures than this (a clone with the guides alone): there are fewer look-alikes to mistake."""
_CODE_FOLDERS = ("retriever", "knowledge/vietnamese", "knowledge/phrasings", "knowledge/procedures")


@dataclass(frozen=True)
class Built:
    """A finished build: its folder, whether it was there already, and what it holds."""

    folder: Path
    reused: bool
    procedures: int
    phrasings: int
    left_out: int
    seconds: float


def build(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Built:
    """Build the release for today's input and make it current; reuse it where it exists.

    Raises what `make` raises; the current release stays as it was.
    """
    made = make(settings, say)
    release.switch(settings.releases, made.folder.name)
    return made


def make(settings: Settings, say: Callable[[str], None] = lambda _: None, approved: Path | None = None) -> Built:
    """Build the release for today's input, or find it; the current one stays current.

    `approved`: the phrasings of staff, where they are not those of `settings`. Raises `BadGuideError`,
    `BadPhrasingError`, `CatalogueError`, `EmptyCatalogueError` or `BelowGateError`.
    """
    started = time.monotonic()
    catalogue = Catalogue(settings.catalogue_path)
    approved = approved or settings.approved_phrasings
    folder = settings.releases / fingerprint(catalogue, settings, approved)
    if not (reused := (folder / "release.json").exists()):
        _make(catalogue, settings, approved, folder, say)
    made = json.loads((folder / "release.json").read_text())
    seconds = time.monotonic() - started
    return Built(folder, reused, made["procedures"], made["phrasings"], made["left_out"], seconds)


def fingerprint(catalogue: Catalogue, settings: Settings, approved: Path | None = None) -> str:
    """Return the hash of everything that the release is made from. `approved`: as in `make`."""
    digest = hashlib.sha256(catalogue.digest().encode())
    digest.update(json.dumps(asdict(TrainingConfig())).encode())
    digest.update(f"{settings.embedding_model} {release.FORMAT} {ANSWER_AT} {_ANSWER_AT_AMONG_FEW}".encode())
    files = [path for folder in _CODE_FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".txt")]
    content = (guides.FOLDER, phrasings.FOLDER, life_events.FOLDER, families.FILE.parent)
    files += [path for folder in content for path in folder.rglob("*.yml")] + [changes.FILE]
    for path in sorted(files):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    approved = approved or settings.approved_phrasings
    if approved.exists():
        digest.update(b"approved" + approved.read_bytes())
    return digest.hexdigest()[:16]


def _make(catalogue: Catalogue, settings: Settings, approved: Path, folder: Path, say: Callable[[str], None]) -> None:
    work = folder.with_suffix(f".building-{os.getpid()}")  # two builds of one input never meet
    shutil.rmtree(work, ignore_errors=True)
    made = _parts(catalogue, settings, approved, say)
    work.mkdir(parents=True)
    release.save(made.parts, work)
    if catalogue.path.exists():
        shutil.copyfile(catalogue.path, work / "catalogue.sqlite")
    if approved.exists():
        shutil.copyfile(approved, work / release.APPROVED)
    told = {
        "procedures": len(made.parts.documents),
        "guides": len(made.parts.guides),
        "phrasings": len(made.said.asked),
        "approved": made.said.approved,
        "left_out": made.said.left_out,
        "training": asdict(TrainingConfig()),
        "measured": asdict(made.measured) if made.measured else None,
        "catalogue": catalogue.digest(),
        "files": release.digests(work),
    }
    (work / "release.json").write_text(json.dumps(told, indent=1))
    _put(work, folder)


def _put(work: Path, folder: Path) -> None:
    """Give a finished release its place, unless another build of the same input was quicker."""
    if not (folder / "release.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
    try:
        work.rename(folder)
    except OSError:
        if not (folder / "release.json").exists():
            raise
        shutil.rmtree(work)


@dataclass(frozen=True)
class _Made:
    parts: release.Parts
    said: Phrasings
    measured: Measured | None


def _parts(catalogue: Catalogue, settings: Settings, approved: Path, say: Callable[[str], None]) -> _Made:
    loaded = guides.load()
    records = {record.procedure_code: record for record in catalogue.offered()}
    current = guides.Guides({code: guide for code, guide in loaded.items() if code in records or code not in catalogue})
    documents, said = _documents(records, current, approved)
    if not documents:
        raise EmptyCatalogueError
    say(f"{len(documents)} procedures, {len(loaded)} guides, {len(said.asked)} phrasings ({said.left_out} left out)")
    config = TrainingConfig()
    others = Unanswerable(said.nothing, said.vague, said.ambiguous)
    answer_at = ANSWER_AT if len(documents) >= _FEW else _ANSWER_AT_AMONG_FEW
    with workers() as processes:
        trained = None if settings.embedding_model else processes.start(train, documents, config)
        aspects = processes.start(learn_aspects, said.aspects)
        names = LexicalIndex.build([" ".join(document.names) for document in documents])
        texts = LexicalIndex.build([document.text for document in documents])
        say("calibrating on unseen questions ...")
        knowledge = Knowledge(documents, others, names, texts)
        unseen = ask(knowledge, config, processes)
        say("indexing ...")
        embedding, indexes = _indexes(documents, others, names, texts, trained, settings.embedding_model)
        reader = SignalReader(documents, embedding, indexes)
        details = processes.start(learn_details, records, documents, said.details, [*loaded.values()], embedding)
        learned = calibrate(knowledge, unseen, config.seed, answer_at)
        say("learning to read follow-ups and detail questions ...")
        untold = Retriever(documents, reader, learned.ranker, learned.decider, by_similarity(), others.ambiguous)
        told = [processes.start(read_follow_ups, untold, part) for part in _halves(said.follow_ups)]
        parts = release.Parts(
            documents=documents,
            others=others,
            guides=loaded,
            families=families.load(),
            life_events=life_events.load(),
            embedding=embedding,
            indexes=indexes,
            coverage=reader.coverage,
            echo=reader.echo,
            ranker=learned.ranker,
            decider=learned.decider,
            details=details.result(),
            aspects=aspects.result(),
            two=learn_two(untold, said, learned.asked),
            context=learn_follow_ups(untold, said, [one for part in told for one in part.result()]),
        )
    return _Made(parts, said, learned.measured)


def _halves(follow_ups: Sequence[FollowUp]) -> tuple[Sequence[FollowUp], ...]:
    """Return two parts, which two processes read side by side."""
    return follow_ups[::2], follow_ups[1::2]


def _indexes(
    documents: list[Document],
    others: Unanswerable,
    names: LexicalIndex,
    texts: LexicalIndex,
    trained: Started[Trained] | None,
    model: str,
) -> tuple[Embedding, Indexes]:
    made = trained.result() if trained else None
    embedding = made.embedding if made else Embedding.load(model)
    vectors = VectorIndex.build(embedding, entries(documents, others))
    prototypes = made.prototypes if made else vectors.centres(len(documents))
    said = LexicalIndex.build([document.said for document in documents])
    return embedding, Indexes(vectors, prototypes, names, said, texts)


def _documents(
    records: Mapping[str, Procedure], loaded: guides.Guides, approved: Path
) -> tuple[list[Document], Phrasings]:
    codes = {*records, *loaded}
    said = phrasings.load(codes, approved=approved)
    by_code: dict[str, list[Phrasing]] = {}
    for phrasing in said.asked:
        by_code.setdefault(phrasing.procedure_code, []).append(phrasing)
    documents = [from_record(record, loaded.get(code), by_code.get(code, ())) for code, record in records.items()]
    documents += [
        from_guide(guide, by_code.get(code, ())) for code, guide in sorted(loaded.items()) if code not in records
    ]
    return documents, said
