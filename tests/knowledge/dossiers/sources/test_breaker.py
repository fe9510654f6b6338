"""A source that keeps failing is left alone, then tried by one look-up alone."""

import threading

from knowledge.dossiers.sources.breaker import Breaker


class Clock:
    """Seconds that pass when told to."""

    at = 100.0

    def __call__(self) -> float:
        return self.at


def broken(clock: Clock) -> Breaker:
    breaker = Breaker(failures=3, rest=30, now=clock)
    assert [breaker.failed() for _ in range(3)] == [False, False, True]
    return breaker


def test_it_opens_after_so_many_failures_in_a_row_and_no_sooner() -> None:
    breaker = Breaker(failures=3, rest=30)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        breaker.answered()
        assert breaker.lets_through()


def test_open_it_lets_nobody_through_until_the_rest_is_over() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.at += 29.9
    assert not breaker.lets_through()
    clock.at += 0.2
    assert breaker.lets_through()


def test_after_the_rest_one_alone_tries() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.at += 31
    through: list[bool] = []
    threads = [threading.Thread(target=lambda: through.append(breaker.lets_through())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert through.count(True) == 1


def test_a_probe_that_fails_opens_it_again_for_as_long() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.at += 31
    assert breaker.lets_through()
    assert breaker.failed()
    clock.at += 29
    assert not breaker.lets_through()
    clock.at += 2
    assert breaker.lets_through()


def test_a_probe_that_is_answered_closes_it() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.at += 31
    assert breaker.lets_through()
    breaker.answered()
    assert all(breaker.lets_through() for _ in range(5))
    assert not breaker.failed()


def test_a_probe_that_never_asked_leaves_the_probe_to_the_next() -> None:
    clock = Clock()
    breaker = broken(clock)
    clock.at += 31
    assert breaker.lets_through()
    breaker.not_asked()
    assert breaker.lets_through()
