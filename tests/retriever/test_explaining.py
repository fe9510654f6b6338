"""An explanation is of the very search that it explains, and says of every result why it is there."""

import json
import math
from collections.abc import Iterator
from copy import copy
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.settings import Settings
from knowledge.settings import settings as current_settings
from knowledge.vietnamese.everyday import standardise
from retriever import context as context_module
from retriever import decision, ranker
from retriever.__main__ import main
from retriever.context import Meaning
from retriever.coverage import asked
from retriever.decision import INPUTS, ORDER, Decision
from retriever.engine import Found, Retriever
from retriever.explaining import Evidence, Explanation, Reading, Way, explain, lines, shown
from retriever.hashed_words import placed, placed_manner
from retriever.signals import QUESTION, SIGNALS
from tests.retriever.samples import a_document, always, reader_over

BIRTH, MARRIAGE, STAY, APART, UNKNOWN = "1.001193", "1.000894", "1.004194", "1.010038", "9.999999"
PLAIN = "dk ks cho con moi sinh"
TWO = "đăng ký khai sinh cho con và đăng ký tạm trú cho vợ"
WEATHER = "hôm nay trời có mưa không"
FEE = "phí bao nhiêu"
QUESTIONS = (
    PLAIN, TWO, WEATHER, FEE, "", "?!", "tui muốn làm giấy tờ", "mở tiệm bán cà phê", "Đăng ký kết hôn",
    "con tui sinh ở nhà thì sao", "<b>khai sinh</b>'; DROP TABLE", "出生登记", "ស្នើសុំ", "👶👶", "the birth of my son",
)  # fmt: skip
CONTEXTS: tuple[tuple[str, ...], ...] = ((), (BIRTH,), (MARRIAGE, BIRTH), (UNKNOWN,), (UNKNOWN, MARRIAGE))
WORDS = ("khai sinh", "kết hôn", "và", "rồi", "luôn", ";", "?", "phí", "mấy ngày", "đất", "con tui", "bán xe", "mất")
each_context = pytest.mark.parametrize("context", CONTEXTS)
each_question = pytest.mark.parametrize("question", QUESTIONS)


