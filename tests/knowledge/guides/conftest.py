"""The guides of the repository and the imported national catalogue that they point into."""

import pytest

from knowledge.checking.official import Official
from knowledge.guides.loading import Guides, load
from knowledge.procedures.catalogue import Catalogue
from tests.catalogue import IMPORTED, need


@pytest.fixture(scope="session")
def guides() -> Guides:
    return load()


@pytest.fixture(scope="session")
def record() -> Official:
    need(IMPORTED)
    return Official(Catalogue(IMPORTED))
