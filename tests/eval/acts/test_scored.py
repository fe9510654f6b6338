"""Speech acts and aspects by name, in the JSON and as tables."""

import json

from eval.acts.outcomes import Outcome
from eval.acts.scored import plain, scored_tables
from tests.eval.acts.conftest import Heard


def outcomes(heard: Heard) -> list[Outcome]:
    return [
        heard("m1", "ask", "ask", ["fee"], ["time"], form="typos"),
        heard("m2", "deny", "affirm"),
        heard("m3", "thank", "thank", folded="ask"),
        heard("m4", "thank", None),
    ]


def test_scores_are_told_by_name(heard: Heard) -> None:
    told = plain(outcomes(heard))
    assert told["acts"]["thank"] == {
        "right": 1, "said": 1, "expected": 2, "precision": 1.0, "recall": 0.5, "f1": 2 / 3,
    }  # fmt: skip
    assert told["aspects"]["fee"]["recall"] == 0.0
    assert told["confusions"][0] == {"expected": "deny", "heard": "affirm", "count": 1}


def test_misses_are_told_by_id_and_never_by_text(heard: Heard) -> None:
    told = plain(outcomes(heard))
    assert told["misses"] == [
        {"id": "m1", "aspects": ("fee",), "read": ("time",)},
        {"id": "m2", "act": "deny", "heard": "affirm"},
        {"id": "m4", "act": "thank", "heard": None, "error": "500"},
    ]
    assert "bí mật" not in json.dumps(told, ensure_ascii=False)


def test_the_tables_say_what_is_taken_for_what(heard: Heard) -> None:
    macro, acts, aspects, taken = scored_tables(outcomes(heard))
    assert macro.rows[0][0] == "speech acts"
    assert ("thank", "100.0 %", "50.0 %", "66.7 %", "2") in acts.rows
    assert [row[0] for row in aspects.rows] == ["fee", "time"]
    assert taken.rows == (("deny, heard as affirm", "1"), ("thank, heard as none", "1"))


def test_what_was_not_measured_has_no_table(heard: Heard) -> None:
    tables = scored_tables([heard("m1", "deny", "deny")])
    assert [table.head[0] for table in tables] == ["of", "speech act"]
    assert [row[0] for row in tables[0].rows] == ["speech acts"]
