"""The account, from the settings."""

from channels.zalo.account import account
from knowledge.settings import Settings


def test_without_an_application_there_is_no_account() -> None:
    assert account(Settings(zalo_app_id="")) is None


def test_addresses_are_taken_with_or_without_a_slash_at_the_end() -> None:
    told = {"zalo_app_id": "401", "zalo_api_url": "https://api.example/", "zalo_oauth_url": "https://oauth.example"}
    found = account(Settings.model_validate(told))
    assert found
    assert (found.api_url, found.oauth_url) == ("https://api.example", "https://oauth.example")


def test_secrets_are_not_printed() -> None:
    found = account(
        Settings.model_validate({"zalo_app_id": "401", "zalo_app_secret": "s1-app", "zalo_oa_secret": "s2-oa"})
    )
    assert found
    assert "s1-app" not in repr(found)
    assert "s2-oa" not in repr(found)
