"""What an editor made of mishaps, on both stores."""

from sqlalchemy import func, select

from bot.conversations.masking import DOTS
from eval.console.asked_papers import AskedPaper, AskedPapers
from eval.console.inbox.mishaps import mishaps
from eval.console.inbox.settling import VERDICTS, Settlements, entry_of
from eval.console.inbox.tables import SettledRow, SettlementRow
from eval.console.texts import t
from knowledge.database import Sessions, reading
from tests.eval.console.inbox.conversations import Talk


def counts(database: Sessions) -> tuple[int, int]:
    with reading(database) as session:
        made, about = (session.scalar(select(func.count()).select_from(table)) for table in (SettlementRow, SettledRow))
    return made or 0, about or 0


def test_a_decision_is_kept_with_who_and_why_and_without_numbers(database: Sessions) -> None:
    Talk(database).turn("mua vé số", "decline")
    store, (found,) = Settlements(database), mishaps(database)
    store.settle("ignored", "khách 0912345678 giỡn", "lan", [found])
    kept = store.all()[entry_of(found)]
    assert (kept.verdict, kept.reason, kept.settled_by) == ("ignored", f"khách {DOTS} giỡn", "lan")


def test_decided_twice_the_later_decision_holds(database: Sessions) -> None:
    Talk(database).turn("mua vé số", "decline")
    store, found = Settlements(database), mishaps(database)
    store.settle("known", "", "lan", found)
    store.settle("not_ours", "", "minh", found)
    assert [one.verdict for one in store.all().values()] == ["not_ours"]


def test_reopened_nothing_is_left_of_it(database: Sessions) -> None:
    Talk(database).turn("mua vé số", "decline").turn("bán vé số", "decline")
    store, found = Settlements(database), mishaps(database)
    store.settle("known", "", "lan", found)
    store.reopen(found[:1])
    assert [*store.all()] == [entry_of(found[1])]
    store.reopen(found)
    assert (store.all(), counts(database)) == ({}, (0, 0))


def test_a_decision_goes_with_the_conversations_that_it_was_about(database: Sessions) -> None:
    erased = Talk(database, "an").turn("mua vé số", "decline")
    AskedPapers(database).report(AskedPaper("1A2B", "1.001193", "letter", "Giấy ủy quyền", "", "lan"))
    store = Settlements(database)
    store.settle("known", "vé số", "lan", [one for one in mishaps(database) if one.kind == "declined"])
    store.settle("known", "giấy", "lan", [one for one in mishaps(database) if one.kind == "asked_paper"])
    erased.erase()
    Talk(database, "binh").turn("đánh đề", "decline")
    store.settle("not_ours", "", "lan", [one for one in mishaps(database) if one.kind == "declined"])
    assert sorted(one.verdict for one in store.all().values()) == ["known", "not_ours"]
    assert counts(database) == (2, 2)


def test_many_are_settled_and_reopened_at_once(database: Sessions) -> None:
    talk = Talk(database)
    for number in range(20):
        talk.turn(f"câu {number}", "decline")
    found = mishaps(database)
    many = [*found] * 40
    store = Settlements(database)
    store.settle("known", "", "lan", many)
    assert len(store.all()) == 20
    store.reopen(many)
    assert store.all() == {}


def test_every_verdict_has_its_word() -> None:
    for verdict in VERDICTS:
        assert t(f"inbox.verdict_{verdict}")
