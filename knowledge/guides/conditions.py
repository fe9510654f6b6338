"""Conditions over facts, with three values: true, false, and None while a fact is unknown (Kleene's logic).

In YAML a condition is a mapping `{fact: choice}` or `{fact: [choice, choice]}`; several keys must all hold.
`{any: [condition, ...]}`, `{all: [condition, ...]}` and `{not: condition}` combine conditions.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Condition = Mapping[str, Any]
OPERATORS = frozenset({"any", "all", "not"})
IDLE = "idle"
"""The answer to a question that, given the other answers, is never asked: none of its choices."""
UNSURE = "unsure"
"""The answer "không biết": the fact stays unknown, but is not asked again."""


def holds(condition: Condition | None, facts: Mapping[str, str]) -> bool | None:
    """Evaluate `condition`; an absent condition always holds."""
    if not condition:
        return True
    return _all(_term(key, operand, facts) for key, operand in condition.items())


def facts_in(condition: Condition | None) -> Iterator[tuple[str, str]]:
    """Yield every (fact, choice) that `condition` mentions. Raises `ValueError` for what is no condition."""
    if condition is not None and not isinstance(condition, Mapping):
        raise ValueError(f"{condition!r} is no condition")
    for key, operand in (condition or {}).items():
        if key in ("any", "all"):
            if not isinstance(operand, list | tuple):
                raise ValueError(f"{key!r} takes a list of conditions")
            for part in operand:
                yield from facts_in(part)
        elif key == "not":
            yield from facts_in(operand)
        else:
            yield from ((key, choice) for choice in _choices(operand))


def _term(key: str, operand: Any, facts: Mapping[str, str]) -> bool | None:
    if key == "any":
        return _any(holds(part, facts) for part in operand)
    if key == "all":
        return _all(holds(part, facts) for part in operand)
    if key == "not":
        inner = holds(operand, facts)
        return None if inner is None else not inner
    answer = facts.get(key)
    return None if answer in (None, UNSURE) else answer in _choices(operand)


def _choices(operand: Any) -> list[str]:
    return list(operand) if isinstance(operand, list | tuple) else [operand]


def _all(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return False if False in found else None if None in found else True


def _any(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return True if True in found else None if None in found else False
