"""Sections: fees and times of a guide that cannot hold for this citizen are left out."""

import pytest

from bot.answers.sections import card, section
from bot.answers.topics import Topic
from knowledge.guides.models import Guide
from tests.bot.answers.standing import record, topic
from tests.knowledge.guides.samples import guide

SEEN = ["1.001193#fees.direct"]


@pytest.fixture
def conditional() -> Topic:
    """A guide with a fee for each of two cases and one for all, and a time for one case."""
    made = guide(
        fees=[
            {"text": "Sinh ở nhà", "amount": 8000, "applies_if": {"birth_place": "home"}, "seen_in": SEEN},
            {"text": "Sinh ở bệnh viện", "amount": 5000, "applies_if": {"birth_place": "hospital"}, "seen_in": SEEN},
            {"text": "Bản sao", "amount": 3000, "seen_in": SEEN},
        ],
        times=[
            {"text": "1 ngày", "quantity": 1, "unit": "day", "applies_if": {"birth_place": "home"}, "seen_in": SEEN}
        ],
    )
    return topic(record("Ủy ban nhân dân cấp xã"), Guide.model_validate(made))


@pytest.mark.parametrize(
    ("facts", "amounts"),
    [
        (None, [8000, 5000, 3000]),
        ({}, [8000, 5000, 3000]),
        ({"birth_place": "home"}, [8000, 3000]),
        ({"birth_place": "hospital"}, [5000, 3000]),
        ({"birth_place": "unsure"}, [8000, 5000, 3000]),
    ],
)
def test_only_fees_that_hold_or_may_hold_are_told(
    conditional: Topic, facts: dict[str, str] | None, amounts: list[int]
) -> None:
    assert [line.amount for line in section(conditional, "fee", facts).lines] == amounts


def test_where_no_time_of_the_guide_holds_the_records_own_are_told(conditional: Topic) -> None:
    assert [line.text for line in section(conditional, "time", {"birth_place": "home"}).lines] == ["1 ngày"]
    told = section(conditional, "time", {"birth_place": "hospital"}).lines
    assert {line.text for line in told} == {"1 ngày làm việc"}


def test_a_card_takes_the_facts_along(conditional: Topic) -> None:
    (fee,) = card(conditional, ["fee"], {"birth_place": "home"}).sections
    assert [line.amount for line in fee.lines] == [8000, 3000]


def test_what_no_source_says_is_marked_unknown() -> None:
    (line,) = section(topic(record("Ủy ban nhân dân cấp xã")), "validity").lines
    assert not line.known
