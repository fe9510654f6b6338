"""The online topics: every statement stands in the catalogue, and everyday words lead to them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.online.errors import BadOnlineTopicError
from knowledge.online.loading import asked_about, offered, topics
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Method
from tests.catalogue import IMPORTED, need

TOPIC = """
id: pay
title: Trả tiền
catalogue_as_of: 2026-07-20
words: [trả tiền]
short: {text: Trả, seen_in: ["1.001193#953d0e7907"]}
statements:
  - {text: Trả, seen_in: ["1.001193#953d0e7907"]}
"""


def test_signing_in_filing_paying_signing_and_the_result_are_told() -> None:
    assert set(topics()) == {"vneid", "file_online", "pay_online", "sign_digitally", "result_by_post"}


@pytest.mark.catalogue
@pytest.mark.parametrize("topic", topics())
def test_every_statement_stands_in_a_record_that_is_offered(topic: str) -> None:
    need(IMPORTED)
    catalogue, told = Catalogue(IMPORTED), topics()[topic]
    for reference in (line for statement in (told.short, *told.statements) for line in statement.seen_in):
        code, _, line = reference.partition("#")
        record = catalogue.get(code)
        assert record.offered, reference
        assert line in {found for _, found, _ in official_lines(record)}, reference


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("nộp hồ sơ online sao em", "file_online"),
        ("lam tren mang duoc khong", "file_online"),
        ("đóng tiền online được không", "pay_online"),
        ("thanh toan truc tuyen", "pay_online"),
        ("có cần chữ ký số không", "sign_digitally"),
        ("gửi kết quả về nhà được không", "result_by_post"),
        ("VNeID mức 2 là gì", "vneid"),
        ("tai khoan dinh danh", "vneid"),
    ],
)
def test_everyday_words_lead_to_a_topic(text: str, topic: str) -> None:
    assert asked_about(text)[0] == topic


def test_two_topics_may_be_asked_at_once_the_clearer_first() -> None:
    assert asked_about("nộp hồ sơ online rồi trả tiền online") == ["file_online", "pay_online"]


@pytest.mark.parametrize("text", ["", "làm khai sinh cần gì", "nộp ở đâu", "gửi hồ sơ qua bưu điện"])
def test_other_questions_ask_about_none(text: str) -> None:
    assert asked_about(text) == []


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert set(asked_about(text)) <= set(topics())


def test_a_procedure_offers_what_its_ways_of_filing_allow() -> None:
    assert {topic.id for topic in offered([Method.ONLINE])} == {"file_online", "pay_online", "result_by_post"}
    assert {topic.id for topic in offered([Method.POSTAL])} == {"result_by_post"}
    assert offered([Method.DIRECT]) == []


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (TOPIC.replace("id: pay", "id: other"), "id: is other"),
        (TOPIC.replace('seen_in: ["1.001193#953d0e7907"]}\n', "seen_in: []}\n", 1), r"short\.seen_in"),
        (TOPIC.replace("title: Trả tiền\n", ""), "title"),
        ("[", "is not YAML"),
    ],
)
def test_a_mistake_is_told_by_file_and_field(tmp_path: Path, content: str, place: str) -> None:
    (tmp_path / "pay.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadOnlineTopicError, match=rf"pay\.yml.*{place}"):
        topics(tmp_path)


def test_a_good_topic_is_read(tmp_path: Path) -> None:
    (tmp_path / "pay.yml").write_text(TOPIC, encoding="utf-8")
    assert topics(tmp_path)["pay"].methods == ()
