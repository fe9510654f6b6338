"""Which account and application are spoken for, from the settings."""

from dataclasses import dataclass, field

from knowledge.settings import Settings


@dataclass(frozen=True)
class Account:
    """The settings `MOTCUA_ZALO_...`; `timeout` in seconds for one call."""

    app_id: str
    app_secret: str = field(repr=False)
    oa_secret: str = field(repr=False)
    api_url: str
    oauth_url: str
    redirect_url: str
    timeout: float
    oa_secret_before: str = field(default="", repr=False)

    @property
    def oa_secrets(self) -> tuple[str, ...]:
        """Return the secrets that a webhook call may be signed with: today's, and the one before while it is changed."""
        return tuple(secret for secret in (self.oa_secret, self.oa_secret_before) if secret)


def account(settings: Settings) -> Account | None:
    """Return the account, None where no application is named: then nothing of Zalo runs."""
    if not settings.zalo_app_id:
        return None
    return Account(
        settings.zalo_app_id,
        settings.zalo_app_secret.get_secret_value(),
        settings.zalo_oa_secret.get_secret_value(),
        settings.zalo_api_url.rstrip("/"),
        settings.zalo_oauth_url.rstrip("/"),
        settings.zalo_redirect_url,
        settings.zalo_timeout,
        settings.zalo_oa_secret_before.get_secret_value(),
    )
