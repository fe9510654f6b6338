"""One line of the file: a citizen's case of a procedure, and what becomes of each paper by the official record."""

from enum import StrEnum

from pydantic import Field, model_validator

from eval.questions import Row


class Need(StrEnum):
    """What becomes of a paper: it `depends` while a fact that decides it is not told."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    DEPENDS = "depends"


class Case(Row):
    """A case in `facts`, as the guide names them, or in words: `say` opens, `tells` answers the question of a fact.

    `needed`, `not_needed`, `depends`: ids of papers. `leads_to`: the case belongs to this other procedure; `refused`:
    the record lets nobody go on in it. `why`: the official lines that say so.
    """

    procedure: str
    facts: dict[str, str] | None = None
    say: str | None = Field(default=None, min_length=1)
    tells: dict[str, str] = {}
    needed: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    leads_to: str | None = None
    refused: bool = False
    form: str | None = None
    level: str | None = None
    why: str = ""

    @model_validator(mode="after")
    def _one_case(self) -> "Case":
        if (self.facts is None) == (self.say is None):
            raise ValueError("a case is told in `facts` or in words (`say`)")
        if self.tells and self.say is None:
            raise ValueError("`tells` answers questions of a conversation, which `say` opens")
        if bool(self.papers) + bool(self.leads_to) + self.refused != 1:
            raise ValueError("a case ends with papers, with another procedure (`leads_to`) or with `refused`")
        if len(self.papers) != len(self.needed) + len(self.not_needed) + len(self.depends):
            raise ValueError("a paper has two verdicts")
        return self

    @property
    def papers(self) -> dict[str, Need]:
        """What becomes of every paper."""
        told = {Need.NEEDED: self.needed, Need.NOT_NEEDED: self.not_needed, Need.DEPENDS: self.depends}
        return {paper: need for need, papers in told.items() for paper in papers}
