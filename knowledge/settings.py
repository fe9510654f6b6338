"""Every setting, typed in one place. Environment variables `MOTCUA_...`; each is documented in `docs/settings.md`."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of the application, the builds and the command lines."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", extra="ignore", frozen=True)

    var: Path = Field(default=ROOT / "var", description="Folder of everything that is made at run time.")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty: SQLite under MOTCUA_VAR.")
    host: str = Field(default="127.0.0.1", description="Address of the public listener.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port of the public listener.")
    internal_port: int = Field(default=8001, ge=1, le=65535, description="Port of the action endpoint, loopback only.")
    rasa_port: int = Field(default=8002, ge=1, le=65535, description="Port of the Rasa server, loopback only.")
    rasa_timeout: float = Field(default=5.0, gt=0, description="Seconds after which a turn goes on without Rasa.")
    secret: SecretStr = Field(
        default=SecretStr(""),
        description="Key for hashes of conversations, proofs and cookies; empty: made once and kept under MOTCUA_VAR.",
    )
    max_message_chars: int = Field(default=1000, ge=1, description="Longest message that is read, in characters.")
    turns_per_minute: int = Field(default=60, ge=1, description="Turns that one conversation may take in a minute.")
    look_ups_per_hour: int = Field(
        default=20,
        ge=1,
        description="Failed dossier proofs allowed per source address and per conversation in an hour.",
    )
    retention_days: int = Field(default=30, ge=1, description="Days after which an idle conversation is erased.")
    embedding_model: str = Field(
        default="", description="Path or hub name of a sentence-transformers model; empty: the one trained at build."
    )
    today: str = Field(default="", description="A fixed date YYYY-MM-DD instead of today's, for tests.")

    @property
    def catalogue_path(self) -> Path:
        """The imported catalogue, before it becomes part of a release."""
        return self.var / "catalogue.sqlite"

    @property
    def releases(self) -> Path:
        """Folder of immutable releases and the pointer to the current one."""
        return self.var / "releases"

    @property
    def sqlalchemy_url(self) -> str:
        """The database of all mutable state."""
        return self.database_url or f"sqlite:///{self.var / 'motcua.sqlite'}"


@cache
def settings() -> Settings:
    """Return the process's settings, read once."""
    return Settings()
