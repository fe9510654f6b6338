"""Topics made by hand, and settings of a test's own, for answers that need no release."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.answers.topics import Topic
from knowledge.guides.models import Guide
from knowledge.procedures.models import (
    Fee,
    Level,
    Method,
    Passage,
    Procedure,
    ProcessingTime,
    SubmissionMethod,
    TimeUnit,
)
from knowledge.settings import settings

CODE = "1.001193"


def record(
    *handled_by: str, level: str = "commune", fee: Fee | None = None, methods: str = "direct online"
) -> Procedure:
    """Return a record that takes one working day; `methods`: how it may be filed."""
    return Procedure(
        procedure_code=CODE,
        name="Đăng ký khai sinh",
        level=Level(level),
        handled_by=handled_by,
        methods=tuple(
            SubmissionMethod(
                method=Method(method),
                time=ProcessingTime(quantity=1, unit=TimeUnit.WORKING_DAY),
                fees=(fee or Fee(),),
            )
            for method in methods.split()
        ),
        passages=(Passage(line="0123456789", kind="step", text="Nộp hồ sơ"),),
        as_of=date(2026, 7, 20),
    )


def topic(one: Procedure | None, guide: Guide | None = None) -> Topic:
    """Return a topic of a record, a guide, or both."""
    return Topic(CODE, guide, one, "current", "")


@contextmanager
def settings_with(monkeypatch: pytest.MonkeyPatch, **values: Path | str) -> Iterator[None]:
    """Set settings by their environment variables for a while."""
    with monkeypatch.context() as patch:
        for name, value in values.items():
            patch.setenv(f"MOTCUA_{name.upper()}", str(value))
        settings.cache_clear()
        yield
    settings.cache_clear()
