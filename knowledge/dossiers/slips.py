"""Codes that one slip of a finger makes of a dossier code: a wrong digit, or two neighbours swapped."""

from collections.abc import Iterator

_DIGITS = "0123456789"


def one_slip_away(code: str) -> Iterator[str]:
    """Yield every code that differs by one digit, or by two swapped neighbours; some of them are no possible codes.

    >>> len(set(one_slip_away("H13.12-250701-0001")))
    134
    """
    for place, char in enumerate(code):
        if not char.isdigit():
            continue
        yield from (code[:place] + digit + code[place + 1 :] for digit in _DIGITS if digit != char)
        after = code[place + 1 : place + 2]
        if after.isdigit() and after != char:
            yield code[:place] + after + char + code[place + 2 :]
