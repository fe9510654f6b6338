"""Ticks set by tapping a list, one paper at a time, in the conversation's own memory of its papers in hand."""

from collections.abc import Collection

from bot.conversations.state import ConversationState, PapersInHand
from bot.conversations.tables import ConversationRow
from knowledge.database import Sessions, reading, writing


class Ticks:
    """The ticks of each conversation's latest list. All methods may raise `DatabaseUnavailableError`.

    A tick is no turn: nothing is said. Whoever calls sees to it that no turn of the conversation is being taken.
    """

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def have(self, key: str, procedure_code: str) -> frozenset[str]:
        """Return ids of the papers ticked off, none where the latest list is of another procedure."""
        with reading(self.sessions) as session:
            row = session.get(ConversationRow, key)
            papers = ConversationState.model_validate_json(row.state).papers if row else None
            return frozenset(papers.have) if papers and papers.procedure_code == procedure_code else frozenset()

    def put(
        self, key: str, procedure_code: str, listed: Collection[str], paper: str, there: bool
    ) -> frozenset[str] | None:
        """Tick one paper of a list (ids `listed`) off, or untick it; return those ticked off now.

        None where the conversation's latest list is another one. Doing it twice changes nothing.
        """
        with writing(self.sessions) as session:
            row = session.get(ConversationRow, key)
            state = ConversationState.model_validate_json(row.state) if row else ConversationState()
            if row is None or not _is(state.papers, procedure_code, listed):
                return None
            assert state.papers is not None
            having = {*state.papers.have, paper} if there else {*state.papers.have} - {paper}
            state.papers.have = [known for known in state.papers.names if known in having]
            row.state = state.model_dump_json()
            return frozenset(state.papers.have)


def _is(papers: PapersInHand | None, procedure_code: str, listed: Collection[str]) -> bool:
    return papers is not None and papers.procedure_code == procedure_code and set(papers.names) == set(listed)
