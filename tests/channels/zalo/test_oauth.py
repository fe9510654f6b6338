"""Asking Zalo for tokens."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from channels.zalo import oauth
from channels.zalo.account import Account
from channels.zalo.errors import NoTokensError, UnreachableError
from channels.zalo.oauth import ask_consent, first_pair, next_pair
from tests.channels.zalo.playing_zalo import APP_ID, APP_SECRET, PlayingZalo


def test_the_page_of_consent_names_the_application_and_hides_the_verifier(account: Account) -> None:
    consent = ask_consent(account)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(consent.url).query).items()}
    hashed = base64.urlsafe_b64encode(hashlib.sha256(consent.verifier.encode()).digest()).rstrip(b"=").decode()
    assert asked == {
        "app_id": APP_ID,
        "redirect_uri": account.redirect_url,
        "code_challenge": hashed,
        "state": consent.state,
    }
    assert consent.verifier not in consent.url
    assert consent.verifier != ask_consent(account).verifier


def test_a_code_buys_a_pair_once_and_only_with_its_verifier(account: Account, zalo: PlayingZalo) -> None:
    consent = ask_consent(account)
    challenge = parse_qs(urlsplit(consent.url).query)["code_challenge"][0]
    with pytest.raises(NoTokensError):
        first_pair(account, zalo.agree(challenge), "another verifier")
    code = zalo.agree(challenge)
    assert first_pair(account, code, consent.verifier).access == zalo.access
    with pytest.raises(NoTokensError):
        first_pair(account, code, consent.verifier)


def test_a_refresh_token_works_once(account: Account, zalo: PlayingZalo) -> None:
    zalo.new_pair()
    old = zalo.refresh
    pair = next_pair(account, old)
    assert (pair.access, pair.refresh) == (zalo.access, zalo.refresh)
    with pytest.raises(NoTokensError, match="used before"):
        next_pair(account, old)


def test_the_end_of_an_access_token_is_told_from_the_moment_of_asking(account: Account, zalo: PlayingZalo) -> None:
    zalo.new_pair()
    left = next_pair(account, zalo.refresh).expires_at - datetime.now(UTC)
    assert timedelta(seconds=zalo.lifetime - 10) < left <= timedelta(seconds=zalo.lifetime)


@pytest.mark.parametrize(("told", "seconds"), [("60", 60), (60, 60), (None, 90_000), ("soon", 90_000), (-5, 0)])
def test_an_odd_lifetime_is_taken_for_the_usual_one(told: object, seconds: int) -> None:
    assert oauth._seconds(told) == seconds


def test_a_wrong_secret_of_the_application_is_told_by_its_code_and_not_repeated(
    account: Account, zalo: PlayingZalo
) -> None:
    zalo.new_pair()
    with pytest.raises(NoTokensError, match="-14002") as refused:
        next_pair(replace(account, app_secret="mistyped"), zalo.refresh)
    assert "mistyped" not in str(refused.value)


def test_a_server_that_fails_hangs_or_is_not_there_is_unreachable(account: Account, zalo: PlayingZalo) -> None:
    zalo.new_pair()
    zalo.token_faults.extend(["500", "slow"])
    for asked in (account, replace(account, timeout=0.3), replace(account, oauth_url="http://127.0.0.1:9")):
        with pytest.raises(UnreachableError):
            next_pair(asked, zalo.refresh)


def test_secrets_are_not_printed_with_what_holds_them(account: Account) -> None:
    pair = oauth.Pair("access-secret", "refresh-secret", datetime.now(UTC))
    consent = ask_consent(account)
    printed = f"{account!r} {pair!r} {consent!r}"
    for secret in (APP_SECRET, account.oa_secret, pair.access, pair.refresh, consent.verifier):
        assert secret not in printed
