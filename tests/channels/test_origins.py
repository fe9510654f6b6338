"""Whose page sends: the browser's own word first, else where it says to come from."""

import pytest
from starlette.datastructures import Headers

from channels.origins import from_own_page, same_origin


def sent(**headers: str) -> Headers:
    return Headers({"host": "motcua.example", **{name.replace("_", "-"): value for name, value in headers.items()}})


@pytest.mark.parametrize(
    ("headers", "own"),
    [
        ({}, True),
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, True),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "what-is-this"}, False),
        ({"origin": "https://motcua.example"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://motcua.example.evil"}, False),
        ({"origin": "https://motcua.example:8443"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://["}, False),
        # The browser's word counts more: a proxy may have changed the host.
        ({"sec_fetch_site": "same-origin", "origin": "https://elsewhere.example"}, True),
        ({"sec_fetch_site": "cross-site", "origin": "https://motcua.example"}, False),
    ],
)
def test_a_request_is_of_our_own_page(headers: dict[str, str], own: bool) -> None:
    assert from_own_page(sent(**headers)) is own


def test_without_a_host_no_origin_is_the_same() -> None:
    assert not same_origin(Headers({"origin": "https://motcua.example"}))
