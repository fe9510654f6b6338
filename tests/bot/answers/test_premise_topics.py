"""Which procedure a premise is about: by its words without the point, or by the paper it names."""

from typing import Any

import pytest

from bot.answers.premise_topics import of
from bot.answers.premises import Premise, heard
from bot.answers.topics import Library
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import Settings
from retriever import release
from retriever.decision import Decision
from retriever.engine import Found

BIRTH, MARRIAGE = "1.001193", "1.000894"


def about(library: Library, text: str, topics: tuple[str, ...] = ()) -> Found:
    premise = heard(text)
    assert premise is not None
    return of(library, premise, library.retriever.search(text, topics), topics)


@pytest.fixture(scope="module")
def whole(full_settings: Settings) -> Library:
    """The whole catalogue, in which a procedure issues that very certificate."""
    folder = release.current(full_settings.releases)
    return Library(
        folder.name, release.load(folder), release.load_guides(folder), Catalogue(folder / "catalogue.sqlite")
    )


@pytest.mark.catalogue
@pytest.mark.parametrize("text", ["nghe nói giờ khỏi cần chứng sinh", "nghe noi gio khoi can giay chung sinh nua"])
def test_a_paper_alone_leads_to_the_procedure_that_asks_for_it(text: str, whole: Library) -> None:
    found = about(whole, text)
    assert (found.decision, found.about) == (Decision.ANSWER, (BIRTH,))


def test_what_costs_is_nothing_lost(library: Library) -> None:
    found = about(library, "nghe nói làm khai sinh mất 800 ngàn")
    assert (found.decision, found.about) == (Decision.ANSWER, (BIRTH,))


def test_a_point_alone_is_about_what_was_talked_about(library: Library) -> None:
    assert about(library, "nghe nói mất 800 ngàn", (MARRIAGE,)).about == (MARRIAGE,)


def test_a_paper_alone_is_about_what_was_talked_about_where_that_asks_for_it(library: Library) -> None:
    assert about(library, "nghe nói khỏi cần tờ khai", (MARRIAGE, BIRTH)).about == (MARRIAGE,)


def test_what_was_kept_of_the_conversation_stays(library: Library) -> None:
    kept: dict[str, Any] = {"kept_context": True}
    found = Found(Decision.ANSWER, (), (MARRIAGE,), 0.9, **kept)
    assert of(library, Premise("mat 800 ngan", ""), found, (MARRIAGE,)) is found


def test_a_point_alone_without_a_topic_stays_unclear(library: Library) -> None:
    found = Found(Decision.DECLINE, (), (), 0.1)
    assert of(library, Premise("mat 800 ngan", ""), found, ()) is found
