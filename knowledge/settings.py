"""Every setting, typed in one place. Environment variables `MOTCUA_...`; each is documented in `docs/settings.md`."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from knowledge import secret_files

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of the application, the builds and the command lines."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", extra="ignore", frozen=True)

    var: Path = Field(default=ROOT / "var", description="Folder of everything that is made at run time.")
    database_url: str = Field(default="", description="SQLAlchemy URL; empty: SQLite under MOTCUA_VAR.")
    host: str = Field(default="127.0.0.1", description="Address of the public listener.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port of the public listener.")
    trusted_proxies: str = Field(
        default="127.0.0.1 ::1",
        pattern=r"^[0-9A-Fa-f.:/\s]*$",
        description="Addresses or networks of the proxies whose X-Forwarded-For and -Proto are believed, split by spaces.",
    )
    internal_port: int = Field(default=8001, ge=1, le=65535, description="Port of the action endpoint, loopback only.")
    rasa_port: int = Field(default=8002, ge=1, le=65535, description="Port of the Rasa server, loopback only.")
    rasa_timeout: float = Field(default=5.0, gt=0, description="Seconds after which a turn goes on without Rasa.")
    rasa_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+)?$",
        description="Where Rasa servers answer that run by themselves; empty: one is started and watched here.",
    )
    actions_url: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Where a Rasa server that runs by itself calls the actions; empty: MOTCUA_INTERNAL_PORT of this host.",
    )
    internal_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What Rasa servers that run by themselves prove themselves with; empty: made anew at every start.",
    )
    internal_secret_before: SecretStr = Field(
        default=SecretStr(""), description="The MOTCUA_INTERNAL_SECRET before, while it is being changed; empty: none."
    )
    redis_url: str = Field(
        default="",
        pattern=r"^(rediss?://\S+)?$",
        description="Redis that replicas share; empty: one application and one Rasa server, which keep it in memory.",
    )
    secret: SecretStr = Field(
        default=SecretStr(""),
        description="Encrypts the key of all hashes and of what is stored encrypted; empty: made once and kept under MOTCUA_VAR.",
    )
    secret_before: SecretStr = Field(
        default=SecretStr(""), description="The MOTCUA_SECRET before, while it is being changed; empty: none."
    )
    max_message_chars: int = Field(default=1000, ge=1, description="Longest message that is read, in characters.")
    turns_per_minute: int = Field(default=60, ge=1, description="Turns that one conversation may take in a minute.")
    address_turns_per_minute: int = Field(
        default=600, ge=1, description="Turns that one source address may take in a minute; thousands may share one."
    )
    address_requests_per_minute: int = Field(
        default=6000, ge=1, description="Requests of any kind that one source address may make in a minute."
    )
    look_ups_per_hour: int = Field(
        default=20,
        ge=1,
        description="Failed dossier proofs allowed per conversation in an hour.",
    )
    address_look_ups_per_hour: int = Field(
        default=60,
        ge=1,
        description="Failed dossier proofs allowed per source address in an hour; thousands may share one.",
    )
    guesses_per_hour: int = Field(
        default=16,
        ge=1,
        description="Wrong four digits that all callers together may try at dossiers in an hour; then whole numbers only.",
    )
    guesses_per_day: int = Field(
        default=40,
        ge=1,
        description="Wrong four digits that all callers together may try at dossiers in a day; then whole numbers only.",
    )
    dossier_sources: str = Field(
        default="", description="YAML file of other systems that are asked for dossiers; empty: none is asked."
    )
    most_sockets: int = Field(
        default=5000, ge=0, description="WebSockets open at once; further pages talk by single requests."
    )
    widget_origins: str = Field(
        default="",
        pattern=r"^\s*(https?://(\*\.)?[A-Za-z0-9.-]+(:\d{1,5})?\s*)*$",
        description="Origins of the pages that may embed the widget, separated by spaces; empty: none may.",
    )
    retention_days: int = Field(default=30, ge=1, description="Days after which an idle conversation is erased.")
    kiosk_idle_seconds: int = Field(
        default=180, ge=1, description="Seconds of silence after which a kiosk's conversation starts anew, emptied."
    )
    kiosk_warn_seconds: int = Field(
        default=90, ge=10, description="Seconds without a touch after which a kiosk's page warns and counts down."
    )
    kiosk_printer: Literal["none", "80mm", "a4"] = Field(
        default="a4", description="What a kiosk prints on: none, a receipt printer of 80 mm, or sheets."
    )
    kiosk_desk: str = Field(
        default="", max_length=120, description="Name of the desk beside the kiosk, told where the network is away."
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/]+(/\S*)?)?$",
        description="Address under which citizens' phones reach this server; empty: as the kiosk does.",
    )
    telegram_bot: str = Field(
        default="",
        pattern=r"^([A-Za-z0-9_]{5,32})?$",
        description="Name of the Telegram bot, without @, that a kiosk's lists may be carried to; empty: none.",
    )
    officer_hours: str = Field(
        default="", description="When officers answer handed-over conversations; empty: nobody does in this system."
    )
    staff_idle_minutes: int = Field(
        default=30, ge=1, description="Minutes without a click after which an officer signs in to the console again."
    )
    staff_session_hours: int = Field(
        default=10, ge=1, description="Hours after which an officer signs in to the console again in any case."
    )
    staff_second_factor: Literal["off", "offered", "required"] = Field(
        default="offered",
        description="Codes of an app at the console's door: off, offered, or required of who teaches and administers.",
    )
    delivery_workers: int = Field(
        default=8, ge=1, description="Messages of chat apps that are handled, and sent, at once by one process."
    )
    delivery_lease: float = Field(
        default=60.0, gt=0, description="Seconds after which a chat app's message under way counts as crashed."
    )
    delivery_tries: int = Field(
        default=8, ge=1, description="How often a chat app's message is handled, or sent with an unknown end, at most."
    )
    delivery_days: int = Field(
        default=7, ge=2, description="Days for which a chat app's message is known as one that came or went before."
    )
    reply_hours: float = Field(
        default=24.0, gt=0, le=24, description="Hours for which a reply to a chat app is tried to be sent."
    )
    quiet_hours: str = Field(
        default="21:00-07:00", description="When no notice is sent, Vietnam's time; empty: notices are sent always."
    )
    notice_seconds: float = Field(
        default=60.0, gt=0, description="Seconds between two looks for dossiers that somebody wants to hear of."
    )
    dossier_days: int = Field(
        default=180,
        ge=1,
        description="Days after its end when a dossier is deleted, by itself or by `knowledge dossiers forget`.",
    )
    release_seconds: float = Field(
        default=2.0, gt=0, description="Seconds between two looks whether another release is to be used."
    )
    gate_file: str = Field(
        default="", description="File of the rules that a learned release must keep; empty: the repository's."
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
    zalo_app_id: str = Field(default="", description="Id of the Zalo application; empty: nothing of Zalo runs.")
    zalo_app_secret: SecretStr = Field(
        default=SecretStr(""), description="Secret key of the Zalo application, for tokens."
    )
    zalo_oa_secret: SecretStr = Field(
        default=SecretStr(""), description="Secret key of the Zalo Official Account, for the webhook's signature."
    )
    zalo_oa_secret_before: SecretStr = Field(
        default=SecretStr(""), description="The MOTCUA_ZALO_OA_SECRET before, while it is being changed; empty: none."
    )
    zalo_redirect_url: str = Field(
        default="", description="Page that Zalo's consent leads back to, as it is registered with the application."
    )
    zalo_api_url: str = Field(default="https://openapi.zalo.me", description="Where messages are sent to.")
    zalo_oauth_url: str = Field(default="https://oauth.zaloapp.com", description="Where tokens come from.")
    zalo_timeout: float = Field(default=4.0, gt=0, le=6, description="Seconds that one call of Zalo may take.")
    zalo_oldest_hours: float = Field(
        default=13.0, gt=0, description="Age in hours beyond which a webhook call is refused as a recorded one."
    )
    zalo_buttons: int = Field(
        default=5, ge=0, le=5, description="Most buttons below one text on Zalo; more choices become a numbered list."
    )
    telegram_token: SecretStr = Field(
        default=SecretStr(""), description="Token of the Telegram bot; empty: nothing of Telegram runs."
    )
    telegram_webhook_url: str = Field(
        default="",
        pattern=r"^(https://\S+)?$",
        description="Public https address that Telegram calls; empty: the application asks Telegram (polling).",
    )
    telegram_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What Telegram proves itself with at the webhook; empty: derived from the application's secret.",
    )
    telegram_secret_before: SecretStr = Field(
        default=SecretStr(""), description="The MOTCUA_TELEGRAM_SECRET before, while it is being changed; empty: none."
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org", description="The Bot API, or a local server of the same protocol."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="How the application logs: lines to read, or lines of JSON with the turn's id."
    )
    today: str = Field(default="", description="A fixed date YYYY-MM-DD instead of today's, for tests.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read secrets from files too: `MOTCUA_SECRET_FILE` and the like."""
        return secret_files.sources(settings_cls, init_settings, env_settings)

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
    def approved_phrasings(self) -> Path:
        """The phrasings that staff approved and `make learn` took: builds read them besides the repository's own."""
        return self.var / "learned" / "phrasings.yml"

    @property
    def sqlalchemy_url(self) -> str:
        """The database of all mutable state."""
        return self.database_url or f"sqlite:///{self.var / 'motcua.sqlite'}"


@cache
def settings() -> Settings:
    """Return the process's settings, read once."""
    return Settings()
