"""The arithmetic of the defaults: fewer than one lucky hit in a hundred days, and honest slips spend no budget."""

from math import comb
from random import Random

import pytest

from knowledge.__main__ import main
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.guesses import (
    BEARABLE,
    FOUR_DIGITS,
    City,
    Limits,
    Load,
    guessers,
    limits,
    loads,
    tables,
    whole_numbers_per_day,
)
from knowledge.settings import ROOT, Settings, settings

DEFAULTS = Limits()


def test_the_defaults_are_those_of_the_settings() -> None:
    assert limits(Settings.model_construct()) == DEFAULTS


@pytest.mark.parametrize("guesser", list(guessers(DEFAULTS)), ids=lambda one: one.name)
def test_no_guesser_hits_more_than_once_in_a_hundred_days(guesser: object) -> None:
    assert 0 < guesser.hits_per_day < BEARABLE  # type: ignore[attr-defined]


def test_what_a_guesser_knows_does_not_help_beyond_the_budget() -> None:
    hits = [one.hits_per_day for one in guessers(DEFAULTS) if one.chance == FOUR_DIGITS]
    assert hits[:4] == [DEFAULTS.budget.per_day * FOUR_DIGITS] * 4


def test_a_budget_for_all_honest_slips_would_not_do() -> None:
    generous = Limits(budget=Budget(1000, int(City().slips)))
    assert max(one.hits_per_day for one in guessers(generous)) > BEARABLE


def test_one_who_is_alone_is_bounded_by_the_waits_where_those_are_shorter() -> None:
    alone = next(guessers(Limits(per_hour=1, budget=Budget(1000, 1000))))
    assert alone.guesses == 24


def test_honest_slips_of_a_city_do_not_spend_the_budget() -> None:
    city = City()
    assert (city.slips, round(city.at_dossiers)) == (500, 260)
    assert [load.reached < BEARABLE for load in loads(DEFAULTS, city)] == [True] * 3


def test_where_too_few_slips_are_set_right_they_do() -> None:
    day, _, _ = loads(DEFAULTS, City(set_right=0.8))
    assert day.reached > 0.5


@pytest.mark.parametrize(("mean", "most"), [(0.0, 1), (2.0, 3), (26.0, 40)])
def test_the_chance_to_reach_a_limit_is_that_of_many_rare_slips(mean: float, most: int) -> None:
    slips = 20_000
    chance = mean / slips
    below = sum(comb(slips, count) * chance**count * (1 - chance) ** (slips - count) for count in range(most))
    assert Load("x", mean, most).reached == pytest.approx(1 - below, rel=0.02, abs=1e-9)


def test_slips_that_are_not_set_right_yet_count_while_they_are_under_way() -> None:
    random, city = Random(1), City(set_right=1, minutes=3)
    slips = [random.uniform(0, 60) for _ in range(20_000)]
    under_way = sum(30 - 3 < at <= 30 for at in slips)
    assert city.left(20_000, 1) == pytest.approx(under_way, rel=0.1)


def test_an_address_tries_a_whole_number_less_than_twice_an_hour() -> None:
    assert whole_numbers_per_day() < 48


def test_the_page_shows_the_tables_of_the_defaults() -> None:
    page = (ROOT / "docs" / "look-up-protection.md").read_text(encoding="utf-8")
    assert [line for line in tables(DEFAULTS) if line and line not in page] == []


def test_the_command_prints_what_the_settings_of_the_day_allow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_GUESSES_PER_DAY", "100")
    settings.cache_clear()
    assert main(["dossiers", "guesses"]) == 0
    settings.cache_clear()
    assert "one valid code | 100 | 0.0002 | 0.02 |" in capsys.readouterr().out
