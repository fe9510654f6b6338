"""Every system, over a few invented procedures, with the real libraries."""

from pathlib import Path

import pytest

from eval.bench.known import Known
from eval.bench.systems import OURS, SYSTEMS, make
from eval.bench.systems.system import System

LEXICAL = [name for name in SYSTEMS if name.startswith(("bm25s", "rank-bm25", "characters"))]
MINILM = [name for name in SYSTEMS if name.startswith("minilm")]


def made(name: str, documents: list[Known], release: Path = Path()) -> System:
    """Make a system that can run here and build it; skip where it cannot."""
    if missing := SYSTEMS[name].missing:
        pytest.skip(f"{name} needs {', '.join(missing)}: `make bench-retrieval` installs it")
    system = make(name, release)
    system.build(SYSTEMS[name].fields.only(documents))
    return system


def first(system: System, question: str) -> str:
    return system.rank(question, 5)[0][0]


def test_each_system_is_there_with_and_without_phrasings() -> None:
    others = [name for name in SYSTEMS if name != OURS]
    assert len(others) == 14
    assert {f"{name}+phrasings" for name in others if not name.endswith("+phrasings")} <= set(others)


@pytest.mark.parametrize("name", [*LEXICAL, *MINILM])
def test_a_system_bears_the_name_it_is_listed_by_and_declares_itself(name: str, documents: list[Known]) -> None:
    system = made(name, documents)
    assert system.name == name
    assert system.configuration


@pytest.mark.parametrize("name", LEXICAL)
@pytest.mark.parametrize("question", ["đăng ký khai sinh", "dang ky khai sinh", "ĐĂNG KÝ KHAI SINH"])
def test_words_of_a_name_find_it_with_and_without_diacritics(name: str, question: str, documents: list[Known]) -> None:
    assert first(made(name, documents), question) == "1.1"


@pytest.mark.parametrize("name", [*LEXICAL, *MINILM])
def test_a_ranking_is_no_longer_than_asked_and_best_first(name: str, documents: list[Known]) -> None:
    found = made(name, documents).rank("đăng ký", 2)
    assert 0 < len(found) <= 2
    assert found == sorted(found, key=lambda scored: -scored[1])
    assert len({code for code, _ in found}) == len(found)


@pytest.mark.parametrize("name", ["bm25s", "rank-bm25", "characters"])
def test_a_procedure_is_found_by_its_phrasings_where_they_are_indexed(name: str, documents: list[Known]) -> None:
    assert first(made(f"{name}+phrasings", documents), "vỉa hè cà phê") == "1.2"
    assert "1.2" not in dict(made(name, documents).rank("vỉa", 5))


def test_the_official_text_finds_what_no_name_says(documents: list[Known]) -> None:
    assert first(made("bm25s-text", documents), "bản vẽ") == "1.4"
    assert made("bm25s", documents).rank("bản vẽ", 5) == []


@pytest.mark.parametrize("name", ["bm25s", "rank-bm25", "characters"])
def test_a_question_of_unknown_words_finds_nothing(name: str, documents: list[Known]) -> None:
    assert made(name, documents).rank("qqqq", 5) == []


@pytest.mark.parametrize("name", LEXICAL)
def test_an_empty_question_finds_nothing(name: str, documents: list[Known]) -> None:
    assert made(name, documents).rank("", 5) == []


@pytest.mark.parametrize("name", MINILM)
def test_a_name_itself_is_found_by_its_meaning(name: str, documents: list[Known]) -> None:
    assert first(made(name, documents), "Cấp giấy phép xây dựng nhà ở") == "1.4"
