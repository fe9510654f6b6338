"""What stands behind `t.me/<bot>?start=`: a procedure, or the one-time token of a list carried from a kiosk.

Telegram allows 64 characters of A-Za-z0-9_-.

>>> start_payload("1.001193")
'p_1-001193'
>>> procedure_code("p_1-001193")
'1.001193'
"""

import re

_PROCEDURE = re.compile(r"p_([0-9A-Za-z]+(?:-[0-9A-Za-z]+)*)")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def start_payload(procedure_code: str) -> str:
    """Return the payload that opens the papers of a procedure."""
    return "p_" + procedure_code.replace(".", "-")


def procedure_code(payload: str) -> str | None:
    """Return what may be a procedure's code, None where the payload cannot name one. A token may look like it."""
    found = _PROCEDURE.fullmatch(payload)
    return found[1].replace("-", ".") if found and len(payload) <= 64 else None


def may_be_token(payload: str) -> bool:
    """Whether the payload has the form of a carried list's token."""
    return _TOKEN.fullmatch(payload) is not None
