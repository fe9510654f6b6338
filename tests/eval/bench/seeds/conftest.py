"""What the tests of seeds share: trials made by hand."""

from collections.abc import Callable

import pytest

from eval.bench.seeds.trial import REPORTED, Trial
from eval.figures import Figure

Tried = Callable[..., Trial]


@pytest.fixture
def tried() -> Tried:
    """Make a trial by hand: `tried(7, first=0.5)`; the other figures are about no question."""

    def make(seed: int | None, **shares: float) -> Trial:
        absent = {measure: Figure(None, 0) for measure in REPORTED}
        told = {measure: Figure(share, 10, share - 0.1, share + 0.1) for measure, share in shares.items()}
        return Trial(seed, 3.0, absent | told)

    return make
