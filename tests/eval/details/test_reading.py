"""A detail question is read against the official lines of its record in a real release."""

import pytest

from eval.details.questions import DetailAsked
from eval.details.reading import Reader
from eval.questions import read_rows
from knowledge.settings import ROOT, Settings
from retriever import release
from tests.catalogue import need


@pytest.mark.usefixtures("released")
def test_a_procedure_that_the_release_does_not_hold_is_no_answer(guides_settings: Settings) -> None:
    asked = DetailAsked(id="d1", question="được không", procedure="9.999999", lines=("a",), behaviour="answer")
    said = Reader(release.current(guides_settings.releases)).ask(asked)
    assert (said.ranked, said.quoted) == ((), ())
    assert "9.999999" in said.error


@pytest.mark.catalogue
def test_what_is_quoted_is_among_what_is_ranked(full_settings: Settings) -> None:
    need(full_settings.catalogue_path)
    reader = Reader(release.current(full_settings.releases))
    for asked in read_rows(ROOT / "eval" / "questions" / "dev_details.jsonl", DetailAsked)[:5]:
        said = reader.ask(asked)
        assert set(said.quoted) <= set(said.ranked)
        assert said.error == ""
        assert 0 <= (said.says or 0) <= 1
