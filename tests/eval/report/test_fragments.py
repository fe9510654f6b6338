"""The parts of a report, from the JSON alone."""

from typing import Any

from eval.report.fragments import fragments
from tests.eval.conftest import Resulted, question, replied


def parts(result: dict[str, Any]) -> dict[str, str]:
    return {part.id: str(part.html) for part in fragments(result)}


def test_a_full_result_has_every_part_in_order(small: dict[str, Any]) -> None:
    assert list(parts(small)) == [
        "origin", "verdicts", "figures", "risk", "groups", "mistaken", "latency", "tables", "misses", "configuration",
    ]  # fmt: skip


def test_the_origin_says_release_file_hash_and_version(small: dict[str, Any]) -> None:
    html = parts(small)["origin"]
    for told in ("abc", "questions.jsonl", small["questions"]["sha256"], small["version"], "1 without an answer"):
        assert told in html


def test_the_dialogues_model_is_told_where_it_took_part(small: dict[str, Any]) -> None:
    assert "Dialogue model" not in parts(small)["origin"]
    told = parts({**small, "rasa_model": {"file": "0123.tar.gz", "id": "1"}})["origin"]
    assert "0123.tar.gz" in told


def test_look_alikes_are_named_in_vietnamese(small: dict[str, Any]) -> None:
    html = parts(small)["mistaken"]
    assert '<code>1</code> <span lang="vi">Đăng ký khai sinh</span>' in html
    assert '<code>2</code> <span lang="vi">Đăng ký lại khai sinh</span>' in html
    assert "q2" in html


def test_what_is_missing_or_too_much_is_named_by_question(small: dict[str, Any]) -> None:
    html = parts(small)["misses"]
    assert '<th scope="row">q3</th><td>answered partly right</td><td>3</td>' in html
    assert "q1" not in html


def test_what_others_wrote_is_escaped(small: dict[str, Any]) -> None:
    html = "".join(parts(small).values())
    assert "<b>" not in html
    assert "ConnectTimeout: &lt;b&gt;" in html
    assert "<i>" not in html


def test_no_part_needs_a_style_attribute_or_a_script(small: dict[str, Any]) -> None:
    html = "".join(parts(small).values())
    assert "style=" not in html
    assert "<script" not in html


def test_a_result_that_says_little_has_few_parts(resulted: Resulted) -> None:
    found = parts(resulted([(question("a", "decline", []), replied(None))]))
    assert {"risk", "groups", "mistaken", "latency"}.isdisjoint(found)
    assert {"origin", "verdicts", "misses"} <= set(found)


def test_many_groups_are_folded_with_the_largest_first(resulted: Resulted) -> None:
    rows = [(question(f"q{number}", "decline", [], form=f"f{number}"), replied("decline")) for number in range(14)]
    rows.append((question("q14", "decline", [], form="f9"), replied("decline")))
    html = parts(resulted(rows))["groups"]
    assert "<summary>14 groups" in html
    assert html.index(">f9<") < html.index(">f0<")


def test_times_by_step_are_told_where_there_are_any(small: dict[str, Any]) -> None:
    told = {**small["latency_ms"], "steps": {"speech act": {"median": 6.25, "percentile_95": 15.0}}}
    assert ">speech act</th><td>6.2</td><td>15.0</td>" in parts({**small, "latency_ms": told})["latency"]


def test_the_questions_themselves_are_never_told(small: dict[str, Any]) -> None:
    assert "bí mật" not in "".join(parts(small).values())
