"""Procedures by the names that citizens read."""

from bot.answers.topics import Library
from eval.console.texts import t
from knowledge.procedures.errors import ProcedureNotFoundError


def procedure_name(library: Library, code: str) -> str:
    """Return a procedure's name; of one that is in the catalogue no more, that it is gone."""
    try:
        return library.topic(code).name
    except ProcedureNotFoundError:
        return t("usage.gone")
