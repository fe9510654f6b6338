"""Twins: records of one name have one number."""

import numpy as np

from retriever.twins import names
from tests.retriever.samples import a_document, market


def test_records_of_one_name_have_one_number() -> None:
    made = [a_document("Cấp thẻ", code="1.1"), a_document("Cấp sổ", code="1.2"), a_document("Cấp thẻ", code="2.1")]
    assert names(made).tolist() == [0, 1, 0]


def test_marks_capitals_and_punctuation_make_no_other_name() -> None:
    assert len(set(names([a_document(name) for name in ("Cấp thẻ", "CẤP THẺ.", "cap  the", "Cấp “thẻ”")]))) == 1


def test_everyday_names_make_no_twins() -> None:
    made = [a_document("Cấp thẻ", names=("Cấp thẻ", "làm thẻ")), a_document("Cấp sổ", names=("Cấp sổ", "làm thẻ"))]
    assert len(set(names(made))) == 2


def test_other_names_have_other_numbers() -> None:
    found = names(market())
    assert (found.dtype, len(set(found.tolist()))) == (np.int64, len(market()))


def test_no_records_have_no_numbers() -> None:
    assert names([]).shape == (0,)
