"""What the tests of the benchmark share: a few invented procedures, and answers made by hand."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.answers.messages import Decision
from eval.bench.asking import Answered, Asked
from eval.bench.comparison import Comparison, QuestionSet, compare
from eval.bench.known import Known
from eval.bench.systems.system import Choice
from eval.questions import Question
from retriever import release
from tests.eval.bench import small_release

Told = Callable[..., Asked]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small real release."""
    folder = tmp_path_factory.mktemp("releases") / "0123456789abcdef"
    small_release.save(folder)
    return folder


@pytest.fixture
def released(small: Path, var: Path) -> str:
    """Make the small release the current one of an empty folder; return its name."""
    (var / "releases").mkdir(parents=True)
    (var / "releases" / small.name).symlink_to(small)
    release.switch(var / "releases", small.name)
    return small.name


@pytest.fixture
def documents() -> list[Known]:
    """Four procedures; the second is asked for in words that its name does not have."""
    return [
        Known("1.1", ("Đăng ký khai sinh", "Làm giấy khai sinh cho con"), ("con mới sanh làm giấy gì",), "hộ tịch"),
        Known("1.2", ("Đăng ký hộ kinh doanh",), ("mở tiệm tạp hóa", "bán cà phê vỉa hè"), "tài chính, nộp lệ phí"),
        Known("1.3", ("Đăng ký kết hôn",), (), "tờ khai, xác nhận tình trạng hôn nhân"),
        Known("1.4", ("Cấp giấy phép xây dựng nhà ở",), ("cất nhà",), "bản vẽ thiết kế"),
    ]


@pytest.fixture
def told() -> Told:
    """Make an answer by hand: `told("1.1", "1.2", confidence=0.9, folded=["1.2"])`."""

    def tell(
        *ranking: str,
        confidence: float = 0.5,
        decision: str = "",
        folded: Sequence[str] | None = None,
        milliseconds: float = 2.0,
    ) -> Asked:
        choice = Choice(ranking, confidence, decision, ranking[:1] if decision == "answer" else ())
        return Asked(choice, milliseconds, None if folded is None else Choice(tuple(folded), confidence))

    return tell


@pytest.fixture
def questions(tmp_path_factory: pytest.TempPathFactory) -> QuestionSet:
    """Two questions to answer, one that nothing answers, one to ask back."""
    asked = [
        ("q1", "khai sinh cho con", [["1.1"]], Decision.ANSWER, "standard"),
        ("q2", "mo tiem", [["1.2"]], Decision.ANSWER, "no_diacritics"),
        ("q3", "trời có mưa không", [], Decision.DECLINE, "standard"),
        ("q4", "xin giấy", [["1.1", "1.4"]], Decision.CLARIFY, "standard"),
    ]
    path = tmp_path_factory.mktemp("questions") / "dev.jsonl"
    made = [
        Question.model_validate({"id": name, "question": text, "expect": expect, "behaviour": behaviour, "form": form})
        for name, text, expect, behaviour, form in asked
    ]
    path.write_text("".join(question.model_dump_json() + "\n" for question in made), encoding="utf-8")
    return QuestionSet(path, made)


@pytest.fixture
def compared(questions: QuestionSet, told: Told) -> Comparison:
    """Ours, right wherever it can be, beside one that is right once and sure of what nothing answers."""
    ours = [
        told("1.1", confidence=0.9, decision="answer", folded=["1.1"]),
        told("1.2", "1.1", confidence=0.8, decision="answer"),
        told("1.4", confidence=0.1, decision="decline", folded=["1.4"]),
        told("1.1", confidence=0.3, decision="clarify", folded=["1.1"]),
    ]
    other = [
        told("1.1", "1.2", confidence=2.0, folded=["1.3"]),
        told("1.1", "1.2", confidence=1.0),
        told("1.3", confidence=3.0, folded=["1.3"]),
        told("1.1", folded=["1.1"]),
    ]
    answered = {
        "bm25s": Answered({"k1": 1.5}, 0.25, 12.3, other),
        "ours": Answered({"release": "abc"}, 2.0, None, ours),
    }
    return compare([questions], answered, {"rank-bm25": "needs rank-bm25"})
