"""The store of proposals, on both stores: settled once, by another editor where there is one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversations.masking import DOTS
from eval.console.accounts import Account
from eval.console.judgements.judgements import Judgements
from eval.console.proposals.guides import Patch
from eval.console.proposals.proposals import (
    Proposal,
    Proposals,
    ProposalUnknownError,
    SettledError,
    State,
    may_approve,
    of_guide,
)
from eval.console.roles import Role
from knowledge.database import Sessions
from tests.eval.console.judgements.samples import judgement

BIRTH = "1.001193"
PHRASING = Proposal("phrasing", BIRTH, "general", "khai sanh cho bé", "nghe ở quầy", "lan")


@pytest.fixture
def proposals(database: Sessions) -> Proposals:
    return Proposals(database)


def account(name: str, role: Role = Role.EDITOR, *, disabled: bool = False) -> Account:
    return Account(name, name, role, False, disabled, datetime.now(UTC))


def test_a_proposal_comes_back_as_it_was_made(proposals: Proposals) -> None:
    judged = Judgements(proposals.sessions).give(judgement())
    change = Patch("knowledge/guides/a.yml", "abc", "--- a\n+++ b\n")
    number = proposals.propose(of_guide(BIRTH, change, "vì thiếu giấy", "lan", judged))
    kept = proposals.get(number)
    assert (kept.kind, kept.procedure_code, kept.text, kept.path, kept.base) == (
        "guide",
        BIRTH,
        change.diff,
        change.path,
        change.base,
    )
    assert (kept.state, kept.note, kept.proposed_by, kept.judgement) == ("proposed", "vì thiếu giấy", "lan", judged)
    assert proposals.from_judgement(judged) == [kept]
    assert proposals.from_judgement(judged + 1) == []


def test_a_proposal_is_settled_once(proposals: Proposals) -> None:
    number = proposals.propose(PHRASING)
    proposals.settle(number, "approved", "minh")
    for state in ("approved", "refused"):
        with pytest.raises(SettledError):
            proposals.settle(number, state, "hoa")
    kept = proposals.get(number)
    assert (kept.state, kept.settled_by) == ("approved", "minh")


@pytest.mark.parametrize("way", [("withdrawn",), ("refused", "withdrawn"), ("approved", "withdrawn", "approved")])
def test_only_what_stands_approved_is_withdrawn_and_nothing_comes_back(
    proposals: Proposals, way: tuple[State, ...]
) -> None:
    number = proposals.propose(PHRASING)
    for state in way[:-1]:
        proposals.settle(number, state, "minh", "vì vậy")
    with pytest.raises(SettledError):
        proposals.settle(number, way[-1], "minh", "vì vậy")


def test_of_two_editors_who_settle_at_once_one_does(proposals: Proposals) -> None:
    def settled(state: State) -> bool:
        try:
            proposals.settle(number, state, state)
        except SettledError:
            return False
        return True

    for _ in range(5):
        number = proposals.propose(PHRASING)
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(settled, ("approved", "refused"))) == [False, True]
        assert proposals.get(number).settled_by == proposals.get(number).state


def test_personal_numbers_in_notes_and_reasons_become_dots(proposals: Proposals) -> None:
    number = proposals.propose(replace(PHRASING, note="người hỏi 0912345678"))
    proposals.settle(number, "refused", "minh", "gọi 0912345678")
    kept = proposals.get(number)
    assert (kept.note, kept.reason) == (f"người hỏi {DOTS}", f"gọi {DOTS}")


def test_the_newest_come_first_page_by_page_in_one_state(proposals: Proposals) -> None:
    numbers = [proposals.propose(PHRASING) for _ in range(3)]
    proposals.settle(numbers[1], "approved", "minh")
    assert [one.number for one in proposals.read("", 0, 2)] == numbers[:0:-1]
    assert [one.number for one in proposals.read("approved", 0, 9)] == [numbers[1]]
    assert (proposals.count(), proposals.count("proposed"), proposals.count("refused")) == (3, 2, 0)


def test_a_proposal_that_is_not_there_is_an_error(proposals: Proposals) -> None:
    for deed in (proposals.get, lambda number: proposals.settle(number, "approved", "minh")):
        with pytest.raises(ProposalUnknownError):
            deed(1)


@pytest.mark.parametrize(
    ("others", "may"),
    [
        ([], True),
        ([account("minh")], False),
        ([account("minh", Role.ADMINISTRATOR)], False),
        ([account("minh", Role.OFFICER)], True),
        ([account("minh", disabled=True)], True),
    ],
    ids=["nobody", "an editor", "an administrator", "an officer", "a closed account"],
)
def test_ones_own_proposal_is_approved_by_another_editor_where_there_is_one(others: list[Account], may: bool) -> None:
    assert may_approve(PHRASING, "lan", [account("lan"), *others]) == may
    assert may_approve(PHRASING, "hoa", [account("lan"), account("hoa"), *others])
