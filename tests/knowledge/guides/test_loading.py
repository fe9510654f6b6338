"""Loading guides from YAML: a bad one is refused by file and field."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.guides.errors import BadGuideError
from knowledge.guides.loading import load, read
from tests.knowledge.guides.samples import component, fact, guide


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_guides_are_found_by_code_in_every_folder(tmp_path: Path) -> None:
    write(tmp_path / "ho-tich" / "a.yml", guide())
    write(tmp_path / "cu-tru" / "b.yml", guide(procedure_code="1.000002"))
    guides = load(tmp_path)
    assert (sorted(guides), len(guides), guides["1.000002"].plain_name) == (["1.000001", "1.000002"], 2, "Thử")
    assert "1.000003" not in guides


def test_an_empty_folder_has_no_guides(tmp_path: Path) -> None:
    assert len(load(tmp_path)) == 0


def test_two_guides_of_one_procedure_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", guide())
    write(tmp_path / "b.yml", guide())
    with pytest.raises(BadGuideError, match=r"b\.yml: procedure_code: 1\.000001 has a guide already"):
        load(tmp_path)


def test_bad_yaml_is_refused_by_file(tmp_path: Path) -> None:
    with pytest.raises(BadGuideError, match=r"(?s)a\.yml: is not YAML: .*line 2"):
        read(write(tmp_path / "a.yml", "facts: [\n}"))


@pytest.mark.parametrize("content", ["", "[]", "just words"])
def test_yaml_that_is_no_guide_is_refused_by_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadGuideError, match=r"a\.yml: guide: "):
        read(write(tmp_path / "a.yml", content))


def test_a_wrong_value_is_refused_by_field(tmp_path: Path) -> None:
    with pytest.raises(BadGuideError, match=r"a\.yml: components\.0\.action: "):
        read(write(tmp_path / "a.yml", guide(components=[component("form", action="burn")])))


def test_an_unknown_fact_in_a_condition_is_refused_by_file(tmp_path: Path) -> None:
    with pytest.raises(BadGuideError, match=r"a\.yml: guide: .*'colour', which the guide does not ask"):
        read(write(tmp_path / "a.yml", guide(components=[component("form", {"colour": "red"})])))


@pytest.mark.parametrize(
    "condition", [{"any": {"birth_place": "home"}}, {"not": ["birth_place"]}, {"all": "home"}, {"any": [None, "x"]}]
)
def test_a_condition_of_the_wrong_shape_is_refused_by_file(tmp_path: Path, condition: dict[str, Any]) -> None:
    with pytest.raises(BadGuideError, match=r"a\.yml: "):
        read(write(tmp_path / "a.yml", guide(components=[component("form", condition)])))


def test_a_file_in_another_encoding_is_refused_by_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("plain_name: Giấy".encode("cp1258", errors="replace"))
    with pytest.raises(BadGuideError, match=r"a\.yml: "):
        read(path)


def test_yes_and_no_stay_words(tmp_path: Path) -> None:
    text = yaml.safe_dump(guide(facts=[fact("a", "AYE", "NAY")], components=[component("form", {"a": "AYE"})]))
    made = read(write(tmp_path / "a.yml", text.replace("AYE", "yes").replace("NAY", "no")))
    assert made.fact("a") is not None
    assert made.components[0].needed_if == {"a": "yes"}
