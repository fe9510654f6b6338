"""Learning to read detail questions: from too few by coverage alone, from enough the right line, the same each time."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from knowledge.phrasings.loading import DetailQuestion
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Procedure
from retriever.detail_training import by_coverage, learn
from retriever.documents import Document
from retriever.embedding import Embedding
from retriever.passages import PAIR_WIDTH, WIDTH, PassageIndex, Weights
from tests.knowledge.procedures.samples import a_record
from tests.retriever.samples import passages, small_embedding

THINGS = ("mèo", "chó", "thỏ", "chim", "cá", "rùa", "dê", "bò", "ngựa", "vịt", "gà", "heo")
"""One procedure each; the last two are never asked about while learning."""
RULES = {
    "Mỗi nhà nuôi không quá ba con, con thứ tư phải có vườn rộng": "nuôi con thứ tư có cần vườn rộng không",
    "Con vật đã gắn thiết bị nhận dạng điện tử dưới da": "có bắt buộc gắn thiết bị điện tử dưới da không",
    "Chuồng trại cách nhà hàng xóm ít nhất mười mét": "chuồng cách nhà hàng xóm mấy mét thì được",
    "Chủ vắng nhà lâu ngày thì gửi con vật ở trạm thú y": "vắng nhà lâu ngày có phải gửi trạm thú y không",
    "Ban đêm không để con vật kêu to làm phiền xóm làng": "con vật kêu to ban đêm thì sao",
}
UNSAID = ("có được chở đi bằng máy bay không", "cho ăn đồ chay có sao không")
PLAIN = ("làm giấy nuôi {}", "xin phép nuôi {}", "đăng ký {} mới", "khai báo nuôi {}", "thủ tục nuôi {}")


def code(thing: str) -> str:
    return f"1.{THINGS.index(thing):06d}"


@cache
def records() -> dict[str, Procedure]:
    """Every record has the same rules, in another order, and a step of its own."""
    made = {}
    for place, thing in enumerate(THINGS):
        rules = [*RULES][place % len(RULES) :] + [*RULES][: place % len(RULES)]
        told = passages("condition", *rules) + passages("step", f"Người nuôi {thing} nộp tờ khai tại quầy xã")
        made[code(thing)] = a_record(procedure_code=code(thing), name=f"Đăng ký nuôi {thing}", passages=told)
    return made


@cache
def documents() -> tuple[Document, ...]:
    return tuple(
        Document(
            code(thing), f"Đăng ký nuôi {thing}", records()[code(thing)].level, "Vật nuôi", (f"Đăng ký nuôi {thing}",),
            tuple(text.format(thing) for text in PLAIN), "", "", has_guide=False,
        )
        for thing in THINGS
    )  # fmt: skip


def questions(*things: str) -> list[DetailQuestion]:
    asked = [
        DetailQuestion(procedure=code(thing), text=f"{thing} {text}", lines=(line_id(rule),))
        for thing in things
        for rule, text in RULES.items()
    ]
    return asked + [
        DetailQuestion(procedure=code(thing), text=f"{thing} {text}") for thing in things for text in UNSAID
    ]


@cache
def embedding() -> Embedding:
    return small_embedding(documents())


@cache
def learned() -> Weights:
    return learn(records(), documents(), questions(*THINGS[:-2]), [], embedding())


def index(weights: Weights) -> PassageIndex:
    return PassageIndex(embedding(), weights, {})


def detail(text: str, thing: str) -> float:
    known = next(document for document in documents() if document.procedure_code == code(thing))
    return index(learned()).read(text, records()[code(thing)], (*known.names, *known.phrasings)).detail


def same(one: Weights, other: Weights) -> bool:
    arrays = ((getattr(one, name), getattr(other, name)) for name in ("pair", "decide", "bias"))
    return one.rarity == other.rarity and all(np.array_equal(*pair) for pair in arrays)


@pytest.mark.parametrize("asked", [[], questions("mèo"), questions(*THINGS[:5])])
def test_from_too_few_questions_nothing_is_learned(asked: list[DetailQuestion]) -> None:
    weights = learn(records(), documents(), asked, [], embedding())
    assert same(weights, Weights(weights.rarity, *by_coverage()))
    assert weights.rarity["nuoi"] > 0


def test_questions_about_procedures_that_are_not_loaded_do_not_count() -> None:
    known = {code("mèo"): records()[code("mèo")]}
    weights = learn(known, documents()[:1], questions(*THINGS), [], embedding())
    assert same(weights, Weights(weights.rarity, *by_coverage()))


def test_without_any_record_there_is_nothing_to_weigh() -> None:
    assert learn({}, (), questions(*THINGS), [], embedding()).rarity == {}


def test_hand_set_weights_believe_only_a_line_that_holds_nearly_every_word() -> None:
    reading = index(learn(records(), documents(), [], [], embedding()))
    record = records()[code("heo")]
    assert reading.read("chuồng trại cách nhà hàng xóm ít nhất mười mét", record).said > 0.5
    assert reading.read("bằng lái máy cày hạng mấy", record).said < 0.5


def test_from_enough_questions_weights_are_learned() -> None:
    pair, decide, bias = by_coverage()
    assert (learned().pair.shape, learned().decide.shape, learned().bias.shape) == ((PAIR_WIDTH + 1,), (WIDTH, 2), (2,))
    assert learned().pair.dtype == learned().decide.dtype == np.float32
    assert not np.allclose(learned().pair, pair)
    assert not np.allclose(learned().decide, decide)
    assert not np.allclose(learned().bias, bias)


@pytest.mark.parametrize("thing", THINGS[-2:])
@pytest.mark.parametrize(("rule", "text"), RULES.items())
def test_learned_weights_prefer_the_right_line_of_a_procedure_never_asked_about(
    thing: str, rule: str, text: str
) -> None:
    found = index(learned()).read(f"{thing} {text}", records()[code(thing)])
    assert found.passages[0].line == rule


def test_a_line_that_answers_is_believed_more_than_one_that_does_not() -> None:
    reading, record = index(learned()), records()[code("heo")]
    answered = [reading.read(f"heo {text}", record).said for text in RULES.values()]
    unsaid = [reading.read(f"heo {text}", record).said for text in UNSAID]
    assert min(answered) > max(unsaid)


@pytest.mark.parametrize("thing", THINGS[-2:])
def test_plain_questions_are_told_from_detail_questions(thing: str) -> None:
    plain = [detail(text.format(thing), thing) for text in PLAIN]
    asked = [detail(f"{thing} {text}", thing) for text in (*RULES.values(), *UNSAID)]
    assert max(plain) < 0.5 < min(asked)


def test_the_same_input_gives_the_same_weights() -> None:
    assert same(learned(), learn(records(), documents(), questions(*THINGS[:-2]), [], embedding()))


def test_other_questions_give_other_weights() -> None:
    assert not same(learned(), learn(records(), documents(), questions(*THINGS), [], embedding()))


def test_a_record_without_lines_does_not_disturb_learning() -> None:
    bare = records() | {code("mèo"): a_record(procedure_code=code("mèo"), name="Đăng ký nuôi mèo")}
    weights = learn(bare, documents(), questions(*THINGS), [], embedding())
    assert np.isfinite(weights.decide).all()


def test_many_questions_about_one_procedure_are_learned_from() -> None:
    one = code("mèo")
    asked = [
        DetailQuestion(procedure=one, text=f"{text} {place}", lines=(line_id(rule),))
        for rule, text in RULES.items()
        for place in range(9)
    ]
    weights = learn({one: records()[one]}, documents()[:1], asked, [], embedding())
    assert np.isfinite(weights.pair).all()
    assert np.isfinite(weights.decide).all()


@pytest.mark.parametrize("silent", [True, False])
def test_questions_of_one_kind_alone_are_learned_from(silent: bool) -> None:
    told = [replace(document, phrasings=()) if silent else document for document in documents()]
    asked = [question for question in questions(*THINGS) if question.lines or silent]
    weights = learn(records(), told, asked, [], embedding())
    assert np.isfinite(weights.pair).all()
    assert weights.decide.shape == (WIDTH, 2)
