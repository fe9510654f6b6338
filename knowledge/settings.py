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
    dossier_sources: str = Field(
        default="", description="YAML file of other systems that are asked for dossiers; empty: none is asked."
    )
    retention_days: int = Field(default=30, ge=1, description="Days after which an idle conversation is erased.")
    kiosk_idle_seconds: int = Field(
        default=180, ge=1, description="Seconds of silence after which a kiosk's conversation starts anew, emptied."
    )
    officer_hours: str = Field(
        default="", description="When officers answer handed-over conversations; empty: nobody does in this system."
    )
    dossier_days: int = Field(
        default=180, ge=1, description="Days after its end when `knowledge dossiers forget` deletes a dossier."
    )
    embedding_model: str = Field(
        default="", description="Path or hub name of a sentence-transformers model; empty: the one trained at build."
    )
    portal_url: str = Field(
        default="https://dichvucong.gov.vn",
        description="Where `knowledge sync` finds the National Public Service Portal.",
    )
    portal_user_agent: str = Field(
        default="Mozilla/5.0 (compatible; MotCua/0.1; catalogue synchronisation of a one-stop desk; one slow connection)",
        min_length=40,
        description="How `knowledge sync` names itself; a short name gets a page instead of data. Add a contact.",
    )
    portal_pause: float = Field(default=1.0, ge=0, description="Seconds between two requests to the portal.")
    portal_timeout: float = Field(default=30.0, gt=0, description="Seconds that one answer of the portal may take.")
    portal_tries: int = Field(default=6, ge=1, description="How often one request to the portal is tried.")
    portal_backoff: float = Field(
        default=2.0, ge=0, description="Seconds before the second try; doubled before each further one, with jitter."
    )
    portal_longest_wait: float = Field(
        default=300.0,
        ge=0,
        description="Longest wait in seconds between two tries, also where the portal asks for more.",
    )
    portal_keep_hours: float = Field(
        default=24.0, gt=0, description="Hours after which a synchronisation that was broken off starts anew."
    )
    portal_withdraw_limit: float = Field(
        default=0.1, ge=0, le=1, description="Largest share of the catalogue that one synchronisation may withdraw."
    )
    province: str = Field(
        default="can-tho",
        pattern=r"^[a-z][a-z0-9-]*$",
        description="The province whose offices and own decisions are told: a file NAME.yml in knowledge/local.",
    )
    local_file: str = Field(
        default="", description="The operator's own file of what the province decides; empty: the repository's alone."
    )
    today: str = Field(default="", description="A fixed date YYYY-MM-DD instead of today's, for tests.")

    @property
    def catalogue_path(self) -> Path:
        """The imported catalogue, before it becomes part of a release."""
        return self.var / "catalogue.sqlite"

    @property
    def office_details(self) -> Path:
        """The imported addresses, hours and phones of offices."""
        return self.var / "offices" / "details.json"

    @property
    def any_desk_list(self) -> Path:
        """The imported list of procedures that any desk accepts."""
        return self.var / "offices" / "any-desk.json"

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
