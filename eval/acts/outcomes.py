"""What came of a message: act and aspects, as it is written and without diacritics."""

from dataclasses import dataclass

from eval.acts.messages import Labelled

NO_ANSWER = "none"


@dataclass(frozen=True)
class Reading:
    """How a message was read. `act` None: no answer came, `error` says why. `aspects` None: not asked for."""

    act: str | None
    act_milliseconds: float
    aspects: tuple[str, ...] | None = None
    aspects_milliseconds: float = 0.0
    error: str = ""


@dataclass(frozen=True)
class Readings:
    """How a message was read as it is written; `folded`: without diacritics, None where it is written without any."""

    written: Reading
    folded: Reading | None = None


@dataclass(frozen=True)
class Outcome:
    """One message with its reading; `folded`: without diacritics, None where it is written without any."""

    message: Labelled
    written: Reading
    folded: Reading | None = None

    def act_right(self, reading: Reading) -> bool:
        """Whether the act is the one expected or as right; no answer is not."""
        return reading.act is not None and reading.act in (self.message.act, *self.message.also)

    def aspects_right(self, reading: Reading) -> bool:
        """Whether the aspects are exactly those expected, in any order."""
        return reading.aspects is not None and set(reading.aspects) == set(self.message.aspects)

    @property
    def missing(self) -> tuple[str, ...]:
        """The aspects that were not read, in alphabetical order."""
        return tuple(sorted(set(self.message.aspects) - set(self.written.aspects or ())))

    @property
    def extra(self) -> tuple[str, ...]:
        """The aspects that were read too much, in alphabetical order."""
        return tuple(sorted(set(self.written.aspects or ()) - set(self.message.aspects)))

    @property
    def acts(self) -> tuple[str, str]:
        """The act expected, which is the one heard where that is as right, and the one heard."""
        heard = self.written.act or NO_ANSWER
        return (heard if self.act_right(self.written) else self.message.act), heard
