"""Reading the online topics, one YAML file each."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from knowledge.content import read_yaml
from knowledge.online.errors import BadOnlineTopicError
from knowledge.online.models import OnlineTopic
from knowledge.procedures.models import Method
from knowledge.vietnamese.folding import syllables

FOLDER = Path(__file__).parent


@cache
def topics(folder: Path = FOLDER) -> dict[str, OnlineTopic]:
    """Return every topic by id, read once. Raises `BadOnlineTopicError` with file, field and reason."""
    by_id = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
    for name, topic in by_id.items():
        if topic.id != name.replace("-", "_"):
            raise BadOnlineTopicError(f"{folder / name}.yml: id: is {topic.id}, not the file's name")
    return {topic.id: topic for topic in by_id.values()}


def asked_about(text: str) -> list[str]:
    """Return the ids of the topics whose words stand in `text`; the one with the longest words first.

    >>> asked_about("nop ho so online roi dong tien online sao")
    ['file_online', 'pay_online']
    """
    said = f" {' '.join(syllables(text))} "
    found = {topic.id: length for topic in topics().values() if (length := _longest(topic, said))}
    return sorted(found, key=lambda topic: -found[topic])


def offered(methods: Collection[Method]) -> list[OnlineTopic]:
    """Return the topics that a procedure with these filing methods offers by itself, those for all left out."""
    return [topic for topic in topics().values() if set(topic.methods) & set(methods)]


def _longest(topic: OnlineTopic, said: str) -> int:
    return max((len(words) for words in _folded(topic.id) if f" {words} " in said), default=0)


@cache
def _folded(topic: str) -> tuple[str, ...]:
    return tuple(" ".join(syllables(words)) for words in topics()[topic].words)


def _read(path: Path) -> OnlineTopic:
    try:
        return OnlineTopic.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadOnlineTopicError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise BadOnlineTopicError(f"{path}: {error}") from error
