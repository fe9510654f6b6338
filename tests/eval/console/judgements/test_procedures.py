"""Finding a procedure by its code or by words of its name."""

from bot.answers.topics import Library
from channels.services import Services
from eval.console.judgements.procedures import procedures
from knowledge.vietnamese.folding import syllables

BIRTH, DEATH = "1.001193", "1.000656"


def library(services: Services) -> Library:
    return services.library


def test_a_code_names_one_procedure(services: Services) -> None:
    assert [code for code, _ in procedures(library(services), f" {BIRTH} ")] == [BIRTH]


def test_words_of_a_name_find_it_without_marks_and_in_any_order(services: Services) -> None:
    for typed in ("khai tử", "TU khai", "đăng ký khai tử"):
        assert DEATH in [code for code, _ in procedures(library(services), typed)]


def test_words_in_a_row_come_before_words_apart_and_short_names_before_long_ones(services: Services) -> None:
    names = [" ".join(syllables(name)) for _, name in procedures(library(services), "khai tu")]
    in_a_row = ["khai tu" in name for name in names]
    assert in_a_row == sorted(in_a_row, reverse=True)
    assert any(in_a_row)


def test_where_no_name_has_the_words_the_search_finds(services: Services) -> None:
    found = procedures(library(services), "em bé mới đẻ làm giấy tờ gì", 5)
    assert BIRTH in [code for code, _ in found]
    assert len(found) <= 5


def test_nothing_is_found_for_nothing(services: Services) -> None:
    for typed in ("", "  ", "?!"):
        assert procedures(library(services), typed) == []
