"""Training the small embedding from the loaded knowledge: contrastive, seeded, half a minute on one core.

Two losses at once over pairs phrasing-phrasing, phrasing-name and, for every procedure, name-context: each
text must find its partner among the batch, and its procedure among all procedures by one learned vector a
procedure (its prototype; Snell, Swersky & Zemel, Prototypical Networks, 2017, learned instead of averaged).
Words are dropped at random so that no single one carries a match, some questions are read with slips, and
half of each batch comes from a few fields, so that look-alikes meet as negatives.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from retriever.documents import Document
from retriever.embedding import Embedding, Vectors
from retriever.features import feature_text, placed_features
from retriever.slips import slipped

IntArray = NDArray[np.int64]
Bag = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class TrainingConfig:
    """Everything that decides the outcome; saved beside the model."""

    dimensions: int = 160
    steps: int = 400
    batch: int = 512
    learning_rate: float = 0.01
    scale: float = 14.0
    drop: float = 0.1
    slips: float = 0.3
    rarest_feature: int = 2
    seed: int = 20260719


@dataclass(frozen=True)
class Trained:
    """The embedding and one unit vector a document, shape (documents, dimensions)."""

    embedding: Embedding
    prototypes: Vectors


def train(documents: Sequence[Document], config: TrainingConfig) -> Trained:
    """Train and return the embedding and the prototypes. The same documents and config give the same."""
    torch.set_num_threads(1)  # as quick on a free machine, and many times quicker beside other work
    torch.manual_seed(config.seed)
    static = StaticEmbedding(_tokenizer(documents, config), embedding_dim=config.dimensions)
    torch.nn.init.normal_(static.embedding.weight, std=0.1)
    static.embedding.weight.data[0] = 0
    static.embedding.padding_idx = 0  # what is not known pulls nowhere, and never learns to
    prototypes = torch.nn.Parameter(torch.randn(len(documents), config.dimensions) * 0.1)
    optimizer = torch.optim.Adam([static.embedding.weight, prototypes], lr=config.learning_rate, fused=True)
    steps = min(config.steps, 40 + 4 * len(documents))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=config.learning_rate, total_steps=steps)
    sampler = _PairSampler(documents, static.tokenizer, config)
    for _ in range(steps):
        owners, left, right = sampler.batch()
        loss = _loss(_encoded(static, left), _encoded(static, right), prototypes, owners, config.scale)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    model = SentenceTransformer(modules=[static], device="cpu").eval()
    unit = torch.nn.functional.normalize(prototypes.detach(), dim=1).numpy()
    return Trained(Embedding(model, reads_features=True), unit)


def _encoded(static: StaticEmbedding, bag: Bag) -> torch.Tensor:
    return torch.nn.functional.normalize(static.embedding(*bag), dim=1)


def _loss(
    left: torch.Tensor, right: torch.Tensor, prototypes: torch.Tensor, owners: torch.Tensor, scale: float
) -> torch.Tensor:
    of = torch.nn.functional.cross_entropy
    each = torch.nn.functional.normalize(prototypes, dim=1).T * scale
    partner = of(left @ right.T * scale, torch.arange(len(owners)))
    return partner + of(left @ each, owners)


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
        self.documents = documents
        self.phrased = [owner for owner, document in enumerate(documents) if document.phrasings]
        self.silent = [owner for owner, document in enumerate(documents) if not document.phrasings]
        self.by_field: dict[str, list[int]] = {}
        for owner in self.phrased:
            self.by_field.setdefault(documents[owner].field, []).append(owner)
        self.weights = [len(members) for members in self.by_field.values()]

    def batch(self) -> tuple[torch.Tensor, Bag, Bag]:
        """Return the owners of the pairs, shape (pairs,), and both sides."""
        owners = self._owners()
        pairs = [self._pair(self.documents[owner]) for owner in owners]
        left, right = self._bag([left for left, _ in pairs]), self._bag([right for _, right in pairs])
        return torch.tensor(owners), left, right

    def _owners(self) -> list[int]:
        size = self.config.batch
        chosen: dict[int, None] = {}
        if self.by_field:
            for members in self.random.choices(list(self.by_field.values()), weights=self.weights, k=4):
                chosen.update(dict.fromkeys(self.random.sample(members, min(len(members), size // 8))))
        for pool, share in ((self.phrased, size // 2), (self.silent, size // 3)):
            chosen.update(dict.fromkeys(self.random.sample(pool, min(len(pool), share))))
        return list(chosen)

    def _pair(self, document: Document) -> tuple[str, str]:
        name = self.random.choice(document.names)
        if not document.phrasings:
            other = document.context if len(document.names) == 1 else self.random.choice(document.names)
            return name, other or name
        question = self.random.choice(document.phrasings)
        if self.random.random() < self.config.slips:
            question = slipped(question, random.Random(f"{question} {self.random.randrange(_READINGS)}"))
        return question, self.random.choice(document.phrasings) if self.random.random() < 0.7 else name

    def _bag(self, texts: list[str]) -> Bag:
        ids = [self.encoder.encode(text).dropped(self.chance, self.config.drop) for text in texts]
        offsets = np.cumsum([0] + [len(item) for item in ids[:-1]])
        return torch.from_numpy(np.concatenate(ids)), torch.from_numpy(offsets)


_READINGS = 3
"""In how many ways one question is read with slips, so that each is encoded once."""
