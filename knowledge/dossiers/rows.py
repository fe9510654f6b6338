"""What stands at one place of a dossier file."""

from dataclasses import dataclass

from knowledge.dossiers.errors import BadRowError
from knowledge.dossiers.records import DossierRecord, ProgressRecord

BROKEN_OFF = "breaks off here; everything before it was read, nothing after it"


@dataclass(frozen=True)
class Row:
    """A record, or why it is refused. `number`: line of a CSV, row of a sheet, item of a JSON; from 1."""

    number: int
    content: DossierRecord | ProgressRecord | BadRowError
