"""Recovery codes: ten words of chance on paper, each of which stands in for the telephone once."""

import secrets
import unicodedata

COUNT = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_GROUP = 2, 5
LENGTH = _GROUPS * _IN_GROUP


def made() -> list[str]:
    """Return ten codes of 49 bits, none with letters that look like others."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(COUNT)]


def plain(typed: str) -> str:
    """Return a code as it is hashed, from how it is typed: in capitals, with spaces or without the stroke."""
    letters = "".join(one for one in unicodedata.normalize("NFKC", typed).casefold() if one.isalnum())
    return letters[: LENGTH + 1]


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP))
