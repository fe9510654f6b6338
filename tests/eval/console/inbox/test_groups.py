"""Groups: what is alike together, open until all of it is settled, reopened by what comes after."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from eval.console.grouping import Grouping
from eval.console.inbox.groups import STANDINGS, Group, Wanted, groups
from eval.console.inbox.mishaps import Kind, Mishap
from eval.console.inbox.settling import Settlement, entry_of
from eval.console.texts import t
from tests.eval.console.inbox.conversations import START

GROUPING = Grouping(["Đăng ký khai sinh", "Đăng ký kết hôn", "Cấp giấy phép xây dựng"])
DAY = timedelta(days=1)


def mishap(said: str, days: int = 0, kind: Kind = "declined", **fields: str) -> Mishap:
    return Mishap(kind, f"{kind} {said} {days} {fields}", said, START + days * DAY, **{"channel": "web", **fields})  # type: ignore[arg-type]


def grouped(*mishaps: Mishap, settled: Sequence[Mishap] = ()) -> list[Group]:
    newest_first = sorted(mishaps, key=lambda one: one.at, reverse=True)
    decision = Settlement("known", "", "lan", START)
    return groups(newest_first, {entry_of(one): decision for one in settled}, GROUPING)


LOTTERY, AGAIN, BETTING = mishap("mua vé số ở đâu"), mishap("vé số mua chỗ nào", 3), mishap("cá độ đá banh", 1)


def test_messages_alike_are_one_group_and_the_largest_comes_first() -> None:
    first, second = grouped(LOTTERY, BETTING, AGAIN)
    assert (first.count, first.first, first.last) == (2, START, START + 3 * DAY)
    assert {said for said, _ in first.sayings} == {LOTTERY.said, AGAIN.said}
    assert second.title == BETTING.said
    assert first.entry == LOTTERY.entry


def test_a_group_counts_kinds_channels_procedures_and_sayings() -> None:
    (group,) = grouped(
        mishap("sang tên xe", 0, procedure_code="1.000001"),
        mishap("sang tên xe", 1, "disliked", channel="zalo", procedure_code="1.000002"),
        mishap("sang tên xe", 2, "disliked", channel="zalo", procedure_code="1.000002"),
    )
    assert group.kinds == {"disliked": 2, "declined": 1}
    assert group.channels == ["zalo", "web"]
    assert group.procedures == ["1.000002", "1.000001"]
    assert group.sayings == [("sang tên xe", 3)]


def test_a_group_is_settled_with_all_of_it_and_reopens_when_something_comes() -> None:
    assert grouped(LOTTERY, AGAIN)[0].standing == "open"
    settled = grouped(LOTTERY, AGAIN, settled=[LOTTERY, AGAIN])[0]
    assert (settled.standing, settled.open) == ("settled", [])
    reopened = grouped(LOTTERY, AGAIN, settled=[LOTTERY])[0]
    assert (reopened.standing, reopened.open) == ("reopened", [AGAIN])
    assert reopened.settlement
    assert reopened.settlement.settled_by == "lan"
    assert grouped(LOTTERY)[0].settlement is None


def test_papers_go_by_procedure_and_component_else_by_how_they_are_called() -> None:
    found = grouped(
        mishap("Giấy ủy quyền", 0, "asked_paper", procedure_code="1.1", about="letter"),
        mishap("giấy uỷ quyền có chứng thực", 1, "asked_paper", procedure_code="1.1", about="letter"),
        mishap("Giấy ủy quyền", 0, "asked_paper", procedure_code="1.2", about="letter"),
        mishap("sổ hộ khẩu cũ", 0, "asked_paper", procedure_code="1.1"),
        mishap("so ho khau cu", 1, "asked_paper", procedure_code="1.1"),
    )
    assert sorted((group.procedures[0], group.count) for group in found) == [("1.1", 2), ("1.1", 2), ("1.2", 1)]
    assert all(group.is_paper for group in found)


def test_a_paper_and_a_message_of_the_same_words_stay_apart() -> None:
    found = grouped(mishap("Giấy ủy quyền"), mishap("Giấy ủy quyền", 0, "asked_paper", procedure_code="1.1"))
    assert [group.count for group in found] == [1, 1]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (Wanted(), {LOTTERY.said, BETTING.said}),
        (Wanted(kind="declined"), {LOTTERY.said, BETTING.said}),
        (Wanted(kind="disliked"), set()),
        (Wanted(since=START + 2 * DAY), {LOTTERY.said}),
        (Wanted(standings=("settled",)), {BETTING.said}),
        (Wanted(standings=("open", "reopened")), {LOTTERY.said}),
    ],
)
def test_groups_are_picked_by_kind_days_and_standing(wanted: Wanted, titles: set[str]) -> None:
    found = grouped(LOTTERY, AGAIN, BETTING, settled=[BETTING])
    first_sayings = {group.mishaps[-1].said for group in found if wanted.takes(group)}
    assert first_sayings == titles


def test_nothing_gives_no_groups_and_every_standing_has_its_word() -> None:
    assert grouped() == []
    for standing in STANDINGS:
        assert t(f"inbox.state_{standing}")
