"""Releases: what is saved answers the same once loaded; what is damaged is refused in one way."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from retriever import release
from retriever.documents import Document
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.errors import BadReleaseError, RetrieverError
from retriever.signals import Indexes
from retriever.vector_index import Unanswerable, VectorIndex, entries
from tests.retriever.samples import (
    ASKED,
    CARD,
    CAT,
    DOG,
    NOTHING,
    VAGUE,
    card_guide,
    cat_guide,
    hub_model,
    records,
    retriever,
    small_parts,
)

QUESTIONS = [*(text for texts in ASKED.values() for text in texts), *NOTHING, *VAGUE, "", "zzz", "phí bao nhiêu"]
HELD = (
    "retriever.json", "embedding/model.safetensors", "embedding/modules.json", "vectors.faiss", "prototypes.npy",
    "ranker.npz", "decider.npz", "context.npz", "guides.json", "rarity.json", "details.npz",
    "names/params.index.json", "said/vocab.index.json", "texts/data.csc.index.npy",
)  # fmt: skip
"""What `load` reads."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound release."""
    folder = tmp_path_factory.mktemp("releases") / "0123456789abcdef"
    folder.mkdir()
    release.save(small_parts(), folder)
    return folder


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    """The same release, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "release"))


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of two finished releases and one that was broken off."""
    for name in ("first", "second", "broken"):
        (tmp_path / name).mkdir()
    for name in ("first", "second"):
        (tmp_path / name / "release.json").write_text("{}")
    return tmp_path


def answers(made: Retriever) -> list[object]:
    return [made.search(question, about) for question in QUESTIONS for about in ((), (CAT,))]


def test_a_loaded_release_answers_as_what_was_saved(whole: Path) -> None:
    made = small_parts()
    built = retriever()
    kept = Retriever(
        made.documents, type(built.signals)(made.documents, made.embedding, made.indexes), made.ranker, made.decider,
        made.context, made.others.ambiguous, built.passages,
    )  # fmt: skip
    loaded = release.load(whole)
    assert answers(loaded) == answers(kept)
    assert loaded.search(ASKED[CAT][0]).about == (CAT,)


def test_a_loaded_release_reads_details_as_what_was_saved(whole: Path) -> None:
    question, record = "mèo có phải gắn thiết bị nhận dạng điện tử không", records()[CAT]
    assert release.load(whole).read_detail(question, record) == retriever().read_detail(question, record)


def test_documents_come_back_without_their_official_text(whole: Path) -> None:
    loaded = release.load(whole).documents
    assert [replace(item, text="") for item in retriever().documents] == list(loaded)
    assert all(isinstance(item, Document) for item in loaded)


def test_guides_come_back(whole: Path) -> None:
    assert dict(release.load_guides(whole)) == {CAT: cat_guide(), CARD: card_guide()}


def test_families_and_life_events_come_back(whole: Path) -> None:
    assert release.load_families(whole).families == ()
    assert dict(release.load_life_events(whole)) == {}


def test_what_the_writers_saw_comes_back(whole: Path) -> None:
    assert release.load_checked(whole)


def test_a_release_may_be_copied_elsewhere(copied: Path) -> None:
    assert release.load(copied).search(ASKED[DOG][0]).about == (DOG,)


def test_another_format_is_refused(copied: Path) -> None:
    content = json.loads((copied / "retriever.json").read_text())
    for other in (release.FORMAT - 1, release.FORMAT + 1, None, "6"):
        (copied / "retriever.json").write_text(json.dumps({**content, "format": other}))
        with pytest.raises(BadReleaseError, match="build it again"):
            release.load(copied)


@pytest.mark.parametrize("file", HELD)
def test_a_missing_file_is_refused(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(BadReleaseError, match="release"):
        release.load(copied)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "noise": lambda _: np.random.default_rng(1).bytes(400),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("file", HELD)
def test_a_corrupt_file_is_refused(copied: Path, file: str, damage: str) -> None:
    (copied / file).write_bytes(DAMAGES[damage]((copied / file).read_bytes()))
    with pytest.raises(BadReleaseError):
        release.load(copied)


LOADS = {
    "guides.json": release.load_guides,
    "families.json": release.load_families,
    "life_events.json": release.load_life_events,
    "checked-lines.json": release.load_checked,
}


@pytest.mark.parametrize("content", ["", "{", "noise"])
@pytest.mark.parametrize("name", LOADS)
def test_corrupt_content_is_refused(copied: Path, name: str, content: str) -> None:
    (copied / name).write_text(content)
    with pytest.raises(BadReleaseError):
        LOADS[name](copied)


@pytest.mark.parametrize("name", list(LOADS)[:3])
def test_content_of_another_shape_is_refused(copied: Path, name: str) -> None:
    (copied / name).write_text('[{"unheard": 1}]')
    with pytest.raises(BadReleaseError):
        LOADS[name](copied)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadReleaseError):
        release.load(tmp_path)


