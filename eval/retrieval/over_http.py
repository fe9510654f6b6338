"""The search API of a running server.

It ranks, but does not say which results an answer is about. One procedure is taken for each one that the question
asks about, and the first four where the server would ask back: as many as it offers. Its confidence is taken to be
the belief in the first result: the decider's own is not told.
"""

from pydantic import BaseModel

from bot.answers.messages import Decision
from eval.outcomes import Reply
from eval.questions import Question
from eval.server import connect, release_name, send

_FOUND = 5
_OFFERED = 4


class _Result(BaseModel):
    code: str
    score: float


class _Found(BaseModel):
    decision: Decision
    results: list[_Result]


class OverHttp:
    """A server's search. Raises `UnreachableServerError` where there is no server at `url`."""

    def __init__(self, url: str) -> None:
        self._client = connect(url)
        self.release = release_name(self._client)

    def __enter__(self) -> "OverHttp":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, question: Question) -> Reply:
        """Search without context."""
        query = {"q": question.question, "k": _FOUND}
        response = send(self._client, _Found, "GET", "/api/v1/procedures/search", params=query)
        if response.body is None:
            return Reply(None, (), (), response.milliseconds, response.error)
        decision = response.body.decision
        ranking = tuple(result.code for result in response.body.results)
        about = {Decision.ANSWER: len(question.expect) or 1, Decision.CLARIFY: _OFFERED}.get(decision, 0)
        confidence = response.body.results[0].score if ranking else 0.0
        return Reply(decision, ranking[:about], ranking, response.milliseconds, confidence=confidence)
