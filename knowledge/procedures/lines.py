"""Official lines and their ids: how our records point at a line without copying its text."""

import hashlib
import re
from collections.abc import Iterator

from knowledge.procedures.models import Procedure
from knowledge.vietnamese.folding import fold, nfc

_BULLET = re.compile(r"^(?:[-+*•–●]+\s*)+")
_PLUS = re.compile(r"\s*(?:-\s+)?\+")


def clean_line(text: str) -> str:
    """Return one official line without leading bullets and surplus white space."""
    return _BULLET.sub("", nfc(text.replace("\u200c", "").replace("\u200b", "").replace("\u200e", ""))).strip()


def stands_under(text: str) -> bool:
    """Whether an official line is printed with a plus sign, one level below a dash: "+ Bản sao"."""
    return bool(_PLUS.match(text))


def line_id(text: str) -> str:
    """Return the stable 10-digit id of an official line, the same in every portal layout."""
    return hashlib.sha256(fold(clean_line(text)).encode()).hexdigest()[:10]


def official_lines(procedure: Procedure) -> Iterator[tuple[str, str, str]]:
    """Yield (section, line id, text) for everything that `seen_in` may point at in a record.

    The short facts stand under symbolic ids: "name", "level", "handled_by", "authority", "targets",
    "results", "decision_number", "times.direct", "fees.online" and so on.
    """
    for group in procedure.component_groups:
        if group.title:
            yield "component_groups", line_id(group.title), group.title
        for component in group.components:
            quantity = f"[{component.component_code}] {component.originals} original(s), {component.copies} copies"
            yield "component_groups", component.line, f"{component.text}  {quantity}"
    for passage in procedure.passages:
        yield passage.kind, passage.line, passage.text
    for method in procedure.methods:
        time = (
            f"{method.time.quantity} {method.time.unit} {method.time.text}" if method.time.known else method.time.text
        )
        yield "times", f"times.{method.method}", time or "unknown"
        for fee in method.fees:
            yield "fees", f"fees.{method.method}", f"{fee.amount if fee.amount is not None else 'unknown'} {fee.text}"
    for law in procedure.legal_bases:
        yield "legal_bases", law.number, law.title
    for field in (
        "name",
        "level",
        "handled_by",
        "authority",
        "targets",
        "results",
        "decision_number",
        "receiving_address",
    ):
        yield "record", field, str(getattr(procedure, field))


def texts(procedure: Procedure) -> dict[str, str]:
    """Return line id -> text; what stands under one id several times is joined."""
    found: dict[str, str] = {}
    for _, line, text in official_lines(procedure):
        found[line] = f"{found[line]} {text}" if line in found else text
    return found
