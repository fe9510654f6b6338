"""What is learned: phrasings that still may be taught; contradictions and test questions are left out, with a reason."""

from pathlib import Path

import yaml

from eval.console.proposals.frozen import measuring
from eval.console.texts import t
from eval.learning.lessons import NOTHING, known_procedures, learned, lesson, put
from knowledge.phrasings.loading import FOLDER, read
from knowledge.settings import ROOT, Settings
from retriever import release
from tests.retriever.samples import CARD, CAT, DOG

CODES = (CAT, DOG)
FIRST = "nhà mới rước con miu về thì trình chỗ nào"
OTHER = "rước cún về giữ vườn thì trình chỗ nào"


def approved(**by_code: list[str]) -> dict[str, dict[str, list[str]]]:
    return {{"cat": CAT, "dog": DOG}[name]: {"general": texts} for name, texts in by_code.items()}


def test_what_may_be_taught_becomes_a_file_that_the_build_reads(tmp_path: Path) -> None:
    found = lesson(approved(cat=[FIRST], dog=[OTHER]), CODES)
    assert ([one.text for one in found.taught], found.refused) == ([FIRST, OTHER], ())
    put(tmp_path / "learned" / "phrasings.yml", found.yaml)
    taught = read(tmp_path / "learned" / "phrasings.yml")
    assert [(one.procedure_code, one.aspect, one.text) for one in taught] == [
        (CAT, "general", FIRST),
        (DOG, "general", OTHER),
    ]


def test_the_same_approvals_give_the_same_file() -> None:
    assert (
        lesson(approved(cat=[FIRST], dog=[OTHER]), CODES).yaml == lesson(approved(cat=[FIRST], dog=[OTHER]), CODES).yaml
    )


def test_one_phrasing_for_two_procedures_is_taught_for_neither() -> None:
    found = lesson(approved(cat=[FIRST], dog=[FIRST.upper(), OTHER]), CODES)
    assert [one.text for one in found.taught] == [OTHER]
    assert {one.why for one in found.refused} == {"proposals.contradicts"}


def test_what_a_file_teaches_for_another_procedure_is_refused() -> None:
    taught = next(one for one in read(FOLDER / "ho-tich.yml") if len(one.text.split()) > 4)
    (refused,) = lesson(approved(cat=[taught.text]), CODES).refused
    assert refused.why == "proposals.contradicts"
    assert t(refused.why)


def test_a_question_that_measures_the_assistant_is_refused() -> None:
    frozen = max(measuring(ROOT / "eval" / "questions").sets, key=len)
    (refused,) = lesson(approved(cat=[" ".join(sorted(frozen))]), CODES).refused
    assert refused.why in ("proposals.in_test", "proposals.too_long")


def test_a_procedure_that_left_the_release_is_refused() -> None:
    (refused,) = lesson(approved(cat=[FIRST]), (DOG,)).refused
    assert refused.why == "proposals.no_procedure"


def test_what_the_files_have_by_now_is_left_out_without_a_word() -> None:
    taught = read(FOLDER / "ho-tich.yml")[0]
    found = lesson({taught.procedure_code: {taught.aspect: [taught.text]}}, (taught.procedure_code,))
    assert (found.taught, found.refused, found.yaml) == ((), (), NOTHING)


def test_nothing_approved_is_an_empty_file() -> None:
    assert yaml.safe_load(lesson({}, CODES).yaml) == {}


def test_a_release_says_what_it_learned_and_which_procedures_it_knows(settings: Settings) -> None:
    folder = release.current(settings.releases)
    assert learned(folder) is None
    put(folder / release.APPROVED, lesson(approved(cat=[FIRST]), CODES).yaml)
    assert FIRST in (learned(folder) or "")
    assert {CAT, CARD} <= known_procedures(folder)


def test_taking_back_removes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "phrasings.yml"
    put(file, NOTHING)
    put(file, None)
    put(file, None)
    assert not file.exists()
