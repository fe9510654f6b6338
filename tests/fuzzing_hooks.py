"""Hooks of schemathesis for `tests.prove_fuzz`: every second call names what is there, so that more than a 404 is tried.

`MOTCUA_FUZZ_KNOWN`: JSON of the names that stand for something and their values, for a path that begins so; the longest
beginning counts. `MOTCUA_FUZZ_REACHED`: where to write which statuses each operation answered with.
"""

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import schemathesis

_KNOWN: dict[str, dict[str, str]] = json.loads(os.environ["MOTCUA_FUZZ_KNOWN"])
_REACHED = Path(os.environ["MOTCUA_FUZZ_REACHED"])
_calls: Counter[str] = Counter()
_statuses: dict[str, Counter[int]] = defaultdict(Counter)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Put known names where the operation takes them, in every second of its calls.

    In all that delete: schemathesis tries names that it has seen in replies, and would delete what others are to reach.
    """
    operation = case.operation.label
    _calls[operation] += 1
    if _calls[operation] % 2 and not operation.startswith("DELETE"):
        return
    known = _known(operation)
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            place.update({name: value for name, value in known.items() if name in place})


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Count what it was answered with; written each time, for nobody tells when the last call was."""
    _statuses[case.operation.label][response.status_code] += 1
    _REACHED.write_text(json.dumps(_statuses, sort_keys=True))


def _known(operation: str) -> dict[str, str]:
    beginnings = [beginning for beginning in _KNOWN if operation.startswith(beginning)]
    return _KNOWN[max(beginnings, key=len)] if beginnings else {}
