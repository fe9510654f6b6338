"""Systems on this machine, each knowing one invented dossier, and the sources that ask them."""

from collections.abc import Iterator

import pytest

from knowledge.dossiers.sources.national import NationalSource
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import keyword_source, national_source, receipt_source
from tests.knowledge.dossiers.sources.systems import CODE, KeywordSystem, NationalSystem, ReceiptSystem, serving


@pytest.fixture
def keyword_system() -> Iterator[KeywordSystem]:
    system = KeywordSystem()
    system.dossiers[CODE] = systems.keyword_item()
    with serving(system):
        yield system


@pytest.fixture
def receipt_system() -> Iterator[ReceiptSystem]:
    system = ReceiptSystem()
    system.dossiers[CODE] = systems.receipt_item()
    with serving(system):
        yield system


@pytest.fixture
def national_system() -> Iterator[NationalSystem]:
    system = NationalSystem()
    system.dossiers[CODE] = systems.national_item()
    with serving(system):
        yield system


@pytest.fixture
def keyword(keyword_system: KeywordSystem) -> KeywordSource:
    return keyword_source(keyword_system)


@pytest.fixture
def receipt(receipt_system: ReceiptSystem) -> ReceiptSource:
    return receipt_source(receipt_system)


@pytest.fixture
def national(national_system: NationalSystem) -> NationalSource:
    return national_source(national_system)
