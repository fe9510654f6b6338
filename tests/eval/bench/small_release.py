"""A release of the forty procedures of a market: as real as the guides', and read and trained on in a moment."""

import json
from dataclasses import asdict
from pathlib import Path

from knowledge.guides.loading import Guides
from retriever import decision, ranker, release
from retriever.context import by_similarity
from retriever.training import TrainingConfig
from retriever.vector_index import Unanswerable
from tests.retriever.samples import NOTHING, VAGUE, market, market_training, reader_over, small_parts

CONFIG = TrainingConfig(dimensions=32, steps=60, rarest_feature=1)
"""What `market_training` trains with; kept beside the release as a build keeps its own."""
OTHERS = Unanswerable(NOTHING, VAGUE)


def save(folder: Path) -> None:
    """Write the release as `folder`, which is not there yet."""
    folder.mkdir(parents=True)
    signals = reader_over(market(), OTHERS, market_training())
    parts = small_parts(
        documents=market(),
        others=OTHERS,
        guides=Guides({}),
        embedding=signals.embedding,
        indexes=signals.indexes,
        ranker=ranker.by_similarity(),
        decider=decision.by_similarity(),
        context=by_similarity(),
    )
    release.save(parts, folder)
    (folder / "release.json").write_text(json.dumps({"training": asdict(CONFIG)}), encoding="utf-8")
