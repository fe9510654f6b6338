"""A finding: one thing that is wrong, or wants a human's eye, with its place."""

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """`rule`: which check; `subject`: a procedure code or a file; `place`: the field; `message`: what and why."""

    severity: Severity
    rule: str
    subject: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity:<7} {self.rule:<12} {self.subject} {self.place}: {self.message}"

    def as_json(self) -> dict[str, str]:
        """Return the finding with plain keys."""
        return asdict(self)


def error(rule: str, subject: str, place: str, message: str) -> Finding:
    """Return a finding that fails the check."""
    return Finding("error", rule, subject, place, message)


def warning(rule: str, subject: str, place: str, message: str) -> Finding:
    """Return a finding that wants a look."""
    return Finding("warning", rule, subject, place, message)
