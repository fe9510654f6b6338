"""What every system gets."""

import numpy as np
import pytest

from eval.bench.known import Fields, Known, from_release
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import Settings
from retriever import release
from retriever.engine import Retriever
from tests.catalogue import IMPORTED, need


def test_names_are_texts_of_their_own(documents: list[Known]) -> None:
    entries = Fields().entries(documents)
    assert entries.codes == ("1.1", "1.2", "1.3", "1.4")
    assert entries.texts[:3] == ["Đăng ký khai sinh", "Làm giấy khai sinh cho con", "Đăng ký hộ kinh doanh"]
    assert entries.owners.tolist() == [0, 0, 1, 2, 3]
    assert entries.starts.tolist() == [0, 2, 3, 4]


def test_phrasings_follow_the_names_of_their_procedure(documents: list[Known]) -> None:
    entries = Fields(phrasings=True).entries(documents)
    assert entries.texts[3:6] == ["Đăng ký hộ kinh doanh", "mở tiệm tạp hóa", "bán cà phê vỉa hè"]
    assert entries.owners.tolist() == [0, 0, 0, 1, 1, 1, 2, 3, 3]


def test_the_official_text_stands_in_one_with_the_names(documents: list[Known]) -> None:
    entries = Fields(text=True).entries(documents)
    assert entries.texts[0] == "Đăng ký khai sinh Làm giấy khai sinh cho con hộ tịch"
    assert len(entries.texts) == len(documents)


def test_a_variant_says_what_it_indexes() -> None:
    assert [Fields(*which).suffix for which in ((False, False), (True, False), (False, True))] == [
        "",
        "-text",
        "+phrasings",
    ]
    assert Fields(text=True, phrasings=True).names == ["names", "text", "phrasings"]


def test_a_system_is_not_told_what_it_does_not_index(documents: list[Known]) -> None:
    assert {(known.phrasings, known.text) for known in Fields().only(documents)} == {((), "")}
    assert Fields(text=True, phrasings=True).only(documents) == documents


def test_the_best_text_of_a_procedure_counts(documents: list[Known]) -> None:
    entries = Fields().entries(documents)
    assert entries.ranked(np.array([0.1, 0.8, 0.5, 0.0, 0.9]), 2) == [("1.4", 0.9), ("1.1", 0.8)]


def test_what_scores_nothing_is_not_found(documents: list[Known]) -> None:
    entries = Fields().entries(documents)
    assert entries.ranked(np.array([0.0, 0.0, 0.5, 0.0, -1.0]), 5) == [("1.2", 0.5)]


def test_every_document_of_a_release_is_known(retriever: Retriever, guides_settings: Settings) -> None:
    known = from_release(retriever.documents, release.current(guides_settings.releases))
    assert [item.procedure_code for item in known] == [document.procedure_code for document in retriever.documents]
    assert all(item.names for item in known)
    assert sum(len(item.phrasings) for item in known) > 1000


@pytest.mark.catalogue
def test_records_bring_their_official_text(retriever: Retriever, tmp_path_factory: pytest.TempPathFactory) -> None:
    need(IMPORTED)
    folder = tmp_path_factory.mktemp("release")
    (folder / "catalogue.sqlite").symlink_to(IMPORTED)
    birth = next(document for document in retriever.documents if document.procedure_code == "1.001193")
    (known,) = from_release([birth], folder)
    record = Catalogue(IMPORTED).get("1.001193")
    assert record.components[0].text in known.text
    assert record.passages[0].text in known.text
