"""What counts as right."""

from eval.acts.outcomes import NO_ANSWER
from tests.eval.acts.conftest import Heard


def test_an_act_that_is_as_right_counts_and_is_not_confused(heard: Heard) -> None:
    one = heard("m1", "go_back", "resume", also=["resume"])
    assert one.act_right(one.written)
    assert one.acts == ("resume", "resume")


def test_another_act_is_wrong_and_no_answer_too(heard: Heard) -> None:
    wrong, silent = heard("m1", "deny", "affirm"), heard("m2", "deny", None)
    assert not wrong.act_right(wrong.written)
    assert not silent.act_right(silent.written)
    assert (wrong.acts, silent.acts) == (("deny", "affirm"), ("deny", NO_ANSWER))


def test_aspects_are_right_in_any_order_and_only_all_of_them(heard: Heard) -> None:
    one = heard("m1", "ask", "ask", ["fee", "time"], ["time", "fee"])
    less, more = heard("m2", "ask", "ask", ["fee", "time"], ["fee"]), heard("m3", "ask", "ask", [], ["fee"])
    assert one.aspects_right(one.written)
    assert not less.aspects_right(less.written)
    assert not more.aspects_right(more.written)
