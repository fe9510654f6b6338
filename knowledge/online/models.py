"""The shape of one online topic: what to do, step by step, each statement with the official lines that say so."""

from datetime import date

from pydantic import Field

from knowledge.procedures.models import Method, Record


class OnlineStatement(Record):
    """One sentence in our words; `seen_in`: "PROCEDURE_CODE#LINE" of the catalogue, at least one."""

    text: str = Field(min_length=1)
    seen_in: tuple[str, ...] = Field(min_length=1)


class OnlineTopic(Record):
    """One thing that is done online. `methods`: a procedure offers it if it has one of them; empty: any does.

    `words`: what people say for it, matched without diacritics; `short`: the one sentence beside a procedure's own
    steps; `statements`: the whole, in order.
    """

    id: str = Field(pattern=r"^[a-z][a-z_]*$")
    title: str
    catalogue_as_of: date
    methods: tuple[Method, ...] = ()
    words: tuple[str, ...] = Field(min_length=1)
    short: OnlineStatement
    statements: tuple[OnlineStatement, ...] = Field(min_length=1)