def test_a_document_with_a_field_of_another_version_is_refused(copied: Path) -> None:
    content = json.loads((copied / "retriever.json").read_text())
    for change in ({"unheard": 1}, {"level": "moon"}):
        first = {**content["documents"][0], **change}
        changed = {**content, "documents": [first, *content["documents"][1:]]}
        (copied / "retriever.json").write_text(json.dumps(changed))
        with pytest.raises(BadReleaseError):
            release.load(copied)


def test_a_release_is_as_it_was_built(copied: Path) -> None:
    (copied / "release.json").write_text(json.dumps({"files": release.digests(copied)}))
    release.verify(copied)
    assert "embedding/model.safetensors" in release.digests(copied)


@pytest.mark.parametrize("file", HELD)
def test_a_changed_or_missing_file_is_found_by_its_digest(copied: Path, file: str) -> None:
    (copied / "release.json").write_text(json.dumps({"files": release.digests(copied)}))
    content = bytearray((copied / file).read_bytes())
    content[-1] ^= 1
    (copied / file).write_bytes(content)
    with pytest.raises(BadReleaseError, match=file):
        release.verify(copied)
    (copied / file).unlink()
    with pytest.raises(BadReleaseError, match=file):
        release.verify(copied)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"files": 3}'])
def test_a_release_without_digests_is_not_taken_for_sound(copied: Path, content: str) -> None:
    (copied / "release.json").write_text(content)
    with pytest.raises(BadReleaseError):
        release.verify(copied)


def test_switching_leaves_nothing_beside_the_pointer(releases: Path) -> None:
    release.switch(releases, "first")
    assert [path.name for path in releases.iterdir() if path.is_file()] == ["current"]


def test_switching_points_to_a_release(releases: Path) -> None:
    for name in ("first", "second", "first"):
        release.switch(releases, name)
        assert release.current(releases) == releases / name


@pytest.mark.parametrize("name", ["third", "broken", ""])
def test_an_unknown_or_unfinished_release_is_not_switched_to(releases: Path, name: str) -> None:
    release.switch(releases, "first")
    with pytest.raises(BadReleaseError, match="no such release"):
        release.switch(releases, name)
    assert release.current(releases) == releases / "first"


def test_without_a_release_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadReleaseError, match="make build"):
        release.current(tmp_path / "releases")


def test_a_current_release_that_was_deleted_is_told(releases: Path) -> None:
    release.switch(releases, "first")
    shutil.rmtree(releases / "first")
    with pytest.raises(BadReleaseError, match="make build"):
        release.current(releases)


def test_every_error_has_a_message_of_its_own() -> None:
    for kind in RetrieverError.__subclasses__():
        assert str(kind()) == kind.__doc__


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A randomly initialised model in the hub's folder format."""
    return hub_model(tmp_path_factory.mktemp("hub"))


def test_a_release_with_a_model_of_the_hub_answers_from_its_own_copy_and_from_the_named_one(
    hub: Path, tmp_path: Path
) -> None:
    embedding, plain = Embedding.load(str(hub)), small_parts()
    vectors = VectorIndex.build(embedding, entries(plain.documents, Unanswerable()))
    lexical = plain.indexes.names, plain.indexes.said, plain.indexes.texts
    indexes = Indexes(vectors, vectors.centres(len(plain.documents)), *lexical)
    release.save(small_parts(embedding=embedding, indexes=indexes, others=Unanswerable()), tmp_path)
    own, named = release.load(tmp_path), release.load(tmp_path, str(hub))
    assert answers(own) == answers(named)
    for code, texts in ASKED.items():
        assert own.search(texts[0]).results[0].procedure_code == code
