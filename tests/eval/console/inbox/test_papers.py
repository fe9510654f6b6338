"""What stands behind a paper that desks asked for: the guide's rule in words, and what the lists had told."""

from collections import Counter

import pytest

from bot.conversations import receipts
from channels.services import Services
from eval.console.asked_papers import AskedPaper, AskedPapers
from eval.console.grouping import Grouping
from eval.console.inbox.groups import Group, groups
from eval.console.inbox.mishaps import mishaps
from eval.console.inbox.papers import AskedFor, asked_for
from eval.console.texts import t
from knowledge.database import Sessions
from tests.bot.conversations.samples import told

BIRTH = "1.001193"


def reported(database: Sessions, *asked: AskedPaper) -> Group:
    for one in asked:
        AskedPapers(database).report(one)
    (group,) = groups(mishaps(database), {}, Grouping([]))
    return group


def behind(services: Services, database: Sessions, *asked: AskedPaper) -> AskedFor:
    return asked_for(reported(database, *asked), services.library, database)


def asked(component: str, paper: str, receipt: str = "AAAA", by: str = "lan", code: str = BIRTH) -> AskedPaper:
    return AskedPaper(receipt, code, component, paper, "", by)


def test_the_rule_is_told_in_the_words_of_the_guides_questions_and_answers(
    services: Services, database: Sessions
) -> None:
    guide = services.library.guides[BIRTH]
    component = next(component for component in guide.components if component.needed_if)
    found = behind(services, database, asked(component.component_code, component.name))
    (rule,) = found.rules
    assert (rule.paper, rule.otherwise) == (component.name, component.not_needed_because)
    assert any(fact.question in rule.words for fact in guide.facts)


def test_of_one_official_line_with_several_papers_the_named_one_is_told_else_all(
    services: Services, database: Sessions
) -> None:
    guide = services.library.guides[BIRTH]
    lines = Counter(component.component_code for component in guide.components)
    line, count = lines.most_common(1)[0]
    assert count > 1
    named = next(component for component in guide.components if component.component_code == line)
    assert [rule.paper for rule in behind(services, database, asked(line, named.name)).rules] == [named.name]
    assert len(behind(services, database, asked(line, "tên khác")).rules) in (1, count)


def test_officers_and_lists_are_counted_with_what_the_lists_had_told(services: Services, database: Sessions) -> None:
    receipts.keep(database, [told(receipt="AAAA"), told(receipt="BBBB", not_needed=[])], "1ca5d7c7")
    found = behind(
        services,
        database,
        asked("letter", "Giấy ủy quyền", "AAAA", "lan"),
        asked("letter", "Giấy ủy quyền", "AAAA", "minh"),
        asked("letter", "Giấy ủy quyền", "BBBB", "lan"),
        asked("letter", "Giấy ủy quyền", "GONE", "lan"),
    )
    assert (found.reporters, found.numbers) == (2, ["GONE", "BBBB", "AAAA"])
    assert found.told == {"not_needed": 1, "absent": 1}


@pytest.mark.parametrize(("component", "how"), [("form", "needed"), ("witness", "undecided"), ("letter", "not_needed")])
def test_each_way_of_telling_is_known_and_has_its_word(
    services: Services, database: Sessions, component: str, how: str
) -> None:
    receipts.keep(database, [told(receipt="AAAA")], "1ca5d7c7")
    assert behind(services, database, asked(component, "Giấy")).told == {how: 1}
    assert t(f"inbox.told_{how}")


def test_a_paper_that_the_guide_does_not_have_has_no_rule(services: Services, database: Sessions) -> None:
    found = behind(services, database, asked("", "Sổ hộ khẩu cũ"))
    assert (found.has_guide, found.rules) == (True, [])


def test_a_procedure_without_a_guide_has_no_rule(services: Services, database: Sessions) -> None:
    found = behind(services, database, asked("x", "Giấy", code="9.999999"))
    assert (found.has_guide, found.rules) == (False, [])
