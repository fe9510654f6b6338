"""Every phrasings file in the repository: real codes, known aspects, varied, and no question that measures us."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.guides.loading import load as load_guides
from knowledge.phrasings.loading import FOLDER, NOTHING, VAGUE, Phrasing, Phrasings, load
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import ROOT
from knowledge.vietnamese.aspects import ASPECTS
from knowledge.vietnamese.folding import syllables
from tests.catalogue import IMPORTED, need

QUESTIONS = ROOT / "eval" / "questions"
GUIDED = sorted(load_guides())
FEWEST = 40
FEWEST_OF_ALL, FEWEST_NOTHING, FEWEST_UNCLEAR = 12_000, 1_000, 500
NEAREST = 0.8
FILES = sorted(FOLDER.glob("*.yml"))


class Everything:
    """A container of every code: nothing is left out."""

    def __contains__(self, code: object) -> bool:
        return True


@pytest.fixture(scope="session")
def phrasings() -> Phrasings:
    return load(Everything())


@pytest.fixture(scope="session")
def by_code(phrasings: Phrasings) -> dict[str, list[Phrasing]]:
    found: dict[str, list[Phrasing]] = defaultdict(list)
    for phrasing in phrasings.asked:
        found[phrasing.procedure_code].append(phrasing)
    return found


ACTS = "_acts"
"""How the names of the sets end that measure speech acts and aspects rather than finding a procedure."""


def digest(text: str) -> str:
    return hashlib.sha256(" ".join(syllables(text)).encode()).hexdigest()[:16]


def measured(path: Path) -> Iterator[str]:
    """Yield the digest of every question of a test file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for turn in record.get("turns", [record]):
            said = turn.get("say", [turn.get("question") or turn.get("text")])
            yield from (digest(text) for text in said if text)


def likeness(left: set[str], right: set[str]) -> float:
    """Return the Jaccard index of two sets of syllables."""
    return len(left & right) / len(left | right)


def test_every_file_is_loaded(phrasings: Phrasings) -> None:
    assert len(phrasings.asked) > 1000
    assert phrasings.nothing
    assert phrasings.vague
    assert phrasings.left_out == 0


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem not in (NOTHING, VAGUE)], ids=lambda path: path.stem
)
def test_no_code_stands_twice_in_a_file(path: Path) -> None:
    codes = re.findall(r"^[\"'](\d\.\d+[^\"']*)[\"']:", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert [code for code, count in Counter(codes).items() if count > 1] == []


def test_every_code_is_offered_in_the_catalogue(by_code: dict[str, list[Phrasing]]) -> None:
    need(IMPORTED)
    offered = {procedure.procedure_code for procedure in Catalogue(IMPORTED).offered()}
    assert sorted(set(by_code) - offered) == []


def test_every_aspect_is_one_that_is_understood(phrasings: Phrasings) -> None:
    assert {phrasing.aspect for phrasing in phrasings.asked} <= {"general", *ASPECTS}


@pytest.mark.parametrize("code", GUIDED)
def test_a_guided_procedure_has_forty_phrasings(by_code: dict[str, list[Phrasing]], code: str) -> None:
    assert len(by_code[code]) >= FEWEST


@pytest.mark.parametrize("code", GUIDED)
def test_the_phrasings_of_a_guided_procedure_differ(by_code: dict[str, list[Phrasing]], code: str) -> None:
    sets = [(item.text, set(syllables(item.text))) for item in by_code[code]]
    near = [(first, second) for (first, a), (second, b) in combinations(sets, 2) if likeness(a, b) >= NEAREST]
    assert near == []


def test_the_files_hold_as_many_different_texts_as_promised(
    phrasings: Phrasings, by_code: dict[str, list[Phrasing]]
) -> None:
    different = sum(_different([item.text for item in found]) for found in by_code.values())
    assert different >= FEWEST_OF_ALL
    assert len({digest(text) for text in phrasings.nothing}) >= FEWEST_NOTHING
    unclear = [*phrasings.vague, *(item.text for item in phrasings.ambiguous)]
    assert len({digest(text) for text in unclear}) >= FEWEST_UNCLEAR


def _different(texts: list[str]) -> int:
    """Count texts, those of one procedure that share four fifths of their syllables once."""
    kept: list[set[str]] = []
    for text in texts:
        said = set(syllables(text))
        if all(likeness(said, other) < NEAREST for other in kept):
            kept.append(said)
    return len(kept)


def test_every_follow_up_and_detail_names_procedures_of_the_catalogue(phrasings: Phrasings) -> None:
    need(IMPORTED)
    offered = Catalogue(IMPORTED).offered_codes()
    named = {item.procedure for item in phrasings.details} | {item.context for item in phrasings.follow_ups}
    assert named <= offered


def test_no_phrasing_stands_twice_under_one_procedure(by_code: dict[str, list[Phrasing]]) -> None:
    twice = {
        code: [text for text, n in Counter(digest(p.text) for p in found).items() if n > 1]
        for code, found in by_code.items()
    }
    assert [code for code, texts in twice.items() if texts] == []


def test_what_nothing_answers_and_what_is_vague_is_asked_of_no_procedure(phrasings: Phrasings) -> None:
    asked = {digest(phrasing.text) for phrasing in phrasings.asked}
    assert {digest(text) for text in phrasings.nothing} & asked == set()
    assert {digest(text) for text in phrasings.vague} & asked == set()
    assert {digest(text) for text in phrasings.nothing} & {digest(text) for text in phrasings.vague} == set()


def test_no_phrasing_is_a_question_that_measures_us(phrasings: Phrasings) -> None:
    files = sorted(path for path in QUESTIONS.glob("*.jsonl") if not path.stem.endswith(ACTS))
    assert files
    tests = {item for path in files for item in measured(path)}
    texts = [*(phrasing.text for phrasing in phrasings.asked), *phrasings.nothing, *phrasings.vague]
    texts += [item.text for item in phrasings.details]
    assert sorted(tests & {digest(text) for text in texts}) == []


def test_no_question_that_teaches_aspects_is_a_sentence_that_measures_them(phrasings: Phrasings) -> None:
    """Sets of speech acts hold set phrases that everybody says; from four syllables on a sentence is somebody's own."""
    tests = {item for path in sorted(QUESTIONS.glob(f"*{ACTS}.jsonl")) for item in measured(path)}
    assert tests
    own = [item.text for item in phrasings.aspects if len(syllables(item.text)) > 3]
    assert sorted(tests & {digest(text) for text in own}) == []


def test_no_phrasing_is_nearly_a_question_of_the_wide_blind_set(phrasings: Phrasings) -> None:
    """Sets of syllables that share four fifths; the older sets were frozen before near-duplicates were looked for."""
    texts = [*(item.text for item in phrasings.asked), *phrasings.nothing, *phrasings.vague]
    texts += [item.text for item in phrasings.ambiguous] + [item.text for item in phrasings.details]
    asked = [json.loads(line) for line in (QUESTIONS / "blind_wide.jsonl").read_text(encoding="utf-8").splitlines()]
    words = TfidfVectorizer(analyzer=lambda text: [*set(syllables(text))], use_idf=False, norm=None)
    said = words.fit_transform(texts)
    questions = words.transform([item["question"] for item in asked])
    lengths = [len(set(syllables(item["question"]))) for item in asked]
    common = (questions @ said.T).tocoo()
    either = np.array(lengths)[common.row] + np.asarray(said.sum(axis=1)).ravel()[common.col] - common.data
    near = sorted({asked[row]["id"] for row in common.row[common.data / either >= NEAREST]})
    assert near == []
