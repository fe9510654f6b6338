"""Questions asked as strangers: nothing that answers them has seen them."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from knowledge.phrasings.loading import Ambiguous
from retriever.documents import Document
from retriever.lexical_index import LexicalIndex
from retriever.signals import QUESTION, SIGNALS
from retriever.training import TrainingConfig
from retriever.unseen import AMBIGUOUS, FOLDS, INVENTED, NOTHING, ONE, VAGUE, Knowledge, Unseen, ask_fold
from retriever.vector_index import Unanswerable
from tests.retriever.samples import MARKET, market, market_code, reader_over

CONFIG = TrainingConfig(dimensions=16, steps=8, rarest_feature=1)
"""So few steps that two texts are never quite the same."""
PLAIN = list(MARKET.values())
OTHERS = Unanswerable(
    tuple(f"{plain} hôm nay đẹp không" for plain in PLAIN[:12]),
    tuple(f"giấy {plain}" for plain in PLAIN[12:18]),
    tuple(
        Ambiguous(text=f"bán {plain} ăn", procedures=(market_code("gạo"), market_code("muối"), "9.999999"))
        for plain in PLAIN[18:26]
    ),
)


@cache
def documents() -> tuple[Document, ...]:
    """The market, where every phrasing has a word of its own and one procedure is asked for in forty ways."""
    made = [
        replace(item, phrasings=tuple(f"{text} chữ{row:02d}{place}" for place, text in enumerate(item.phrasings)))
        for row, item in enumerate(market())
    ]
    crowded = replace(made[7], phrasings=tuple(f"mua nón lá kiểu{place} chữ99{place:02d}" for place in range(40)))
    return (*made[:7], crowded, *made[8:])


@cache
def knowledge() -> Knowledge:
    names = LexicalIndex.build([" ".join(item.names) for item in documents()])
    return Knowledge(documents(), OTHERS, names, LexicalIndex.build([item.text for item in documents()]))


@cache
def fold(number: int) -> tuple[Unseen, ...]:
    return tuple(ask_fold(knowledge(), CONFIG, number))


def every() -> list[Unseen]:
    return [item for number in range(FOLDS) for item in fold(number)]


def of_question(item: Unseen, signal: str) -> float:
    return float(item.question[QUESTION.index(signal)])


def test_what_was_held_out_is_not_in_the_index_it_is_asked_of() -> None:
    asked = [item for item in every() if item.kind == ONE]
    assert max(of_question(item, "best_similarity") for item in asked) < 0.99
    assert max(of_question(item, "known") for item in asked) < 1


def test_what_was_not_held_out_would_be_told_by_it() -> None:
    reader = reader_over(documents(), OTHERS)
    for item in documents()[:5]:
        signals = reader.read(item.phrasings[0])
        assert signals.of_question("best_similarity") > 0.99
        assert signals.of_question("known") == 1


def test_what_nothing_answers_is_held_out_too() -> None:
    for kind, signal in ((NOTHING, "nothing"), (VAGUE, "vague"), (AMBIGUOUS, "ambiguous")):
        asked = [item for item in every() if item.kind == kind]
        assert asked
        assert max(of_question(item, f"{signal}_similarity") for item in asked) < 0.99


def test_every_question_that_no_single_procedure_answers_is_asked_in_one_fold() -> None:
    asked = Counter(item.kind for item in every())
    assert (asked[NOTHING], asked[VAGUE], asked[AMBIGUOUS]) == (12, 6, 8)


def test_no_procedure_crowds_out_the_others() -> None:
    for number in range(FOLDS):
        owners = [int(item.candidates[item.right][0]) for item in fold(number) if item.kind == ONE and item.right.any()]
        assert 1 <= Counter(owners)[7] <= 3
        assert max(Counter(owners).values()) <= 3


def test_procedures_that_nobody_was_heard_to_ask_for_are_asked_for_too() -> None:
    phrased = SIGNALS.index("phrased")
    right = [item.matrix[item.right, phrased] for item in every() if item.kind == ONE and item.right.any()]
    assert 0 < np.mean([column.max() == 0 for column in right]) < 0.4


def test_each_kind_has_its_right_ones() -> None:
    for item in every():
        if item.kind == ONE:
            assert item.right.sum() <= 1
        elif item.kind == AMBIGUOUS:
            assert {int(row) for row in item.candidates[item.right]} <= {0, 1}
        else:
            assert not item.right.any()
    assert max(item.right.sum() for item in every() if item.kind == AMBIGUOUS) == 2


def test_some_are_asked_again_about_a_thing_that_no_procedure_knows() -> None:
    lacking = SIGNALS.index("missing_words")
    asked = {kind: [item for item in every() if item.kind == kind] for kind in (ONE, INVENTED)}
    least = {kind: np.mean([item.matrix[:, lacking].min() for item in items]) for kind, items in asked.items()}
    assert 0 < len(asked[INVENTED]) < len(asked[ONE])
    assert least[INVENTED] > least[ONE]


def test_the_right_one_is_mostly_among_the_candidates() -> None:
    assert np.mean([item.right.any() for item in every() if item.kind == ONE]) > 0.8


def test_records_of_one_name_are_all_right() -> None:
    twin = replace(documents()[0], procedure_code="8.000001", phrasings=())
    doubled = replace(knowledge(), documents=(*documents(), twin))
    doubled = replace(
        doubled,
        names=LexicalIndex.build([" ".join(item.names) for item in doubled.documents]),
        texts=LexicalIndex.build([item.text for item in doubled.documents]),
    )
    asked = [item for item in ask_fold(doubled, CONFIG, 0) if item.kind == ONE and item.right.sum() > 1]
    assert asked
    assert all({int(row) for row in item.candidates[item.right]} == {0, 40} for item in asked)


def test_shapes_agree() -> None:
    for item in fold(0):
        assert item.matrix.shape == (len(item.candidates), len(SIGNALS))
        assert (item.right.shape, item.question.shape) == (item.candidates.shape, (len(QUESTION),))
        assert np.isfinite(item.matrix).all()
        assert np.isfinite(item.question).all()


def test_the_same_fold_is_asked_the_same() -> None:
    for before, after in zip(fold(1), ask_fold(knowledge(), CONFIG, 1), strict=True):
        assert np.array_equal(before.matrix, after.matrix)
        assert np.array_equal(before.question, after.question)
        assert (before.kind, before.right.tolist()) == (after.kind, after.right.tolist())


@pytest.mark.parametrize("number", range(FOLDS))
def test_every_fold_asks_something_of_each_kind_that_is_common(number: int) -> None:
    assert {ONE, NOTHING} <= {item.kind for item in fold(number)}
