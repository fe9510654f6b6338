"""The fees of one way to submit beside their own words and each other: a number that they contradict is only told."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.procedures.amounts import amount_in_words, contradicts, is_free_online, names_ministry_rule
from knowledge.procedures.models import Fee, Method, SubmissionMethod
from knowledge.vietnamese.folding import fold

_THOUSAND = 1000
"""How many times too small a number is that was typed in thousands."""

_IN_DESCRIPTION = re.compile(
    r"(?:^|[.;]\s+|\s[-+]\s*)((?:(?:phí, lệ phí|lệ phí|phí)\s*:\s*\S|"
    r"phí(?: \w+){0,3} (?:thực hiện |áp dụng )?theo (?:quy định (?:tại|của) )?thông tư\b).*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A fee in the words on the time: "... 01 giờ. Phí: Theo quy định ...", "Phí thẩm định thực hiện theo Thông tư ..."."""


def told_fees(methods: Sequence[SubmissionMethod], as_of: date) -> tuple[SubmissionMethod, ...]:
    """Return the ways to submit with fees whose numbers hold on `as_of`, as the whole record tells of them.

    A fee may stand in a method's description, an exemption for whoever files online holds online, and a fee without
    words belongs to the ministry's rule that the record names beside another.
    """
    read = [
        method.model_copy(update={"fees": _free_online(method, agreed_fees(_all_fees(method), as_of))})
        for method in methods
    ]
    ruled = any(names_ministry_rule(fee.text) for method in read for fee in method.fees)
    return tuple(method.model_copy(update={"fees": _ruled(method.fees)}) if ruled else method for method in read)


def _all_fees(method: SubmissionMethod) -> Sequence[Fee]:
    """Return a method's fees, or where they say nothing the one that its description tells."""
    silent = all(fee.amount is None and not fee.text for fee in method.fees)
    found = _IN_DESCRIPTION.search(method.time.text) if silent else None
    return (Fee(amount=amount_in_words(found[1]), text=found[1]),) if found else method.fees


def _free_online(method: SubmissionMethod, fees: Sequence[Fee]) -> tuple[Fee, ...]:
    waived = method.method is Method.ONLINE
    return tuple(
        fee.model_copy(update={"amount": 0}) if waived and fee.amount is None and is_free_online(fee.text) else fee
        for fee in fees
    )


def _ruled(fees: Sequence[Fee]) -> tuple[Fee, ...]:
    return tuple(
        fee.model_copy(update={"ruled_elsewhere": True}) if fee.amount is None and not fee.text else fee for fee in fees
    )


def agreed_fees(fees: Sequence[Fee], as_of: date) -> tuple[Fee, ...]:
    """Return fees whose numbers hold on `as_of`.

    A number that its words contradict is told and not known. Several numbers with the same words, which say for
    nobody which holds, become one unknown fee.

    >>> agreed_fees([Fee(amount=50000, text="theo mức 1"), Fee(amount=70000, text="theo mức 1")], as_of)[0].amount
    None
    """
    groups: dict[str, list[Fee]] = {}
    for each in fees:
        groups.setdefault(fold(each.text), []).append(_agreed(each, as_of))
    return tuple(fee for same in groups.values() for fee in _one_of(same))


def _agreed(fee: Fee, as_of: date) -> Fee:
    if not fee.amount or not contradicts(fee.text, fee.amount, as_of):
        return fee
    named = amount_in_words(fee.text)
    return fee.model_copy(
        update={"amount": named} if named == fee.amount * _THOUSAND else {"amount": None, "text": _told(fee)}
    )


def _one_of(same: Sequence[Fee]) -> Sequence[Fee]:
    """Return fees with the same words as they are, or as one that names all their numbers."""
    amounts = dict.fromkeys(fee.amount for fee in same if fee.amount is not None)
    if len(amounts) < 2:
        return same
    return [same[0].model_copy(update={"amount": None, "text": "; ".join([*map(_sum, amounts), same[0].text])})]


def _told(fee: Fee) -> str:
    return f"{_sum(fee.amount)} {fee.text}"


def _sum(amount: int | None) -> str:
    return f"{amount} VNĐ"
