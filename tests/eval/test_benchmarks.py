"""The commands that compare ways to find a procedure refuse what they cannot do before they start."""

import argparse

import pytest

from eval.__main__ import main
from eval.benchmarks import count


@pytest.mark.parametrize("number", ["0", "-3"])
def test_fewer_than_one_is_refused(number: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="at least 1"):
        count(number)
    assert count("3") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bench", "--questions", "x.jsonl"], "--out"),
        (["bench", "--out", "x", "--questions", "x.jsonl", "--systems", "guessing"], "guessing"),
        (["scale", "--out", "x", "--records", "5"], "at least 100"),
        (["seeds", "--out", "x", "--questions", "x.jsonl", "--seeds", "0"], "at least 1"),
    ],
)
def test_bad_options_are_told(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert said in capsys.readouterr().err
