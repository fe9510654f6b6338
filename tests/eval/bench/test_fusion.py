"""Reciprocal rank fusion."""

from hypothesis import given
from hypothesis import strategies as st

from eval.bench.fusion import fused

CODES = st.lists(st.sampled_from("abcdefgh"), unique=True)


def ranking(codes: str | list[str]) -> list[tuple[str, float]]:
    return [(code, 1.0) for code in codes]


def test_what_both_rank_high_comes_before_what_one_ranks_first() -> None:
    assert [code for code, _ in fused([ranking("abc"), ranking("bda")])] == ["b", "a", "d", "c"]


def test_a_score_is_the_sum_of_reciprocal_ranks() -> None:
    assert dict(fused([ranking("ab"), ranking("b")])) == {"a": 1 / 61, "b": 1 / 62 + 1 / 61}


def test_the_rankings_own_scores_do_not_count() -> None:
    assert fused([[("a", 900.0), ("b", 1.0)]]) == fused([[("a", 0.2), ("b", 0.1)]])


def test_equal_sums_keep_the_first_rankings_order() -> None:
    assert [code for code, _ in fused([ranking("ab"), ranking("cd")])] == ["a", "c", "b", "d"]


def test_nothing_found_is_nothing_fused() -> None:
    assert fused([[], []]) == []


@given(CODES)
def test_one_ranking_alone_is_kept(codes: list[str]) -> None:
    assert [code for code, _ in fused([ranking(codes)])] == codes


@given(CODES, CODES)
def test_every_code_comes_once_best_first(one: list[str], other: list[str]) -> None:
    found = fused([ranking(one), ranking(other)])
    assert {code for code, _ in found} == {*one, *other}
    assert len(found) == len({*one, *other})
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
