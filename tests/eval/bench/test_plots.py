"""The figures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eval.bench import plots
from eval.bench.asking import Answered, Asked
from eval.bench.comparison import Comparison, QuestionSet, compare
from eval.bench.systems import SYSTEMS

pytestmark = pytest.mark.skipif(
    not plots.can_draw(), reason="matplotlib is not installed: `make bench-retrieval` installs it"
)
LARGEST = 150_000


def test_three_small_pictures_are_drawn(compared: Comparison, tmp_path: Path) -> None:
    drawn = plots.draw(compared, tmp_path)
    assert sorted(drawn.values()) == ["forms.png", "risk-coverage.png", "systems.png"]
    for name in drawn.values():
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def test_the_same_figures_make_the_same_pictures(compared: Comparison, tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        plots.draw(compared, folder)
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in plots.TITLES)


def test_every_system_over_three_files_stays_small(
    questions: QuestionSet, told: Callable[..., Asked], tmp_path: Path
) -> None:
    sets = [QuestionSet(questions.path.with_stem(f"set{number}"), [*questions.questions] * 100) for number in range(3)]
    answered = {name: Answered({}, 0.0, None, list(varied(told, row))) for row, name in enumerate(SYSTEMS)}
    plots.draw(compare(sets, answered, {}), tmp_path)
    assert max((tmp_path / name).stat().st_size for name in plots.TITLES) < LARGEST


def varied(told: Callable[..., Asked], system: int) -> Iterator[Asked]:
    """Answer 1,200 questions with confidence and errors that differ from system to system."""
    for number in range(1200):
        code = "1.1" if number * (system + 7) % 13 < 8 else "1.2"
        yield told(code, "1.3", confidence=(number * 37 + system) % 101 / 101)


def test_questions_without_a_form_leave_that_panel_empty(
    questions: QuestionSet, told: Callable[..., Asked], tmp_path: Path
) -> None:
    plain = [question.model_copy(update={"form": None}) for question in questions.questions]
    alone = compare([QuestionSet(questions.path, plain)], {"bm25s": Answered({}, 0.0, None, [told("1.1")] * 4)}, {})
    assert plots.draw(alone, tmp_path)
