"""Approved phrasings: the form of `knowledge/phrasings`, equal approvals as equal bytes."""

import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.console.proposals.approved import approved_phrasings, as_yaml
from eval.console.proposals.proposals import Proposal, Proposals
from knowledge.database import Sessions
from knowledge.phrasings.loading import load
from knowledge.settings import ROOT
from knowledge.vietnamese.aspects import ASPECTS

BIRTH, DEATH = "1.001193", "1.000656"


def approve(database: Sessions, text: str, code: str = BIRTH, aspect: str = "general") -> int:
    proposals = Proposals(database)
    number = proposals.propose(Proposal("phrasing", code, aspect, text, "", "lan"))
    proposals.settle(number, "approved", "minh")
    return number


def test_only_what_stands_approved_is_taught(database: Sessions) -> None:
    proposals = Proposals(database)
    proposals.propose(Proposal("phrasing", BIRTH, "general", "chờ duyệt", "", "lan"))
    proposals.settle(proposals.propose(Proposal("phrasing", BIRTH, "fee", "bị bác", "", "lan")), "refused", "minh")
    proposals.settle(approve(database, "bị rút"), "withdrawn", "minh", "thôi")
    proposals.settle(proposals.propose(Proposal("guide", BIRTH, "", "--- a", "", "lan")), "approved", "minh")
    assert approved_phrasings(database) == {}
    approve(database, "khai sanh cho bé")
    assert approved_phrasings(database) == {BIRTH: {"general": ["khai sanh cho bé"]}}


def test_equal_approvals_are_equal_bytes_in_any_order(database: Sessions) -> None:
    for text, code, aspect in (("b", BIRTH, "fee"), ("a", BIRTH, "fee"), ("c", DEATH, "time"), ("a", BIRTH, "fee")):
        approve(database, text, code, aspect)
    told = approved_phrasings(database)
    assert told == {DEATH: {"time": ["c"]}, BIRTH: {"fee": ["a", "b"]}}
    assert list(told) == sorted(told)


TEXTS = st.lists(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()), min_size=1)
PHRASINGS = st.dictionaries(
    st.sampled_from([BIRTH, DEATH]), st.dictionaries(st.sampled_from(ASPECTS), TEXTS, min_size=1)
)


@given(PHRASINGS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_file_is_read_as_phrasings_with_every_text_as_it_was(
    tmp_path: Path, phrasings: dict[str, dict[str, list[str]]]
) -> None:
    (tmp_path / "approved.yml").write_text(as_yaml(phrasings), encoding="utf-8")
    read = {(item.procedure_code, item.aspect, item.text) for item in load({BIRTH, DEATH}, tmp_path).asked}
    assert read == {(code, aspect, text) for code, of in phrasings.items() for aspect in of for text in of[aspect]}


def test_nothing_approved_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "approved.yml").write_text(as_yaml({}), encoding="utf-8")
    assert load({BIRTH}, tmp_path).asked == ()


def test_learning_reads_it_without_loading_models() -> None:
    told = "import sys, eval.console.proposals.approved; print({'torch', 'faiss', 'fastapi'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
