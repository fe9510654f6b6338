"""Life events from YAML: a bad one is refused by file and place, everyday words lead to the right one, ours stand."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checking.official import Official
from knowledge.guides.loading import load as load_guides
from knowledge.life_events.loading import BadLifeEventError, LifeEvents, load
from knowledge.life_events.merging import merge
from knowledge.life_events.models import LifeEvent
from knowledge.procedures.catalogue import Catalogue
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables
from tests.catalogue import IMPORTED, need
from tests.knowledge.life_events.samples import CARD, CAT, DOG, event, step

WORDS = ["sắm được xe", "mới mua xe máy", "có xe mới", "rước xe về", "dọn nhà bằng xe mới"]


def write(path: Path, content: Any) -> Path:
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def two() -> LifeEvents:
    car = event(id="xe-moi", words=WORDS, facts={}, same_papers=[])
    made = [LifeEvent.model_validate(content) for content in (event(), car)]
    return LifeEvents({one.id: one for one in made})


def test_events_are_found_by_id(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", event())
    write(tmp_path / "b.yml", event(id="xe-moi", words=WORDS))
    write(tmp_path / "readme.txt", "no event")
    events = load(tmp_path)
    assert (list(events), len(events), events["xe-moi"].words[0]) == (["nha-moi", "xe-moi"], 2, "sắm được xe")
    assert "khac" not in events


def test_a_folder_without_events_has_none(tmp_path: Path) -> None:
    assert len(load(tmp_path)) == 0
    assert load(tmp_path).told("mới dọn nhà") is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("steps: [\n}", "is not YAML: "),
        ("id: a\nid: b", "is not YAML: the key id stands twice"),
        ("", "life event: "),
        ("[]", "life event: "),
        ("just words", "life event: "),
        (event(name="x" * 61), "name: "),
        (event(colour="red"), "colour: "),
        (event(words=["một"]), "words: "),
        (event(steps=[step(CAT, "a"), step(CARD, "b", seen_in=[])]), r"steps\.1\.seen_in: "),
        (event(steps=[step(CAT, "a"), step(CAT, "b")]), "life event: .*stands twice among the steps"),
        (event(facts={"9.999999#age": "adult"}), "life event: .*belongs to none of the steps"),
    ],
)
def test_a_mistake_is_told_by_file_and_place(tmp_path: Path, content: Any, place: str) -> None:
    write(tmp_path / "bad.yml", content)
    with pytest.raises(BadLifeEventError, match=rf"(?s)bad\.yml: {place}"):
        load(tmp_path)


def test_a_file_in_another_encoding_is_refused_by_file(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_bytes("name: Về nhà mới".encode("cp1258", errors="replace"))
    with pytest.raises(BadLifeEventError, match=r"bad\.yml: is not YAML"):
        load(tmp_path)


def test_two_events_of_one_id_are_refused_by_the_second_file(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", event())
    write(tmp_path / "b.yml", event())
    with pytest.raises(BadLifeEventError, match=r"b\.yml: id: nha-moi stands twice"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["tui mới dọn nhà", "TUI MOI DON NHA rồi làm gì", "mới, dọn nhà!", "mới   dọn\nnhà"])
def test_a_saying_is_heard_in_any_spelling(text: str) -> None:
    told = two().told(text)
    assert told is not None
    assert told.id == "nha-moi"


def test_the_longest_saying_decides() -> None:
    told = two().told("tui dời nhà, dọn nhà bằng xe mới")
    assert told is not None
    assert told.id == "xe-moi"


@pytest.mark.parametrize("text", ["", "😀", "làm khai sinh cần gì", "dọn nhà", "mới dọn nhàng"])
def test_other_words_tell_no_event(text: str) -> None:
    assert two().told(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert two().told(text) is None or text


@given(st.sampled_from(WORDS), st.text(max_size=20), st.text(max_size=20))
def test_a_saying_is_heard_whatever_stands_around_it(words: str, before: str, after: str) -> None:
    assert two().told(f"{before} {words} {after}") is not None


def test_a_procedure_leads_to_the_events_that_it_opens_or_that_require_it() -> None:
    late = [step(CAT, "a"), step(DOG, "b", optional=True), step(CARD, "c", optional=True), step("1.000005", "d")]
    events = LifeEvents({"nha-moi": LifeEvent.model_validate(event(steps=late, same_papers=[], facts={}))})
    found = {code: len(events.with_procedure(code)) for code in (CAT, DOG, CARD, "1.000005", "9.999999")}
    assert found == {CAT: 1, DOG: 1, CARD: 0, "1.000005": 1, "9.999999": 0}


def test_our_events_load_and_every_saying_leads_to_its_own_event() -> None:
    ours = load()
    for one in ours.values():
        for words in one.words:
            told = ours.told(f"dạ {words} ạ")
            assert told is not None, words
            assert told.id == one.id, words


def test_no_saying_of_ours_stands_within_one_of_another_event() -> None:
    sayings = {one.id: [" ".join(syllables(standardise(words))) for words in one.words] for one in load().values()}
    for one, other in permutations(sayings, 2):
        for words in sayings[one]:
            within = [longer for longer in sayings[other] if f" {words} " in f" {longer} "]
            assert not within, f"{one}: {words!r} stands within {other}: {within}"


def test_every_saying_of_ours_is_long_enough_to_be_meant() -> None:
    for one in load().values():
        short = [words for words in one.words if len(syllables(standardise(words))) < 2]
        assert not short, one.id


def test_every_shared_paper_of_ours_exists_in_its_guide() -> None:
    guides = load_guides()
    for one in load().values():
        for reference in (named for paper in one.same_papers for named in paper.components):
            code, _, component_id = reference.partition("#")
            assert code in guides, f"{one.id}: {reference}"
            assert component_id in {component.id for component in guides[code].components}, f"{one.id}: {reference}"


def test_every_fact_that_an_event_of_ours_answers_is_asked_and_has_that_choice() -> None:
    guides = load_guides()
    for one in load().values():
        for reference, choice in one.facts.items():
            code, _, fact_id = reference.partition("#")
            assert code in guides, f"{one.id}: {reference}"
            fact = guides[code].fact(fact_id)
            assert fact is not None, f"{one.id}: {reference}"
            assert fact.choice(choice) is not None, f"{one.id}: {reference}: {choice}"


def test_no_fact_that_an_event_of_ours_answers_ends_one_of_its_steps() -> None:
    guides = load_guides()
    for one in load().values():
        for reference, choice_id in one.facts.items():
            code, _, fact_id = reference.partition("#")
            fact = guides[code].fact(fact_id) if code in guides else None
            choice = fact.choice(choice_id) if fact else None
            assert not (choice and (choice.go_to or choice.refusal)), f"{one.id}: {reference}: {choice_id}"


def test_the_merged_list_of_each_event_of_ours_names_every_paper_once() -> None:
    guides = load_guides()
    for one in load().values():
        merged = merge(one, guides)
        names = [fold(paper.name) for paper in merged.papers]
        assert len(set(names)) == len(names), one.id
        steps = {step.procedure_code for step in one.steps}
        assert {need.procedure_code for paper in merged.papers for need in paper.needs} <= steps, one.id


@pytest.mark.catalogue
def test_every_step_of_ours_is_offered_and_every_line_stands_in_the_catalogue() -> None:
    need(IMPORTED)
    official = Official(Catalogue(IMPORTED))
    for one in load().values():
        for taken in one.steps:
            assert taken.procedure_code in official.codes, f"{one.id}: {taken.procedure_code}"
            stated = [statement.seen_in for statement in (taken.when, taken.together) if statement]
            for reference in (line for lines in (taken.seen_in, *stated) for line in lines):
                assert official.has(reference), f"{one.id}: {reference}"
                assert reference.partition("#")[0] in official.codes, f"{one.id}: {reference}"


def test_a_saying_or_the_name_alone_names_its_event_and_nothing_longer_does() -> None:
    ours = load()
    for one in ours.values():
        assert ours.named(one.name) == one
        assert all(ours.named(words) == one for words in one.words)
        assert ours.named(f"{one.words[0]} cần giấy gì để xin phép") is None
