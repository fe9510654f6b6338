"""Learning what follow-ups mean: from enough of them, with questions about something else beside them."""

from dataclasses import replace
from functools import cache

import numpy as np

from knowledge.phrasings.loading import DetailQuestion, FollowUp, Phrasing, Phrasings
from retriever import context
from retriever import follow_ups as reading
from retriever.context import ContextDecider, Meaning, Values
from retriever.hashed_words import put
from tests.retriever.samples import AMBIGUOUS, ASKED, CARD, CAT, DOG, NOTHING, RENEWAL, VAGUE, retriever

KEPT = ("có cần {} không", "vậy {} thì sao", "còn {} nữa thì sao", "thêm {} được không", "mấy bữa thì có {}")
OF = {CAT: ("vắc xin", "chip", "vườn"), DOG: ("rọ mõm", "dây dắt", "chuồng"), CARD: ("ảnh", "phiếu", "người lớn")}
CHANGED = {CAT: (CARD, "rồi làm thẻ thư viện"), DOG: (CAT, "con mèo nữa"), CARD: (RENEWAL, "thẻ hết hạn thì sao")}
OFF = ("trời mưa hông ta", "kể chuyện cười đi", "đói bụng quá", "bạn tên gì", "giá vàng bao nhiêu")


def follow_ups() -> tuple[FollowUp, ...]:
    kept = [FollowUp(context=code, text=ask.format(it), means="keep") for code in OF for it in OF[code] for ask in KEPT]
    changed = [FollowUp(context=code, text=text, means=other) for code, (other, text) in CHANGED.items()]
    off = [FollowUp(context=code, text=text, means="nothing") for code in OF for text in OFF]
    return (*kept, *changed, *off)


def said(*told: FollowUp) -> Phrasings:
    asked = tuple(Phrasing(text, code, "general") for code, texts in ASKED.items() for text in texts)
    return Phrasings(asked, (*NOTHING, *OFF), VAGUE, AMBIGUOUS, told, (), 0)


def learn(told: Phrasings) -> ContextDecider:
    return reading.learn(retriever(), told, reading.read(retriever(), told.follow_ups))


@cache
def learned() -> ContextDecider:
    return learn(said(*follow_ups()))


def keeps(decider: ContextDecider, inputs: Values) -> float:
    """Return how far keeping is ahead of what else is likeliest."""
    keep, *others = decider.scores(inputs)
    return float(keep - max(others))


def meant(text: str, code: str) -> Meaning:
    return learned().decide(retriever().context_values(text, code))


def test_too_few_follow_ups_let_similarity_decide() -> None:
    made = learn(said(*follow_ups()[:49]))
    assert np.array_equal(made.of_numbers, context.by_similarity().of_numbers)
    assert not np.array_equal(learned().of_words, made.of_words)


def test_the_same_follow_ups_teach_the_same() -> None:
    assert np.array_equal(learn(said(*follow_ups())).of_words, learned().of_words)


def test_what_is_written_with_diacritics_is_learned_without_them_too() -> None:
    written, bare = (FollowUp(context=CAT, text=text, means="keep") for text in ("còn phí thì sao", "con phi thi sao"))
    (as_it_is, kept), (without, kept_too) = reading.read(retriever(), [written])
    assert kept is kept_too is Meaning.KEEP
    assert np.array_equal(as_it_is.numbers, without.numbers)
    assert np.array_equal(without.manner.places, put("con phi thi sao").places)
    assert not np.array_equal(as_it_is.manner.places, without.manner.places)
    assert len(reading.read(retriever(), [bare])) == 1


def test_a_detail_of_the_same_procedure_keeps_it() -> None:
    assert (
        np.mean([meant(item.text, item.context) is Meaning.KEEP for item in follow_ups() if item.means == "keep"]) > 0.6
    )


def test_questions_about_details_teach_what_keeps_the_procedure() -> None:
    """However much they sound like another one."""
    texts = (
        "làm thẻ thì mèo có cần chip không",
        "mèo có thẻ rồi thì khỏi chích ngừa phải không",
        "thẻ của mèo để ở đâu",
    )
    details = tuple(DetailQuestion(procedure=CAT, text=text) for text in texts * 5)
    more = learn(replace(said(*follow_ups()), details=details))
    unknown = DetailQuestion(procedure="9.999999", text=texts[0])
    assert np.array_equal(learn(replace(said(*follow_ups()), details=(unknown,))).of_words, learned().of_words)
    for text in texts:
        inputs = retriever().context_values(text, CAT)
        assert keeps(more, inputs) > keeps(learned(), inputs)


def test_only_what_has_nothing_to_do_with_us_means_nothing() -> None:
    off = np.mean([meant(text, code) is Meaning.NOTHING for text in OFF for code in OF])
    kept = np.mean([meant(item.text, item.context) is Meaning.NOTHING for item in follow_ups() if item.means == "keep"])
    assert kept == 0
    assert off > 0.2


def test_another_procedure_by_name_changes_to_it() -> None:
    assert meant("Gia hạn thẻ thư viện", CAT) is Meaning.CHANGE
    assert meant("Đăng ký nuôi mèo", CARD) is Meaning.CHANGE
