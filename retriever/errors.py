"""Everything that can go wrong in retrieval; each class's docstring is its default message."""


class RetrieverError(Exception):
    """The retriever could not do what was asked."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class EmptyCatalogueError(RetrieverError):
    """There is no procedure to build an index from."""


class BadReleaseError(RetrieverError):
    """The release is missing, incomplete or made by another version: build it again."""


class BelowGateError(RetrieverError):
    """The new model does worse than the gate allows on questions it has not seen; the current release stays."""
