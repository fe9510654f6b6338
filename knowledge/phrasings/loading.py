"""Reading phrasings: `{procedure_code: {aspect: [question, ...]}}` per field, and the lists of what nothing answers.

Phrasings of procedures that are not loaded are left out and counted: a clone without the national
catalogue works on its guides alone. What staff approved lies apart, in one file of a field's form.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from knowledge.content import read_yaml
from knowledge.vietnamese.aspects import ASPECTS

FOLDER = Path(__file__).parent
NOTHING, VAGUE, AMBIGUOUS, FOLLOW_UPS = "nothing", "vague", "ambiguous", "follow_ups"
DETAILS = "details"
ASPECTS_ASKED = "aspects"
TWO_AT_ONCE = "two_at_once"
_LISTS = (NOTHING, VAGUE, AMBIGUOUS, FOLLOW_UPS, DETAILS, ASPECTS_ASKED, TWO_AT_ONCE)
KEEP = "keep"


def _known(aspect: str) -> str:
    if aspect not in ASPECTS:
        raise ValueError(f"{aspect!r} is no aspect; there are: {', '.join(ASPECTS)}")
    return aspect


Aspect = Annotated[str, AfterValidator(_known)]
T = TypeVar("T")


class BadPhrasingError(Exception):
    """A phrasings file is malformed."""


@dataclass(frozen=True)
class Phrasing:
    """One everyday question of one procedure."""

    text: str
    procedure_code: str
    aspect: str


class Ambiguous(BaseModel):
    """A topical request that several procedures could answer, the most plausible first: ask back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    procedures: tuple[str, ...] = Field(min_length=2)


class FollowUp(BaseModel):
    """What is said after talking about `context`: `means` "keep", "nothing", or the code of another procedure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    context: str
    text: str = Field(min_length=1)
    means: str


class DetailQuestion(BaseModel):
    """A question about a detail of `procedure`; `lines`: the official lines that answer it, none where none does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    procedure: str
    text: str = Field(min_length=1)
    lines: tuple[str, ...] = ()


class AspectQuestion(BaseModel):
    """A question with every aspect that it asks of a procedure, whichever that is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    aspects: tuple[Aspect, ...]


class Requests(BaseModel):
    """A message with a joint in it: the things asked for, one or two, each with every code that is equally right."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(min_length=1)
    procedures: tuple[Annotated[tuple[str, ...], Field(min_length=1)], ...] = Field(min_length=1, max_length=2)


@dataclass(frozen=True)
class Phrasings:
    """All phrasings of loaded procedures; `nothing`: no procedure answers; `vague`: too vague; `left_out`: counted.

    `approved`: how many of `asked` staff approved.
    """

    asked: tuple[Phrasing, ...]
    nothing: tuple[str, ...]
    vague: tuple[str, ...]
    ambiguous: tuple[Ambiguous, ...]
    follow_ups: tuple[FollowUp, ...]
    details: tuple[DetailQuestion, ...]
    left_out: int
    aspects: tuple[AspectQuestion, ...] = ()
    requests: tuple[Requests, ...] = ()
    approved: int = 0


def load(procedure_codes: Container[str], folder: Path = FOLDER, approved: Path | None = None) -> Phrasings:
    """Load `folder`, keeping phrasings of `procedure_codes`. Raises `BadPhrasingError` by file and place.

    `approved`: a file of what staff approved besides, which need not be there; what `folder` says too counts once.
    """
    fields = [path for path in sorted(folder.glob("*.yml")) if path.stem not in _LISTS]
    written = [phrasing for path in fields for phrasing in _field(path)]
    said = {(phrasing.procedure_code, phrasing.text) for phrasing in written}
    besides = [phrasing for phrasing in read(approved) if (phrasing.procedure_code, phrasing.text) not in said]
    every = [*written, *besides]
    kept = tuple(phrasing for phrasing in every if phrasing.procedure_code in procedure_codes)
    return Phrasings(
        kept,
        _list(folder / f"{NOTHING}.yml", str),
        _list(folder / f"{VAGUE}.yml", str),
        tuple(
            item
            for item in _list(folder / f"{AMBIGUOUS}.yml", Ambiguous)
            if sum(code in procedure_codes for code in item.procedures) > 1
        ),
        tuple(
            item
            for item in _list(folder / f"{FOLLOW_UPS}.yml", FollowUp)
            if item.context in procedure_codes and (item.means in (KEEP, NOTHING) or item.means in procedure_codes)
        ),
        tuple(item for item in _list(folder / f"{DETAILS}.yml", DetailQuestion) if item.procedure in procedure_codes),
        len(every) - len(kept),
        aspect_questions(folder),
        tuple(
            item
            for item in _list(folder / f"{TWO_AT_ONCE}.yml", Requests)
            if all(any(code in procedure_codes for code in group) for group in item.procedures)
        ),
        sum(phrasing.procedure_code in procedure_codes for phrasing in besides),
    )


def aspect_questions(folder: Path = FOLDER) -> tuple[AspectQuestion, ...]:
    """Return the questions that teach what is asked of a procedure, any one. Raises `BadPhrasingError`."""
    return _list(folder / f"{ASPECTS_ASKED}.yml", AspectQuestion)


def read(approved: Path | None) -> tuple[Phrasing, ...]:
    """Read one file of phrasings, none where it is not there. Raises `BadPhrasingError`."""
    return tuple(_field(approved)) if approved and approved.exists() else ()


def procedures(folder: Path = FOLDER) -> set[str]:
    """Return every procedure code that has phrasings, loaded or not."""
    return {item.procedure_code for path in folder.glob("*.yml") if path.stem not in _LISTS for item in _field(path)}


def _field(path: Path) -> Iterator[Phrasing]:
    content = _read(path)
    if not isinstance(content, dict):
        raise BadPhrasingError(f"{path}: must map procedure codes to aspects")
    for code, aspects in content.items():
        if not isinstance(code, str) or not isinstance(aspects, dict):
            raise BadPhrasingError(f"{path}: {code}: must be a quoted code with a mapping of aspects")
        for aspect, texts in aspects.items():
            if aspect not in ("general", *ASPECTS) or not isinstance(texts, list | None):
                raise BadPhrasingError(f"{path}: {code}.{aspect}: must be a known aspect with a list of questions")
            for text in texts or []:
                if not isinstance(text, str) or not text.strip():
                    raise BadPhrasingError(f"{path}: {code}.{aspect}: {text!r} is no question")
                yield Phrasing(text, code, aspect)


def _list(path: Path, kind: type[T]) -> tuple[T, ...]:
    try:
        return TypeAdapter(tuple[kind, ...]).validate_python(_read(path) if path.exists() else [])  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise BadPhrasingError(f"{path}: must be a list of questions: {place}: {first['msg']}") from error


def _read(path: Path) -> Any:
    try:
        return read_yaml(path)
    except ValueError as error:
        raise BadPhrasingError(f"{path}: {error}") from error
