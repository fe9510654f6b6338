"""What scanners type of identity cards and receipts: several fields in a row, of which only the first one is wanted.

The code of an identity card reads `number|old number|name|day of birth|sex|address|day of issue`. Everything after
the number, or after a dossier code, is dropped before anything else sees it. Standard library only.
"""

import re

from knowledge.dossiers.codes import find_codes

_BAR = "|｜¦"
_FIELD = rf"[^{_BAR}]*"
_NUMBER = r"(?<!\d)\d{9,}"
_CARD = re.compile(
    # A whole card ends with its last field, the day of issue; of any other all is dropped up to the end.
    rf"(?P<number>{_NUMBER})\s*[{_BAR}](?:(?:{_FIELD}[{_BAR}]){{5}}\s*\d{{6,8}}(?!\d)(?!\s*[{_BAR}])|.*)",
    re.DOTALL,
)
_BARRED = re.compile(rf"\s*[{_BAR}].*", re.DOTALL)


def without_bystanders(text: str) -> str:
    """Return `text` with each scanned card reduced to its number, and a scanned receipt to its dossier code.

    >>> without_bystanders("căn cước 099200001234||Không Ai Cả|01012000|Nam|Ấp Không Có|01012021 đây")
    'căn cước 099200001234 đây'
    """
    return _receipt(_CARD.sub(lambda card: card["number"], text)) if any(bar in text for bar in _BAR) else text


def _receipt(text: str) -> str:
    for attempt in find_codes(text):
        if rest := _BARRED.match(text, attempt.end):
            return text[: rest.start()]
    return text
