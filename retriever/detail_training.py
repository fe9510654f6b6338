"""Learning to read detail questions, from `knowledge/phrasings/details.yml` and from plain questions of the phrasings."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.guides.models import Guide
from knowledge.phrasings.loading import DetailQuestion
from knowledge.procedures.models import Procedure
from retriever.documents import Document
from retriever.embedding import Embedding
from retriever.passages import PAIR_WIDTH, WIDTH, Passage, PassageIndex, Values, Weights, line_scores, rarity, views

_FEWEST = 40
_PLAIN = 600
_OTHERS = 40
_FOLDS = 3
_SEED = 20260719


@dataclass(frozen=True)
class _Example:
    """One question with the inputs of each sentence; `question` None: a plain one."""

    text: str
    procedure_code: str
    question: DetailQuestion | None
    pairs: Values
    sentences: tuple[Passage, ...]

    def likeness(self, row: int) -> float:
        """Return how close a sentence is before anything is learned."""
        return float(self.pairs[row, 2] + self.pairs[row, 4])


def learn(
    records: Mapping[str, Procedure],
    documents: Sequence[Document],
    questions: Sequence[DetailQuestion],
    guides: Iterable[Guide],
    embedding: Embedding,
) -> Weights:
    """Return the weights for detail questions; too few of them: only a line that holds nearly every word is told."""
    plain = Weights(rarity(records.values()), *by_coverage())
    known = [item for item in questions if item.procedure in records]
    if len(known) < _FEWEST:
        return plain
    index = PassageIndex(embedding, plain, views(guides))
    chance = random.Random(_SEED)
    read = [
        _Example(item.text, item.procedure, item, *index.pairs(item.text, records[item.procedure])) for item in known
    ]
    read += [
        _Example(text, code, None, *index.pairs(text, records[code]))
        for text, code in _plain(documents, records, chance)
    ]
    read = [example for example in read if example.sentences]
    fold_of = {code: chance.randrange(_FOLDS) for code in sorted({example.procedure_code for example in read})}
    by_code = {document.procedure_code: document for document in documents}
    values, labels = [], []
    for fold in range(_FOLDS):
        elsewhere = _fit_pairs([item for item in read if fold_of[item.procedure_code] != fold], chance)
        for item in (item for item in read if fold_of[item.procedure_code] == fold):
            values.append(_values(index, item, elsewhere, by_code[item.procedure_code]))
            labels.append((item.question is not None, _is_right(item, elsewhere)))
    decide, bias = _fit_beliefs(values, labels)
    return replace(plain, pair=_fit_pairs(read, chance), decide=decide, bias=bias)


def by_coverage() -> tuple[Values, Values, Values]:
    """Return hand-set weights for knowledge too small to learn from."""
    pair = np.zeros(PAIR_WIDTH + 1, dtype=np.float32)
    pair[[0, 2, 4]], pair[-1] = (3.0, 4.0, 3.0), -6.0
    decide = np.zeros((WIDTH, 2), dtype=np.float32)
    decide[0], decide[6] = (5.0, 5.0), (2.0, 0.0)
    return pair, decide, np.array([-2.0, -3.0], dtype=np.float32)


def _fit_pairs(read: Sequence[_Example], chance: random.Random) -> Values:
    """Fit the sentence scorer: of each line that answers, its best-covered sentence against other lines' sentences."""
    inputs, targets = [], []
    for item in read:
        if item.question is None:
            continue
        right = [row for row, passage in enumerate(item.sentences) if _answers(item.question, passage)]
        for reference in sorted({item.sentences[row].reference for row in right}):
            own = [row for row in right if item.sentences[row].reference == reference]
            inputs.append(item.pairs[max(own, key=item.likeness)])
            targets.append(1)
        wrong = [row for row in range(len(item.sentences)) if row not in set(right)]
        hard = sorted(wrong, key=item.likeness, reverse=True)[: _OTHERS // 4] if right else []
        drawn = chance.sample(wrong, min(_OTHERS if right else _OTHERS // 4, len(wrong)))
        for row in sorted({*hard, *drawn}):
            inputs.append(item.pairs[row])
            targets.append(0)
    if len(set(targets)) < 2:
        return by_coverage()[0]
    model = LogisticRegression(C=1.0, max_iter=2000)
    model.fit(np.stack(inputs), targets)
    return np.append(model.coef_[0], model.intercept_).astype(np.float32)


def _answers(question: DetailQuestion, passage: Passage) -> bool:
    return passage.reference.partition("#")[2] in question.lines


def _values(index: PassageIndex, item: _Example, pair: Values, document: Document) -> Values:
    scores = line_scores(item.pairs, item.sentences, pair)
    said = (*document.names, *(text for text in document.phrasings if text != item.text))
    beliefs = np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
    return index.values(item.text, item.pairs, beliefs, np.argsort(-scores), said)


def _is_right(item: _Example, pair: Values) -> bool:
    """Whether the line that would be quoted answers the question."""
    best = item.sentences[int(np.argmax(line_scores(item.pairs, item.sentences, pair)))]
    return item.question is not None and _answers(item.question, best)


def _plain(
    documents: Sequence[Document], records: Mapping[str, Procedure], chance: random.Random
) -> list[tuple[str, str]]:
    """Return plain questions with their procedures."""
    codes = [document for document in documents if document.procedure_code in records]
    every = [(text, document.procedure_code) for document in codes for text in document.phrasings]
    return chance.sample(every, min(_PLAIN, len(every)))


def _fit_beliefs(values: Sequence[Values], labels: Sequence[tuple[bool, bool]]) -> tuple[Values, Values]:
    """Fit both beliefs: "detail" on all questions, "said" on detail questions only."""
    rows = [row for row, (is_detail, _) in enumerate(labels) if is_detail]
    if len(rows) == len(labels) or len({labels[row][1] for row in rows}) < 2:
        return by_coverage()[1:]
    every = np.stack(values)
    detail = LogisticRegression(C=3.0, max_iter=4000, class_weight="balanced")
    detail.fit(every, [is_detail for is_detail, _ in labels])
    said = LogisticRegression(C=3.0, max_iter=4000)
    said.fit(every[rows], [labels[row][1] for row in rows])
    weights = np.stack([detail.coef_[0], said.coef_[0]], axis=1)
    return weights.astype(np.float32), np.append(detail.intercept_, said.intercept_).astype(np.float32)
