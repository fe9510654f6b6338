"""Phrasings that an editor approved, in the form of `knowledge/phrasings`: what learning reads besides the files."""

from collections.abc import Mapping

import yaml
from sqlalchemy import select

from eval.console.proposals.tables import ProposalRow
from knowledge.database import Sessions, reading


def approved_phrasings(sessions: Sessions) -> dict[str, dict[str, list[str]]]:
    """Return `{procedure_code: {aspect: [question, ...]}}`, all sorted: equal approvals give equal bytes as YAML.

    Raises `DatabaseUnavailableError`.
    """
    row, found = ProposalRow, dict[str, dict[str, list[str]]]()
    query = select(row.procedure_code, row.aspect, row.text).where(row.state == "approved", row.kind == "phrasing")
    with reading(sessions) as session:
        for code, aspect, text in sorted(set(session.execute(query).tuples())):
            found.setdefault(code, {}).setdefault(aspect, []).append(text)
    return found


def as_yaml(phrasings: Mapping[str, Mapping[str, list[str]]]) -> str:
    """Return phrasings as a file of `knowledge/phrasings`."""
    plain = {code: dict(aspects) for code, aspects in phrasings.items()}
    return yaml.dump(plain, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=1000)


class _Quoting(yaml.SafeDumper):
    """Quotes every text, so that a code is no number and `không: có` is no mapping."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
