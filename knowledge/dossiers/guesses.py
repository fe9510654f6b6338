"""How often a guesser opens somebody's dossier, and whether honest slips spend the budget: the arithmetic.

`python -m knowledge dossiers guesses` prints it for the present settings; docs/look-up-protection.md explains it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import exp

from knowledge.dossiers.attempts import SLIPS_GIVEN_BACK
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.waiting import DAY, of_address, whole_end
from knowledge.settings import Settings

BEARABLE = 0.01
"""Lucky hits a day that the design allows."""
FOUR_DIGITS = 2 / 10**4
"""Chance of one guess: the last four digits of the identity number and of the phone number both open."""
STRANGERS_NUMBER = 1 / (3 * 2 * 60 * 10**6)
"""Of a whole identity number whose owner nobody knows: 3 local prefixes, 2 sexes, 60 years of birth, 6 digits."""
ACQUAINTANCES_NUMBER = 1 / 10**6
"""Where prefix, sex and year of birth are known: 6 digits are left."""
ADDRESSES, OWN_DOSSIERS, TURNS_A_SECOND = 200, 4, 10
"""Of the guessers below: source addresses, dossiers of their own, and turns a second that a proxy lets through."""


@dataclass(frozen=True)
class Limits:
    """The settings that decide: failed proofs an hour of a conversation and of an address, and the budget of all."""

    per_hour: int = 20
    address_per_hour: int = 60
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True)
class City:
    """Honest traffic of a day. `slips_in_code`: slips that are in the code, not in the digits; `neighbours`: of those,
    the share that names another dossier that exists. `set_right`: slips whose citizen succeeds afterwards, within
    `minutes`. `busiest_hour`, `one_address`: the share of all that falls into one hour, and behind one address.
    """

    conversations: int = 50_000
    look_ups: float = 0.2
    mistyped: float = 0.05
    slips_in_code: float = 0.8
    neighbours: float = 0.4
    set_right: float = 0.9
    minutes: float = 2
    busiest_hour: float = 0.15
    one_address: float = 0.6

    @property
    def slips(self) -> float:
        """Wrong proofs a day."""
        return self.conversations * self.look_ups * self.mistyped

    @property
    def at_dossiers(self) -> float:
        """Those of them that meet a dossier, and so could open one."""
        return self.slips * (1 - self.slips_in_code + self.slips_in_code * self.neighbours)

    def left(self, slips: float, hours: float) -> float:
        """Return how many of `slips`, spread over `hours`, count at one moment: never set right, or not yet."""
        return slips * (1 - self.set_right) + slips * self.set_right * self.minutes / 60 / hours


@dataclass(frozen=True)
class Guesser:
    """A way to guess: how many guesses a day are answered, and the chance of each."""

    name: str
    guesses: float
    chance: float

    @property
    def hits_per_day(self) -> float:
        """Expected lucky hits a day."""
        return self.guesses * self.chance


@dataclass(frozen=True)
class Load:
    """What honest citizens use of a limit: `mean` of what counts, against `most`."""

    name: str
    mean: float
    most: int

    @property
    def reached(self) -> float:
        """The chance that it is reached: of a Poisson number with that mean, at least `most`."""
        term, below = exp(-self.mean), 0.0
        for count in range(self.most):
            below += term
            term *= self.mean / (count + 1)
        return max(0.0, 1 - below)


def limits(settings: Settings) -> Limits:
    """Return the limits that the settings make."""
    budget = Budget(settings.guesses_per_hour, settings.guesses_per_day)
    return Limits(settings.look_ups_per_hour, settings.address_look_ups_per_hour, budget)


def guessers(of: Limits) -> Iterator[Guesser]:
    """Yield every kind of guesser, each guessing as much as it is answered."""
    all_together = min(of.budget.per_day, 24 * of.budget.per_hour)
    alone = min(all_together, 24 * min(of.per_hour, of.address_per_hour))
    own = SLIPS_GIVEN_BACK * OWN_DOSSIERS
    pair = whole_numbers_per_day()
    yield Guesser("one conversation, one address, one valid code", alone, FOUR_DIGITS)
    yield Guesser("any number of conversations and addresses, one valid code", all_together, FOUR_DIGITS)
    yield Guesser("the same, many valid codes", all_together, FOUR_DIGITS)
    yield Guesser("the same, guessing codes too: only those that meet a dossier can hit", all_together, FOUR_DIGITS)
    yield Guesser(f"the same, with {OWN_DOSSIERS} dossiers of their own", all_together + own, FOUR_DIGITS)
    yield Guesser(f"whole numbers of a stranger, one code, {ADDRESSES} addresses", ADDRESSES * pair, STRANGERS_NUMBER)
    strained = TURNS_A_SECOND * DAY.total_seconds()
    yield Guesser(
        f"the same, many codes, {TURNS_A_SECOND} turns a second all day (the proxy's limit)", strained, STRANGERS_NUMBER
    )
    known = ADDRESSES * pair
    yield Guesser(f"whole numbers of an acquaintance, one code, {ADDRESSES} addresses", known, ACQUAINTANCES_NUMBER)


def loads(of: Limits, city: City) -> Iterator[Load]:
    """Yield what honest citizens use of each limit that they share."""
    busiest = city.at_dossiers * city.busiest_hour
    one_address = city.slips * city.busiest_hour * city.one_address
    yield Load("all together, a day", city.left(city.at_dossiers, 24), of.budget.per_day)
    yield Load("all together, the busiest hour", city.left(busiest, 1), of.budget.per_hour)
    free = of_address(of.address_per_hour).free + 1
    yield Load("one shared address, the busiest hour, until it waits", city.left(one_address, 1), free)


def whole_numbers_per_day() -> int:
    """Return how many wrong whole numbers one address may try at one dossier in its first day, as fast as it may."""
    start = at = datetime(2026, 1, 1)
    failed: list[datetime] = []
    while at < start + DAY:
        failed.append(at)
        at = whole_end(failed) or at
    return len(failed)


def tables(of: Limits, city: City | None = None) -> Iterator[str]:
    """Yield the lines of both tables in Markdown."""
    yield "| guesser | answered guesses a day | chance of each | lucky hits a day |"
    yield "|---|---|---|---|"
    for one in guessers(of):
        yield f"| {one.name} | {one.guesses:,.0f} | {one.chance:.2g} | {one.hits_per_day:.2g} |"
    yield ""
    yield "| honest slips | count on average | limit | chance to reach it |"
    yield "|---|---|---|---|"
    for load in loads(of, city or City()):
        yield f"| {load.name} | {load.mean:.1f} | {load.most} | {load.reached:.1g} |"
