"""Calibration: from enough held-out questions the ranker and the decider are learned, from too few similarity decides."""

from dataclasses import replace
from functools import cache

import numpy as np

from knowledge.phrasings.loading import Ambiguous
from retriever import decision, ranker
from retriever.calibration import Calibrated, ask, calibrate, learn
from retriever.documents import Document
from retriever.hashed_words import NOTHING_SAID
from retriever.lexical_index import LexicalIndex
from retriever.side_by_side import workers
from retriever.signals import QUESTION, SIGNALS
from retriever.training import TrainingConfig
from retriever.unseen import FOLDS, NOTHING, ONE, Knowledge, Unseen, ask_fold
from retriever.vector_index import Unanswerable
from tests.retriever.samples import MARKET, market, market_code

CONFIG = TrainingConfig(dimensions=32, steps=120, rarest_feature=1)
WEATHER = ("trời mưa", "đội bóng", "bài hát", "món chè", "phim mới", "giá vàng")
ASKING = ("{} hôm nay ra sao", "kể tôi nghe về {}", "bạn thích {} không", "{} có gì hay")
OTHERS = Unanswerable(
    tuple(ask.format(thing) for thing in WEATHER for ask in ASKING),
    ("làm giấy tờ", "tôi cần hỗ trợ", "xin chỉ dùm", "hỏi chút xíu", "giấy này làm sao"),
    tuple(
        Ambiguous(text=f"khai bán {first} hoặc {second}", procedures=(market_code(first), market_code(second)))
        for first, second in zip(list(MARKET)[::2], list(MARKET)[1::2], strict=True)
    ),
)


def knowledge(documents: tuple[Document, ...]) -> Knowledge:
    names = LexicalIndex.build([" ".join(item.names) for item in documents])
    return Knowledge(documents, OTHERS, names, LexicalIndex.build([item.text for item in documents]))


@cache
def asked() -> tuple[Unseen, ...]:
    return tuple(item for number in range(FOLDS) for item in ask_fold(knowledge(market()), CONFIG, number))


@cache
def learned() -> Calibrated:
    return learn(knowledge(market()), asked(), 5, answer_at=0.6)


def believed(item: Unseen) -> np.ndarray:
    return learned().ranker.probabilities(item.matrix)


def test_too_little_to_learn_from_lets_similarity_decide() -> None:
    few = knowledge(market()[:20])
    with workers() as processes:
        unseen = ask(few, CONFIG, processes)
    found = calibrate(few, unseen, CONFIG.seed, 0.6)
    assert unseen == []
    assert np.array_equal(found.ranker.direct_weight, ranker.by_similarity().direct_weight)
    assert np.array_equal(found.decider.weights, decision.by_similarity().weights)
    assert found.measured is None


def test_the_right_procedure_is_mostly_believed_most() -> None:
    hits = [item.right[believed(item).argmax()] for item in asked() if item.kind == ONE]
    assert np.mean(hits) > 0.8


def test_belief_in_an_ambiguous_request_is_shared() -> None:
    shares = [believed(item)[item.right] for item in asked() if item.right.sum() == 2]
    assert shares
    assert np.median([share.sum() for share in shares]) > 0.7
    assert np.median([share.min() for share in shares]) > 0.15


def test_what_it_measured_is_what_it_does() -> None:
    measured = learned().measured
    assert measured is not None
    hits = [item.right[believed(item).argmax()] for item in asked() if item.kind == ONE]
    assert abs(measured.first - np.mean(hits)) < 1e-6
    assert measured.first <= measured.in_five <= 1
    assert measured.right_of_answered > 0.7


def test_what_nothing_answers_is_mostly_declined() -> None:
    measured = learned().measured
    assert measured is not None
    assert sum(item.kind == NOTHING for item in asked()) == len(OTHERS.nothing)
    assert measured.declined > 0.6


def test_an_answer_needs_the_belief_that_is_asked_for() -> None:
    assert learned().decider.answer_at == 0.6


def test_the_same_questions_and_seed_teach_the_same() -> None:
    again = learn(knowledge(market()), asked(), 5, answer_at=0.6)
    assert np.array_equal(again.ranker.first_weight, learned().ranker.first_weight)
    assert np.array_equal(again.decider.weights, learned().decider.weights)
    assert again.measured == learned().measured


def test_a_question_without_any_candidate_is_learned_from_too() -> None:
    """Among few procedures some of what nothing answers resembles none of them."""
    nobody = np.zeros(0, np.int64)
    of_nobody = np.zeros((0, len(SIGNALS)), np.float32)
    lost = Unseen(nobody, of_nobody, np.zeros(len(QUESTION), np.float32), nobody.astype(bool), NOTHING, NOTHING_SAID)
    found = learn(knowledge(market()), [*asked(), lost], 5, answer_at=0.6)
    assert len(found.asked) == len(asked()) + 1
    assert np.isfinite(found.decider.weights).all()


def test_the_level_in_a_name_changes_nothing_that_is_learned() -> None:
    at_a_level = tuple(replace(item, name=f"{item.name} (cấp xã)") for item in market())
    again = learn(knowledge(at_a_level), asked(), 5, answer_at=0.6)
    assert np.array_equal(again.decider.weights, learned().decider.weights)
