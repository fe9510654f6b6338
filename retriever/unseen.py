"""Questions asked as strangers: of an embedding and an index that have never seen them.

The phrasings are split into folds; for each, an embedding is trained without them and they are asked. In
each fold some procedures fall silent altogether, so that procedures without any phrasing are met too, and a
quarter of the questions is asked with slips. Some are asked again with an invented thing in the place of their own.
Folds run side by side in processes of their own.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.procedures.models import Level
from retriever import invented, twins
from retriever.documents import Document
from retriever.hashed_words import Said, said_in
from retriever.lexical_index import LexicalIndex
from retriever.side_by_side import Workers
from retriever.signals import Indexes, Matrix, SignalReader
from retriever.slips import slipped
from retriever.training import TrainingConfig, train
from retriever.vector_index import Unanswerable, VectorIndex, entries

FOLDS = 4
NOTHING, VAGUE, AMBIGUOUS, ONE, INVENTED = "nothing", "vague", "ambiguous", "one", "invented"
"""What a question is: nothing answers it, too vague to tell, several procedures could, one is meant, or what is meant
was made up (`retriever/invented.py`)."""
_SILENT_SHARE = 12
_MOST_A_PROCEDURE, _MOST_OF_A_GUIDE = 2, 6
"""How many questions of one procedure are asked in one fold."""
_GUIDED, _COMMUNE, _OTHER = 6, 3, 2
"""How often a procedure's questions come, against others: those with a guide most of all (our estimate).

Requests that are ambiguous are mostly about procedures that many ask for; weighed against questions about rare ones,
these would look as if one had always to ask back.
"""
_SLIPPED = 0.25
_INVENTED = 0.4
"""Share of the questions about one procedure that are asked again with an invented thing, where that can be done."""

Asked = tuple[str, tuple[int, ...], str]
"""A question's text, rows of the right documents, and kind."""


@dataclass(frozen=True)
class Unseen:
    """One held-out question: signals of its candidates, and which of them are right (`right`, shape (candidates,)).

    `often`: how many questions like it come for one about a rare procedure.
    """

    candidates: NDArray[np.int64]
    matrix: Matrix
    question: Matrix
    right: NDArray[np.bool_]
    kind: str
    said: Said
    often: int = 1


@dataclass(frozen=True)
class Knowledge:
    """What is asked about, and the indexes that do not depend on what is said."""

    documents: Sequence[Document]
    others: Unanswerable
    names: LexicalIndex
    texts: LexicalIndex


def ask_all(knowledge: Knowledge, config: TrainingConfig, workers: Workers) -> list[Unseen]:
    """Return every held-out question with its signals, fold by fold. Deterministic for a config."""
    folds = [workers.start(ask_fold, knowledge, config, fold) for fold in range(FOLDS)]
    return [item for fold in folds for item in fold.result()]


def ask_fold(knowledge: Knowledge, config: TrainingConfig, fold: int) -> list[Unseen]:
    """Return the held-out questions of one fold."""
    chance = random.Random(config.seed)
    silent = [chance.randrange(_SILENT_SHARE) for _ in knowledge.documents]
    asked = list(_questions(knowledge))
    folds = {text: chance.randrange(FOLDS) for text in dict.fromkeys(text for text, _, _ in asked)}
    kept = [
        document.without({text for text in document.phrasings if folds[text] == fold or silent[owner] == fold})
        for owner, document in enumerate(knowledge.documents)
    ]
    reader = _reader(knowledge, kept, folds, fold, config)
    chance = random.Random(config.seed + fold)
    of_name = twins.names(knowledge.documents)
    drawn = [*_drawn(knowledge, [item for item in asked if folds[item[0]] == fold], chance)]
    found = []
    for text, owners, kind in [*drawn, *_invented(drawn, reader, random.Random(f"{INVENTED} {config.seed} {fold}"))]:
        written = slipped(text, chance) if chance.random() < _SLIPPED else text
        signals = reader.read(written)
        right = np.isin(of_name[signals.candidates], of_name[list(owners)])
        often = _often(knowledge.documents[owners[0]]) if kind == ONE else 1
        found.append(Unseen(signals.candidates, signals.matrix, signals.question, right, kind, said_in(written), often))
    return found


def _invented(drawn: Sequence[Asked], reader: SignalReader, chance: random.Random) -> Iterator[Asked]:
    """Yield questions of `drawn` with things that no procedure knows, taken from what nothing answers."""
    things = invented.things((text for text, _, kind in drawn if kind == NOTHING), reader.coverage)
    for text, owners, kind in drawn if things else ():
        if kind != ONE or chance.random() >= _INVENTED:
            continue
        name = reader.name_syllables[owners[0]]
        if made := invented.invented(text, name, chance.choice(things), reader.coverage):
            yield made, (), INVENTED


def _questions(knowledge: Knowledge) -> Iterator[Asked]:
    """Yield every question."""
    rows = {document.procedure_code: row for row, document in enumerate(knowledge.documents)}
    for row, document in enumerate(knowledge.documents):
        yield from ((text, (row,), ONE) for text in document.phrasings)
    others = knowledge.others
    yield from ((text, (), NOTHING) for text in others.nothing)
    yield from ((text, (), VAGUE) for text in others.vague)
    for item in others.ambiguous:
        yield item.text, tuple(rows[code] for code in item.procedures if code in rows), AMBIGUOUS


def _often(document: Document) -> int:
    if document.has_guide:
        return _GUIDED
    return _COMMUNE if document.level is Level.COMMUNE else _OTHER


def _drawn(knowledge: Knowledge, asked: list[Asked], chance: random.Random) -> Iterator[Asked]:
    """Yield the questions in random order, of one procedure no more than the limits above."""
    taken: dict[int, int] = {}
    for item in chance.sample(asked, len(asked)):
        if item[2] == ONE:
            owner = item[1][0]
            taken[owner] = taken.get(owner, 0) + 1
            if taken[owner] > (_MOST_OF_A_GUIDE if knowledge.documents[owner].has_guide else _MOST_A_PROCEDURE):
                continue
        yield item


def _reader(
    knowledge: Knowledge, kept: list[Document], folds: dict[str, int], fold: int, config: TrainingConfig
) -> SignalReader:
    trained = train(kept, replace(config, steps=config.steps // 2, seed=config.seed + fold))
    others = knowledge.others
    seen = Unanswerable(
        [text for text in others.nothing if folds[text] != fold],
        [text for text in others.vague if folds[text] != fold],
        [item for item in others.ambiguous if folds[item.text] != fold],
    )
    vectors = VectorIndex.build(trained.embedding, entries(kept, seen))
    said = LexicalIndex.build([document.said for document in kept])
    indexes = Indexes(vectors, trained.prototypes, knowledge.names, said, knowledge.texts)
    return SignalReader(kept, trained.embedding, indexes)
