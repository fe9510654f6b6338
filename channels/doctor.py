"""`python -m channels doctor`: what is wrong, in plain words, for whoever sets the system up."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from channels import application_checks
from channels.checking import Check, Finding, State
from channels.telegram import checks as telegram
from channels.words import Words
from channels.zalo import checks as zalo
from knowledge.settings import Settings

CHECKS: list[Check] = [*application_checks.CHECKS, *telegram.CHECKS, *zalo.CHECKS]

_words = Words(Path(__file__).with_name("doctor.vi.yml"))


async def examine(settings: Settings, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Look at everything at once; return what was found, in the order of the checks."""
    found = await asyncio.gather(*(check(settings) for check in checks))
    return [finding for findings in found for finding in findings]


def told(findings: Sequence[Finding]) -> str:
    """Return the findings as lines, and one line that says how it stands in all."""
    lines = [f"{_words(f'signs.{finding.state}')} {finding.name}: {finding.text}" for finding in findings]
    bad = sum(finding.state is State.BAD for finding in findings)
    warnings = sum(finding.state is State.WARNING for finding in findings)
    end = "bad" if bad else "warnings" if warnings else "good"
    return "\n".join([*lines, "", _words(f"end.{end}", bad=bad, warnings=warnings)])


def doctor(settings: Settings, say: Callable[[str], None]) -> int:
    """Examine and say it; return the exit status: 0 well, 1 something is wrong."""
    findings = asyncio.run(examine(settings))
    say(told(findings))
    return 1 if any(finding.state is State.BAD for finding in findings) else 0
