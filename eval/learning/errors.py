"""Everything that can go wrong in a run; each class's docstring is its default message.

`key` names the sentence that staff read, in the console's texts.
"""

from eval.console.errors import ConsoleError


class LearningError(ConsoleError):
    """The run cannot go on."""

    key = "runs.why_failed"


class RunningError(LearningError):
    """Another run is under way; only one works at a time."""

    key = "runs.busy"


class RunUnknownError(LearningError):
    """There is no run of this number."""

    key = "runs.unknown"


class StoppedError(LearningError):
    """Somebody stopped the run."""

    key = "runs.why_stopped"


class LostRunError(StoppedError):
    """The run was taken for dead meanwhile, so it changes nothing any more."""

    key = "runs.why_lost"


class ChildFailedError(LearningError):
    """A program that the run needs ended with an error."""

    key = "runs.why_failed"


class RefusedError(LearningError):
    """The new release is not used."""

    key = "runs.why_gate"


class NothingToLearnError(RefusedError):
    """The release in use has learned everything that is approved."""

    key = "runs.why_nothing"


class WeakReleaseError(RefusedError):
    """The new release does worse than it may on phrasings that it has not seen."""

    key = "runs.why_weak"


class GateError(RefusedError):
    """The new release breaks a rule of the gate."""

    key = "runs.why_gate"


class NoReleaseError(LearningError):
    """There is no such release, or it cannot be used."""

    key = "runs.no_release"
