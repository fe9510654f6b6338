"""Finding a procedure by what an officer types of it: its code, or words of its name."""

from bot.answers.topics import Library
from knowledge.vietnamese.folding import syllables

MOST = 8
LONGEST = 200


def procedures(library: Library, typed: str, most: int = MOST) -> list[tuple[str, str]]:
    """Return procedures (code, name), likeliest first: the one of this code, else those one of whose names has all words.

    Where no name has them, what the search finds for the words.
    """
    names, words = names_of(library), set(syllables(typed))
    if typed.strip() in names:
        return [(typed.strip(), names[typed.strip()])]
    if not words:
        return []
    found = [
        (document.procedure_code, names[document.procedure_code])
        for document in library.retriever.documents
        if any(words <= set(syllables(name)) for name in document.names)
    ]
    return sorted(found, key=lambda one: _order(typed, *one))[:most] or _searched(library, typed, most)


def names_of(library: Library) -> dict[str, str]:
    """Return the official name of every procedure that can be answered, by its code."""
    return {document.procedure_code: document.names[0] for document in library.retriever.documents}


def _order(typed: str, code: str, name: str) -> tuple[bool, int, str]:
    """Names with the words as they were typed come first, then short ones."""
    return " ".join(syllables(typed)) not in " ".join(syllables(name)), len(name), code


def _searched(library: Library, typed: str, most: int) -> list[tuple[str, str]]:
    return [(one.procedure_code, one.name) for one in library.retriever.search(typed, (), most).results]
