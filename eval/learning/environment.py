"""The environment of programs that a run starts: the settings of this process, some of them changed."""

import os
from typing import Any

from pydantic import SecretStr

from knowledge.settings import Settings


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """Return this process's environment with every setting of `settings` that is no default, and `changes` by field."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    fields = type(settings).model_fields
    told = {name: getattr(settings, name) for name, field in fields.items() if getattr(settings, name) != field.default}
    return others | {f"MOTCUA_{name.upper()}": _written(value) for name, value in {**told, **changes}.items()}


def _written(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
