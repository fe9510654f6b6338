"""Every guide in the repository is loaded; what it says is checked by `tests/knowledge/checking/test_commands.py`."""

import pytest

from knowledge.guides.checklist import decide
from knowledge.guides.conditions import UNSURE
from knowledge.guides.loading import FOLDER, Guides, load, read

each_guide = pytest.mark.parametrize("code", sorted(load()))


def test_every_guide_file_is_loaded(guides: Guides) -> None:
    files = list(FOLDER.rglob("*.yml"))
    assert len(files) == len(guides) > 0
    assert {read(file).procedure_code for file in files} == set(guides)


@each_guide
def test_whoever_knows_nothing_still_gets_a_list_in_the_end(guides: Guides, code: str) -> None:
    facts: dict[str, str] = {}
    while (question := decide(guides[code], facts).next_fact) is not None:
        facts[question.id] = UNSURE
    checklist = decide(guides[code], facts)
    assert checklist.needed or checklist.undecided


@each_guide
def test_every_question_and_label_fits_a_phone(guides: Guides, code: str) -> None:
    for fact in guides[code].facts:
        assert fact.question.rstrip().endswith(("?", "ạ?", "…", ":")), fact.question
        assert len({choice.label for choice in fact.choices}) == len(fact.choices), fact.id