@pytest.fixture
def released(guides_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line sees the release of the guides."""
    monkeypatch.setenv("MOTCUA_VAR", str(guides_settings.var))
    current_settings.cache_clear()
    yield
    monkeypatch.undo()
    current_settings.cache_clear()


@pytest.fixture(scope="module")
def twins() -> Retriever:
    """Two records of one name, and a third."""
    cats = [a_document("Đăng ký nuôi mèo", "xin nuôi mèo", code=f"1.00000{place}") for place in (1, 2)]
    made = [*cats, a_document("Đăng ký nuôi chó", "xin nuôi chó", code="1.000003")]
    return Retriever(
        made, reader_over(made), ranker.by_similarity(), decision.by_similarity(), context_module.by_similarity()
    )


def read(explanation: Explanation) -> Reading:
    assert explanation.reading
    return explanation.reading


def evidence(explanation: Explanation) -> list[Evidence]:
    return [candidate.evidence for candidate in explanation.candidates if candidate.evidence]


def same(explanation: Explanation, found: Found) -> bool:
    """Whether an explanation is of what was found: decision, what about, and every result with its score, in order."""
    told = [(candidate.code, candidate.score) for candidate in explanation.candidates]
    return (explanation.decision, explanation.about, explanation.confidence, told) == (
        found.decision,
        found.about,
        found.confidence,
        [(result.procedure_code, result.score) for result in found.results],
    )


@each_context
@each_question
def test_it_decides_and_orders_as_the_search_does(
    retriever: Retriever, question: str, context: tuple[str, ...]
) -> None:
    assert same(explain(retriever, question, context), retriever.search(question, context))


@given(st.text(max_size=80), st.sampled_from(CONTEXTS))
@settings(max_examples=60, deadline=None)
def test_any_text_is_explained_as_it_is_searched(retriever: Retriever, question: str, context: tuple[str, ...]) -> None:
    explanation = explain(retriever, question, context)
    assert same(explanation, retriever.search(question, context))
    json.dumps(asdict(explanation), allow_nan=False)
    assert list(lines(explanation))


@given(st.lists(st.sampled_from(WORDS), max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_words_are_explained_as_they_are_searched(retriever: Retriever, words: list[str]) -> None:
    question = " ".join(words)
    assert same(explain(retriever, question, (BIRTH,)), retriever.search(question, (BIRTH,)))


@pytest.mark.parametrize("k", [1, 3, 8])
def test_as_many_results_are_explained_as_are_searched(retriever: Retriever, k: int) -> None:
    assert same(explain(retriever, PLAIN, k=k), retriever.search(PLAIN, k=k))
    assert len(explain(retriever, PLAIN, k=k).candidates) == k


def test_explaining_leaves_the_retriever_as_it_was(retriever: Retriever) -> None:
    before = dict(retriever.__dict__)
    assert explain(retriever, PLAIN) == explain(retriever, PLAIN)
    assert retriever.__dict__ == before


def test_it_says_how_the_question_was_spelled(retriever: Retriever) -> None:
    assert explain(retriever, "dk ks").standardised == "đăng ký khai sinh"


@each_question
def test_the_belief_in_the_three_decisions_stands_beside_the_threshold(retriever: Retriever, question: str) -> None:
    explanation = explain(retriever, question)
    for reading in (explanation.reading, *explanation.parts):
        if reading:
            assert list(reading.beliefs) == ["answer", "clarify", "decline"]
            assert sum(reading.beliefs.values()) == pytest.approx(1, abs=1e-4)
            assert reading.threshold == retriever.decider.answer_at
            assert (reading.decider is Decision.ANSWER) == (reading.beliefs["answer"] >= reading.threshold)


@each_question
def test_what_moved_the_decision_tells_it_from_the_likeliest_other(retriever: Retriever, question: str) -> None:
    reading = explain(retriever, question).reading
    if reading is None:
        return
    assert reading.against is not reading.decision
    others = {name: belief for name, belief in reading.beliefs.items() if name != reading.decision}
    assert reading.beliefs[reading.against] == max(others.values())
    said = [*placed(reading.text), *placed_manner(reading.text)]
    assert {share.name for share in reading.moved} <= {*INPUTS, *(shown(term) for term, _, _ in said)}
    assert all(abs(left.moved) >= abs(right.moved) for left, right in pairwise(reading.moved))


def test_all_that_moved_a_decision_adds_up_to_its_odds(retriever: Retriever, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retriever.explaining._MOVERS", 1000)
    reading = read(explain(retriever, WEATHER))
    taken, against = ORDER.index(reading.decision), ORDER.index(reading.against)
    odds = math.log(reading.beliefs[reading.decision] / reading.beliefs[reading.against])
    bias = float(retriever.decider.bias[taken] - retriever.decider.bias[against])
    assert len(reading.moved) == len(INPUTS) + len(placed(reading.text)) + len(placed_manner(reading.text))
    assert sum(share.moved for share in reading.moved) + bias == pytest.approx(odds, abs=0.01)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("khai", '"khai"'),
        ("khai_sinh", '"khai sinh"'),
        ("sao..duoc", '"sao ... duoc"'),
        ("^toi_muon", '"toi muon ..."'),
        ("duoc_khong$", '"... duoc khong"'),
        ("phí=thì", '"phí thì"'),
        ("^", '"^"'),
    ],
)
def test_a_word_is_shown_with_how_it_stands(term: str, words: str) -> None:
    assert shown(term) == words


def test_the_nearest_question_of_each_kind_that_is_not_answered_is_named(retriever: Retriever) -> None:
    reading = read(explain(retriever, WEATHER))
    assert list(reading.near) == ["nothing", "vague", "ambiguous"]
    assert reading.near["nothing"].similarity > reading.near["vague"].similarity
    for kind, match in reading.near.items():
        entries = {item.text: item.owner for item in retriever.signals.indexes.vectors.items if item.owner < 0}
        assert entries[match.text] == -1 - list(reading.near).index(kind)
        vectors = retriever.signals.embedding.encode([reading.text, match.text])
        assert match.similarity == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-4)


def test_the_nearest_of_what_nothing_answers_is_what_the_decider_was_told(retriever: Retriever) -> None:
    reading = read(explain(retriever, WEATHER))
    assert reading.near["nothing"].similarity == pytest.approx(reading.signals["nothing_similarity"], abs=1e-5)
    assert list(reading.signals) == list(QUESTION)


def test_each_result_has_its_nearest_entry_and_similarity(retriever: Retriever) -> None:
    explanation = explain(retriever, PLAIN)
    results = retriever.search(PLAIN).results
    matched = [(told.nearest.text, told.nearest.similarity) for told in evidence(explanation)]
    assert matched == [(result.matched, result.similarity) for result in results]


def test_a_name_is_told_from_a_phrasing(retriever: Retriever) -> None:
    documents = {document.procedure_code: document for document in retriever.documents}
    birth = documents[BIRTH]
    assert evidence(explain(retriever, birth.name))[0].nearest_is_name
    assert not evidence(explain(retriever, birth.phrasings[0]))[0].nearest_is_name


def test_belief_is_pooled_over_records_of_one_name(twins: Retriever) -> None:
    explanation = explain(twins, "nuôi mèo")
    first, second, third = explanation.candidates
    assert {first.name, second.name} == {"Đăng ký nuôi mèo"}
    both = first.score + second.score
    assert [told.belief for told in evidence(explanation)] == pytest.approx([both, both, third.score])


def test_kinds_that_nobody_wrote_questions_of_are_left_out(twins: Retriever) -> None:
    assert read(explain(twins, "nuôi mèo")).near == {}


def test_the_prototype_similarity_is_that_of_the_procedure(retriever: Retriever) -> None:
    told = explain(retriever, PLAIN).candidates[0]
    assert told.evidence
    prototype = retriever.signals.indexes.prototypes[retriever.owners[told.code]]
    expected = float(prototype @ retriever.signals.embedding.encode([PLAIN])[0])
    assert told.evidence.prototype == pytest.approx(expected, abs=1e-5)


def test_the_best_by_bm25_ranks_first(retriever: Retriever) -> None:
    name = next(document.name for document in retriever.documents if document.procedure_code == MARRIAGE)
    told = evidence(explain(retriever, name))
    assert told[0].ranks["names"] == 1
    assert all(rank >= 1 and index in ("names", "said", "text") for item in told for index, rank in item.ranks.items())


def test_a_procedure_that_shares_no_word_has_no_rank(retriever: Retriever) -> None:
    told = evidence(explain(retriever, "👶 xyzzyq qwrtp"))
    assert told
    assert [item.ranks for item in told] == [{}] * len(told)


@each_question
def test_words_are_covered_or_lacking_and_weigh_what_the_signals_say(retriever: Retriever, question: str) -> None:
    unknown = retriever.signals.coverage.unknown
    for told in evidence(explain(retriever, question)):
        assert {*told.covers, *told.lacks} == asked(told.text).words
        assert not {*told.covers} & {*told.lacks}
        assert sum(told.lacks.values()) / unknown / 4 == pytest.approx(told.signals["missing_words"], abs=1e-4)
        heaviest = max(told.lacks.values(), default=0.0) / unknown
        assert heaviest == pytest.approx(told.signals["missing_word"], abs=1e-4)


def test_words_stand_heaviest_first(retriever: Retriever) -> None:
    for told in evidence(explain(retriever, "tui muốn đăng ký khai sinh cho con ở xyzzyq")):
        for words in (told.covers, told.lacks):
            assert list(words.values()) == sorted(words.values(), reverse=True)
        assert next(iter(told.lacks)) == "xyzzyq"


def test_what_is_known_before_any_question_is_said(retriever: Retriever) -> None:
    documents = {document.procedure_code: document for document in retriever.documents}
    for candidate in explain(retriever, PLAIN, k=8).candidates:
        document = documents[candidate.code]
        assert (candidate.prior.level, candidate.prior.phrased) == (document.level, bool(document.phrasings))
        assert candidate.prior.guided
        assert candidate.evidence
        assert bool(candidate.evidence.signals["phrased"]) == candidate.prior.phrased


def test_the_signals_are_those_that_the_ranker_saw(retriever: Retriever) -> None:
    told = evidence(explain(retriever, PLAIN))[0]
    signals = retriever.signals.read(PLAIN)
    row = int(np.argmax(retriever.ranker.probabilities(signals.matrix)))
    assert told.signals == dict(zip(SIGNALS, map(float, signals.matrix[row]), strict=True))


def test_a_bare_name_is_answered_by_name_where_the_decider_would_not(retriever: Retriever) -> None:
    strict = copy(retriever)
    strict.decider = replace(retriever.decider, answer_at=2.0)
    explanation = explain(strict, "Đăng ký kết hôn")
    assert (explanation.way, explanation.about) == (Way.BY_NAME, (MARRIAGE,))
    assert read(explanation).decision is Decision.ANSWER
    assert read(explanation).decider is not Decision.ANSWER
    assert "name of one procedure" in "\n".join(lines(explanation))


def test_two_at_once_are_explained_part_by_part(retriever: Retriever) -> None:
    explanation = explain(retriever, TWO)
    assert explanation.way is Way.TWO_AT_ONCE
    assert read(explanation).text == TWO
    assert [part.about for part in explanation.parts] == [(BIRTH,), (STAY,)] == [(code,) for code in explanation.about]
    assert all(part.text in standardise(TWO) for part in explanation.parts)
    firsts = [candidate.evidence.text for candidate in explanation.candidates[:2] if candidate.evidence]
    assert firsts == [part.text for part in explanation.parts]


def test_one_question_has_no_parts(retriever: Retriever) -> None:
    explanation = explain(retriever, PLAIN)
    assert (explanation.way, explanation.parts, explanation.context) == (Way.ALONE, (), None)


def test_a_bare_aspect_keeps_the_procedure_without_a_look(retriever: Retriever) -> None:
    explanation = explain(retriever, FEE, (BIRTH,))
    assert explanation.way is Way.ONLY_ASPECTS
    assert explanation.reading is None
    assert explanation.context
    assert (explanation.context.code, explanation.context.meaning, explanation.context.kept) == (BIRTH, None, True)
    assert [(candidate.code, candidate.evidence) for candidate in explanation.candidates] == [(BIRTH, None)]


@pytest.fixture(scope="module")
def went_on(retriever: Retriever) -> list[Explanation]:
    """What is left of phrasings without their first words, as one goes on in a conversation, explained."""
    ends = [text.split(maxsplit=2)[-1] for document in retriever.documents for text in document.phrasings[:2]]
    return [explain(retriever, question, (BIRTH,)) for question in ("trễ hạn rồi", *ends)]


def test_what_the_context_decider_said_is_told(retriever: Retriever, went_on: list[Explanation]) -> None:
    asked_about = [explanation for explanation in went_on if explanation.context and explanation.context.meaning]
    assert asked_about
    for explanation in asked_about:
        assert explanation.context
        meaning = retriever.context.decide(retriever.context_values(explanation.question, BIRTH))
        assert explanation.context.meaning is meaning
        assert explanation.context.kept == (explanation.way is Way.KEPT)
        assert explanation.context.kept == (meaning is Meaning.KEEP) or meaning is Meaning.CHANGE


def test_a_follow_up_that_is_kept_says_so_and_what_it_would_be_alone(retriever: Retriever) -> None:
    explanation = explain(retriever, "ông ngoại đi làm thay được hông", (BIRTH,))
    assert explanation.way is Way.KEPT
    assert explanation.context
    assert explanation.context.meaning is Meaning.KEEP
    assert explanation.candidates[0].code == BIRTH
    alone = retriever.search("ông ngoại đi làm thay được hông")
    assert (read(explanation).decision, read(explanation).about) == (alone.decision, alone.about)


def test_a_sure_change_that_the_message_alone_does_not_settle_says_what_it_led_to(retriever: Retriever) -> None:
    sure = copy(retriever)
    bias = np.array([0, 9, 0], dtype=np.float32)
    sure.context = always(bias)
    explanation = explain(sure, "tách ra riêng", (MARRIAGE,))
    assert (explanation.decision, explanation.about, explanation.way) == (Decision.ANSWER, (APART,), Way.BESIDES)
    assert explanation.candidates[0].code == APART
    assert read(explanation).decision is Decision.CLARIFY


def test_another_procedure_that_is_surely_meant_is_a_change(retriever: Retriever) -> None:
    marriage = retriever.documents[retriever.owners[MARRIAGE]]
    surest = max(marriage.phrasings, key=lambda text: retriever.search(text).confidence)
    explanation = explain(retriever, surest, (BIRTH,))
    assert (explanation.about, explanation.way) == ((MARRIAGE,), Way.ALONE)
    assert explanation.context
    assert (explanation.context.meaning, explanation.context.kept) == (Meaning.CHANGE, False)


def test_an_unknown_context_is_no_context(retriever: Retriever) -> None:
    assert explain(retriever, PLAIN, (UNKNOWN,)).context is None


def test_a_reading_behind_the_name_under_discussion_is_named(retriever: Retriever, went_on: list[Explanation]) -> None:
    together = [explanation for explanation in went_on if explanation.way is Way.TOGETHER]
    assert together
    for explanation in together:
        assert explanation.context
        assert explanation.context.meaning is Meaning.CHANGE
        assert read(explanation).text == f"{retriever.names[BIRTH]} {explanation.question}"
        assert {told.text for told in evidence(explanation)} == {read(explanation).text}


@each_question
def test_every_explanation_goes_into_json_and_back(retriever: Retriever, question: str) -> None:
    told = asdict(explain(retriever, question, (BIRTH,)))
    assert json.loads(json.dumps(told, ensure_ascii=False, allow_nan=False)) == plain(told)


def plain(told: Any) -> Any:
    """Return the same with lists for tuples, as JSON has them."""
    if isinstance(told, dict):
        return {name: plain(value) for name, value in told.items()}
    return [plain(value) for value in told] if isinstance(told, list | tuple) else told


@pytest.mark.usefixtures("released")
def test_the_command_line_prints_what_decided_and_every_result(
    retriever: Retriever, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", PLAIN]) == 0
    printed = capsys.readouterr().out
    found = retriever.search(PLAIN)
    assert printed.startswith(f"{found.decision} {' '.join(found.about)}")
    places = [printed.index(f"{result.procedure_code}  {result.name}") for result in found.results]
    assert places == sorted(places)
    assert f"answers from {retriever.decider.answer_at:.2f}" in printed
    assert all(title in printed for title in ("moved ", "near ", "nearest ", "BM25 ", "covers ", "lacks "))


@pytest.mark.usefixtures("released")
def test_the_command_line_gives_json_with_context(retriever: Retriever, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", FEE, "--json", "--context", BIRTH]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == plain(asdict(explain(retriever, FEE, (BIRTH,))))
    assert (told["decision"], told["context"]["code"]) == ("answer", BIRTH)


def test_without_a_release_the_command_line_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    current_settings.cache_clear()
    assert main(["explain", PLAIN]) == 2
    assert "make build" in capsys.readouterr().err
    current_settings.cache_clear()
