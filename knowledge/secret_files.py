"""Secrets from files: `MOTCUA_NAME_FILE` names the file that holds the value of `MOTCUA_NAME`.

That is how systemd's `LoadCredential` and containers' secrets are handed over; a file is seen by fewer than a variable.
"""

import os
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

PREFIX = "MOTCUA_"
_URLS = ("database_url", "redis_url")
"""Settings that are no secret as such but may hold a password."""


class SecretFileError(ValueError):
    """A file that a variable `MOTCUA_..._FILE` names cannot be used."""


class SecretFiles(PydanticBaseSettingsSource):
    """Reads settings that may hold secrets from the files named for them."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the content of the field's file without the line's end, or None where no file is named.

        Raises `SecretFileError`, which repeats nothing of the content.
        """
        if not may_be_file(field_name, field):
            return None, field_name, False
        value, variable = f"{PREFIX}{field_name.upper()}", f"{PREFIX}{field_name.upper()}_FILE"
        path = os.environ.get(variable, "")
        if path and os.environ.get(value):
            raise SecretFileError(f"{value} and {variable} are both set: unset one of them")
        return (_content(Path(path), variable) if path else None), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return what the files hold, by setting."""
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def may_be_file(name: str, field: FieldInfo) -> bool:
    """Return whether a setting can be read from a file."""
    return field.annotation is SecretStr or name in _URLS


def sources(
    settings_cls: type[BaseSettings], given: PydanticBaseSettingsSource, environment: PydanticBaseSettingsSource
) -> tuple[PydanticBaseSettingsSource, ...]:
    """Return where settings come from, the first one first: what code gives, the environment, the files."""
    return given, environment, SecretFiles(settings_cls)


def _content(path: Path, variable: str) -> str:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SecretFileError(f"{variable}: {path} cannot be read: {type(error).__name__}") from error
