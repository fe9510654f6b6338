"""Coverage: how much of a question a procedure's own words say; the rare word that it lacks weighs most."""

from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.coverage import Coverage, asked
from tests.retriever.samples import a_document, market

WINE, POWER, RICE = (
    a_document("Cấp giấy phép bán lẻ rượu", "xin bán rượu"),
    a_document("Cấp giấy phép bán lẻ điện", "xin bán điện"),
    a_document("Cấp giấy chứng nhận xay gạo"),
)
SHOPS = Coverage.build([WINE, POWER, RICE])
FIRST, SECOND, THIRD = range(3)


def covered(text: str, owner: int, coverage: Coverage = SHOPS) -> tuple[float, ...]:
    return tuple(coverage.of(asked(text), np.array([owner]))[0].tolist())


def test_its_own_name_covers_a_procedure_wholly() -> None:
    assert covered(WINE.name, FIRST) == pytest.approx((1, 1, 0, 0))


def test_of_two_with_one_frame_the_one_with_the_thing_covers_more() -> None:
    question = "giấy phép bán lẻ rượu"
    wine, power = covered(question, FIRST), covered(question, SECOND)
    assert wine[0] > power[0]
    assert wine[1] > power[1]
    assert power[2:] > wine[2:]


def test_a_rare_missing_word_weighs_more_than_a_common_one() -> None:
    rare, common = covered("giấy xay gạo", FIRST), covered("giấy phép", THIRD)
    assert rare[2] > common[2] > 0
    assert rare[2] == pytest.approx(log(3 / 1) / log(4))
    assert common[2] == pytest.approx(log(3 / 2) / log(4))


def test_a_word_of_every_procedure_weighs_nothing() -> None:
    assert SHOPS.words.weight("cấp") == 0
    assert covered("cấp xay", FIRST)[0] == pytest.approx(0)


def test_a_word_of_none_weighs_most() -> None:
    assert max(SHOPS.words.weight(word) for word in SHOPS.words) < SHOPS.words.weight("khủng")
    assert covered("khủng", FIRST) == pytest.approx((0, 1, 1, 0.25))


def test_a_word_typed_with_diacritics_is_not_covered_by_another_of_the_same_letters() -> None:
    dog, giving = a_document("Nuôi chó"), a_document("Nuôi cho")
    pets = Coverage.build([dog, giving])
    assert covered("chó", FIRST, pets)[0] == 1
    assert covered("chó", SECOND, pets)[0] == 0


def test_a_word_typed_without_diacritics_is_covered_by_any_of_the_same_letters() -> None:
    pets = Coverage.build([a_document("Nuôi chó"), a_document("Nuôi cho"), a_document("Nuôi mèo")])
    assert [covered("cho", owner, pets)[0] for owner in range(3)] == [1, 1, 0]


def test_pairs_are_compared_without_diacritics() -> None:
    assert asked("bán rượu").pairs == asked("ban ruou").pairs == {"ban ruou"}


def test_phrasings_cover_as_names_do() -> None:
    assert covered("xin bán rượu", FIRST)[:2] == pytest.approx((1, 1))


def test_everyday_spelling_is_read_as_standard_words() -> None:
    assert asked("dk ks") == asked("đăng ký khai sinh")


def test_known_is_the_share_of_words_that_any_procedure_uses() -> None:
    assert SHOPS.known(asked("bán rượu")) == 1
    assert SHOPS.known(asked("bán khủng long")) == pytest.approx(1 / 3)
    assert SHOPS.known(asked("khủng long")) == 0


def test_nothing_asked_is_known_of_nothing() -> None:
    assert (SHOPS.known(asked("")), asked("").words, asked("").pairs) == (0, frozenset(), frozenset())


def test_rows_follow_the_owners_asked_for() -> None:
    rows = SHOPS.of(asked("xin bán điện"), np.array([THIRD, FIRST, SECOND]))
    assert [tuple(row) for row in rows.tolist()] == [covered("xin bán điện", owner) for owner in (THIRD, FIRST, SECOND)]


def test_no_owners_give_no_rows() -> None:
    assert SHOPS.of(asked("bán rượu"), np.array([], dtype=np.int64)).shape == (0, 4)


def test_what_was_saved_covers_the_same(tmp_path: Path) -> None:
    SHOPS.save(tmp_path / "coverage")
    loaded = Coverage.load(tmp_path / "coverage")
    for text in ("xin bán điện", "khủng long", ""):
        owners = np.arange(3)
        assert np.array_equal(loaded.of(asked(text), owners), SHOPS.of(asked(text), owners))


@given(st.one_of(st.text(max_size=120), st.sampled_from([text for item in market() for text in item.phrasings])))
def test_any_question_is_covered_between_none_and_all(text: str) -> None:
    found = MARKET.of(asked(text), np.arange(len(market())))
    assert (found.shape, found.dtype) == ((len(market()), 4), np.float32)
    assert np.isfinite(found).all()
    assert (found[:, :3] >= -1e-6).all()
    assert (found[:, :3] <= 1 + 1e-6).all()
    assert (found[:, 3] >= 0).all()
    assert 0 <= MARKET.known(asked(text)) <= 1


MARKET = Coverage.build(market())
