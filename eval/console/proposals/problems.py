"""Why a proposal may not become what it proposes: looked at when it is made, and again when it is approved."""

from collections.abc import Collection

from eval.console.proposals import phrasings
from eval.console.proposals.guides import stands_still
from eval.console.proposals.phrasings import Phrasings
from eval.console.proposals.proposals import Proposal


def problem(proposal: Proposal, procedures: Collection[str], approved: Phrasings) -> str:
    """Return the key of the text that says why, "" where it may. Raises `FrozenQuestionsError`.

    `procedures`: codes of the release; `approved`: the phrasings that are approved.
    """
    if proposal.kind == "guide":
        return "" if stands_still(proposal.path, proposal.base) else "proposals.stale"
    known = phrasings.known(procedures, approved)
    return phrasings.problem(proposal.text, proposal.procedure_code, proposal.aspect, known)
