"""The tables that a reader sees."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.acts.report import ActsReport
from eval.acts.tables import markdown
from tests.eval.acts.conftest import Heard

Written = Callable[[Sequence[Any]], Path]
MODEL = {"file": "abc.tar.gz", "id": "1"}


def test_each_figure_stands_with_its_interval_and_count(heard: Heard, written: Written) -> None:
    outcomes = (
        heard("m1", "ask", "ask", ["fee"], form="typos"),
        heard("m2", "deny", "affirm", form="typos"),
        heard("m3", "thank", "thank", folded="ask"),
    )
    told = markdown(ActsReport(written([{}]), "release", MODEL, {}, outcomes))
    assert told.startswith("# acts: questions.jsonl\n")
    assert "release release, Rasa model abc.tar.gz;\n3 messages, 0 without an answer;" in told
    assert "| right speech act | 66.7 % | 0.0 to 100.0 | 3 |" in told
    assert "| ... change by folding, paired | -100.0 points | -100.0 to -100.0 | 1 |" in told
    assert "| aspects, macro F1 | 100.0 % | - | 1 names |" in told
    assert "| typos | 50.0 % (0.0 to 100.0) of 2 | 100.0 % (100.0 to 100.0) of 1 |" in told
    assert "| thank | 100.0 % | 100.0 % | 100.0 % | 1 |" in told
    assert "| deny | affirm | 1 |" in told
    assert "bí mật" not in told


def test_what_was_not_measured_is_left_out(heard: Heard, written: Written) -> None:
    told = markdown(ActsReport(written([{}]), "release", MODEL, {}, (heard("m1", "deny", "deny"),)))
    assert "without diacritics" not in told
    assert "| aspect |" not in told
    assert "| form |" not in told
    assert "how often" not in told
    assert "| aspects | - | - |" in told
