"""Look whether every official line of every offered record is told in its list of papers: python -m tests.prove_papers.

The tests look at every fourth record; all of them take half a minute of one core.
"""

import sys

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.papers import kinds
from tests.catalogue import IMPORTED, need
from tests.knowledge.procedures.shown import tells_every_line


def main() -> int:
    """Print the codes of records whose list lacks a line; 1 where there are any."""
    need(IMPORTED)
    records = [*Catalogue(IMPORTED).offered()]
    lacking = [record.procedure_code for record in records if not tells_every_line(record, kinds(record))]
    print(f"{len(records)} lists of papers; these lack an official line: {', '.join(lacking) or 'none'}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
