"""Families of look-alikes: a bad file is refused by place, the right family separates, and ours stand."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checking.official import Official
from knowledge.families.loading import BadFamilyError, Families, Family, load
from knowledge.procedures.catalogue import Catalogue
from knowledge.vietnamese.folding import fold
from tests.catalogue import IMPORTED, need

MOST = 6
"""As many choices are offered at once."""


def member(code: str, label: str = "", **more: Any) -> dict[str, Any]:
    return {"procedure_code": code, "label": label or f"nhãn {code}", "seen_in": [f"{code}#name"], **more}


def family(family_id: str = "meo", *codes: str, **changes: Any) -> dict[str, Any]:
    members = [member(code) for code in codes or ("1.1", "1.2", "1.3")]
    return {"id": family_id, "question": "Con gì?", "members": members, **changes}


def families(*contents: dict[str, Any]) -> Families:
    return Families(tuple(Family.model_validate(content) for content in contents))


def write(path: Path, content: Any) -> Path:
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_families_are_read_in_order(tmp_path: Path) -> None:
    found = load(write(tmp_path / "f.yml", [family("meo"), family("cho", "2.1", "2.2")]))
    assert [one.id for one in found.families] == ["meo", "cho"]
    assert found.families[1].codes == {"2.1", "2.2"}


def test_a_file_may_hold_none(tmp_path: Path) -> None:
    assert load(write(tmp_path / "f.yml", "[]")) == Families()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("- [\n}", "is not YAML: "),
        ("- {id: a, id: b}", "is not YAML: the key id stands twice"),
        ("", ": "),
        ("just words", ": "),
        ({"id": "meo"}, ""),
        ([family(id="Mèo")], r"0\.id: "),
        ([family(), family("cho", question="?" * 161)], r"1\.question: "),
        ([family(members=[member("1.1")])], r"0\.members: "),
        ([family(members=[member("1.1"), member("1.2", "x" * 81)])], r"0\.members\.1\.label: "),
        ([family(members=[member("1.1"), member("1.2", seen_in=[])])], r"0\.members\.1\.seen_in: "),
        ([family(members=[member("1.1"), {"procedure_code": "1.2", "label": "a"}])], r"0\.members\.1\.seen_in: "),
        ([family(members=[member("1.1"), member("1.2", colour="red")])], r"0\.members\.1\.colour: "),
        ([family(colour="red")], r"0\.colour: "),
        ([{"id": "meo", "question": "?"}], r"0\.members: "),
        ([family("meo", "1.1", "1.1")], "0: .*the family meo names a procedure or a label twice"),
        ([family(members=[member("1.1", "a"), member("1.2", "a")])], "0: .*names a procedure or a label twice"),
        ([family("meo"), family("meo", "2.1", "2.2")], "two families are called meo"),
    ],
)
def test_a_mistake_is_told_by_file_and_place(tmp_path: Path, content: Any, place: str) -> None:
    with pytest.raises(BadFamilyError, match=rf"(?s)f\.yml: {place}"):
        load(write(tmp_path / "f.yml", content))


def test_a_missing_file_and_another_encoding_are_refused_by_file(tmp_path: Path) -> None:
    with pytest.raises(BadFamilyError, match=r"gone\.yml"):
        load(tmp_path / "gone.yml")
    (tmp_path / "f.yml").write_bytes("- id: mèo".encode("cp1258", errors="replace"))
    with pytest.raises(BadFamilyError, match=r"f\.yml: is not YAML"):
        load(tmp_path / "f.yml")


def test_the_family_of_most_candidates_separates_them() -> None:
    found = families(family("rong", "1.1", "1.2"), family("hep", "1.1", "1.2", "1.3"))
    chosen = found.separating(["1.1", "1.3", "1.2"])
    assert chosen is not None
    assert chosen.id == "hep"


def test_of_equal_families_the_earlier_one_separates() -> None:
    chosen = families(family("mot", "1.1", "1.2"), family("hai", "1.1", "1.2", "1.3")).separating(["1.1", "1.2"])
    assert chosen is not None
    assert chosen.id == "mot"


@pytest.mark.parametrize("codes", [[], ["1.1"], ["1.1", "9.9"], ["9.9", "1.1", "1.2"]])
def test_no_family_separates_less_than_two_of_it_or_others_before_it(codes: list[str]) -> None:
    assert families(family()).separating(codes) is None


def test_a_procedure_belongs_to_the_first_family_that_names_it() -> None:
    found = families(family("mot", "1.1", "1.2"), family("hai", "1.1", "1.3"))
    names = {code: one.id if (one := found.of(code)) else None for code in ("1.1", "1.3", "9.9")}
    assert names == {"1.1": "mot", "1.3": "hai", "9.9": None}


@given(st.lists(st.sampled_from(["1.1", "1.2", "1.3", "2.1", "2.2", "9.9"]), unique=True))
def test_a_separating_family_holds_the_first_candidate_and_another(codes: list[str]) -> None:
    chosen = families(family(), family("cho", "2.1", "2.2")).separating(codes)
    if chosen:
        assert codes[0] in chosen.codes
        assert len(chosen.codes & set(codes)) >= 2


def test_every_family_of_ours_fits_a_phone_screen_and_asks_a_question() -> None:
    for one in load().families:
        assert len(one.members) <= MOST, one.id
        assert "?" in one.question, one.id
        assert len({fold(choice.label) for choice in one.members}) == len(one.members), one.id


def test_no_two_families_of_ours_hold_the_same_procedures() -> None:
    codes = [one.codes for one in load().families]
    assert len(set(codes)) == len(codes)


def test_every_family_of_ours_separates_its_own_members() -> None:
    ours = load()
    for one in ours.families:
        chosen = ours.separating([member.procedure_code for member in one.members])
        assert chosen is not None, one.id
        assert one.codes <= chosen.codes, f"{chosen.id} is asked in place of {one.id}"


@pytest.mark.catalogue
def test_every_member_of_ours_is_offered_and_its_line_stands_in_the_catalogue() -> None:
    need(IMPORTED)
    official = Official(Catalogue(IMPORTED))
    for one in load().families:
        for choice in one.members:
            assert choice.procedure_code in official.codes, f"{one.id}: {choice.procedure_code}"
            for reference in choice.seen_in:
                assert official.has(reference), f"{one.id}: {reference}"
                assert reference.partition("#")[0] in official.codes, f"{one.id}: {reference}"
