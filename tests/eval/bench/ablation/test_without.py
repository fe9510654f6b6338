"""The market's retriever without one of its parts."""

from dataclasses import replace

import numpy as np
import pytest

from eval.bench.ablation.parts import PARTS, WHOLE
from eval.bench.ablation.without import Lessons
from knowledge.settings import settings
from retriever import release
from retriever.signals import SIGNALS
from tests.eval.bench.small_release import CONFIG

_BY_NAME = {part.name: part for part in (WHOLE, *PARTS)}
ASKED = "làm giấy bày lúa xay"


@pytest.fixture
def lessons(released: str) -> Lessons:
    return Lessons.of(release.load(release.current(settings().releases)), replace(CONFIG, steps=20))


def test_what_is_taken_away_is_not_read(lessons: Lessons) -> None:
    whole, without = (lessons.without(_BY_NAME[name]).signals.read(ASKED) for name in ("nothing", "names"))
    gone = [SIGNALS.index(name) for name in _BY_NAME["names"].signals]
    others = [column for column in range(len(SIGNALS)) if column not in gone]
    assert np.array_equal(whole.candidates, without.candidates)
    assert whole.matrix[:, gone].any()
    assert not without.matrix[:, gone].any()
    assert np.array_equal(whole.matrix[:, others], without.matrix[:, others])


def test_the_decider_learns_no_words_where_they_are_taken_away(lessons: Lessons) -> None:
    assert lessons.without(WHOLE).decider.word_weights.any()
    assert lessons.without(WHOLE).decider.manner_weights.any()
    silent = lessons.without(_BY_NAME["words"]).decider
    assert not silent.word_weights.any()
    assert not silent.manner_weights.any()


def test_the_lessons_stay_as_they_are(lessons: Lessons) -> None:
    before = [item.matrix.copy() for item in lessons.unseen]
    lessons.without(_BY_NAME["embedding"])
    assert all(np.array_equal(one, item.matrix) for one, item in zip(before, lessons.unseen, strict=True))
