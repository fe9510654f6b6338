"""Training the small embedding from the loaded knowledge: contrastive, seeded, tens of seconds on two cores.

In-batch negatives over pairs phrasing-phrasing, phrasing-name and, for every procedure, name-context;
syllables are dropped at random so that no single word carries a match. Half of each batch comes from
one field, so that look-alikes meet as negatives.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from retriever.documents import Document
from retriever.embedding import Embedding
from retriever.features import feature_text, placed_features

IntArray = NDArray[np.int64]
Bag = dict[str, torch.Tensor]


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides the outcome; saved beside the model."""

    dimensions: int = 160
    steps: int = 320
    batch: int = 256
    learning_rate: float = 0.01
    scale: float = 20.0
    drop: float = 0.2
    rarest_feature: int = 2
    seed: int = 20260719


def train(documents: Sequence[Document], config: TrainingConfig) -> Embedding:
    """Train and return the embedding. The same documents and config give the same model."""
    torch.set_num_threads(1)  # as quick on a free machine, and many times quicker beside other work
    torch.manual_seed(config.seed)
    static = StaticEmbedding(_tokenizer(documents, config), embedding_dim=config.dimensions)
    torch.nn.init.normal_(static.embedding.weight, std=0.1)
    model = SentenceTransformer(modules=[static], device="cpu")
    loss_of = MultipleNegativesRankingLoss(model, scale=config.scale)
    optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate)
    steps = min(config.steps, 40 + 4 * len(documents))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=config.learning_rate, total_steps=steps)
    sampler = _PairSampler(documents, static.tokenizer, config)
    for _ in range(steps):
        left, right = sampler.batch()
        loss = loss_of([left, right], torch.empty(0))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
    return Embedding(model.eval(), reads_features=True)


def _tokenizer(documents: Sequence[Document], config: TrainingConfig) -> Tokenizer:
    counts: Counter[str] = Counter()
    for document in documents:
        for text in (*document.names, *document.phrasings, document.context):
            counts.update(feature_text(text).split())
    frequent = [feature for feature, count in sorted(counts.items()) if count >= config.rarest_feature]
    tokenizer = Tokenizer(WordLevel({feature: number for number, feature in enumerate(["", *frequent])}, unk_token=""))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return tokenizer


@dataclass(frozen=True)
class _Encoded:
    """A text's feature ids and, for each feature, the first and last word that it comes from."""

    ids: IntArray
    first: IntArray
    last: IntArray
    words: int

    def dropped(self, chance: np.random.Generator, share: float) -> IntArray:
        """Return the feature ids that survive when each word is dropped with probability `share`."""
        kept = chance.random(self.words) >= share
        left = self.ids[kept[self.first] & kept[self.last]] if self.words else self.ids
        return left if len(left) else self.ids


class _Encoder:
    """Encodes each text once; features outside the vocabulary are left out."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.vocabulary: dict[str, int] = tokenizer.get_vocab()
        self.known: dict[str, _Encoded] = {}

    def encode(self, text: str) -> _Encoded:
        if text not in self.known:
            self.known[text] = self._encode(text)
        return self.known[text]

    def _encode(self, text: str) -> _Encoded:
        placed = [item for item in placed_features(text) if item[0] in self.vocabulary]
        columns = [[self.vocabulary[feature], first, last] for feature, first, last in placed] or [[0, 0, 0]]
        ids, first, last = np.array(columns, dtype=np.int64).T
        return _Encoded(ids, first, last, int(last.max()) + 1)


class _PairSampler:
    """Draws batches of pairs, each pair of another procedure."""

    def __init__(self, documents: Sequence[Document], tokenizer: Tokenizer, config: TrainingConfig) -> None:
        self.random = random.Random(config.seed)
        self.chance = np.random.default_rng(config.seed)
        self.encoder = _Encoder(tokenizer)
        self.config = config
        self.phrased = [document for document in documents if document.phrasings]
        self.silent = [document for document in documents if not document.phrasings]
        self.by_field: dict[str, list[Document]] = {}
        for document in self.phrased:
            self.by_field.setdefault(document.field, []).append(document)
        self.weights = [len(members) for members in self.by_field.values()]

    def batch(self) -> tuple[Bag, Bag]:
        pairs = [self._pair(document) for document in self._documents()]
        return self._bag([left for left, _ in pairs]), self._bag([right for _, right in pairs])

    def _documents(self) -> list[Document]:
        size = self.config.batch
        chosen: dict[str, Document] = {}
        if self.by_field:
            for members in self.random.choices(list(self.by_field.values()), weights=self.weights, k=4):
                for document in self.random.sample(members, min(len(members), size // 8)):
                    chosen[document.procedure_code] = document
        for pool, share in ((self.phrased, size // 2), (self.silent, size // 3)):
            for document in self.random.sample(pool, min(len(pool), share)):
                chosen[document.procedure_code] = document
        return list(chosen.values())

    def _pair(self, document: Document) -> tuple[str, str]:
        name = self.random.choice(document.names)
        if not document.phrasings:
            other = document.context if len(document.names) == 1 else self.random.choice(document.names)
            return name, other or name
        question = self.random.choice(document.phrasings)
        return question, self.random.choice(document.phrasings) if self.random.random() < 0.7 else name

    def _bag(self, texts: list[str]) -> Bag:
        ids = [self.encoder.encode(text).dropped(self.chance, self.config.drop) for text in texts]
        offsets = np.cumsum([0] + [len(item) for item in ids[:-1]])
        return {"input_ids": torch.from_numpy(np.concatenate(ids)), "offsets": torch.from_numpy(offsets)}
