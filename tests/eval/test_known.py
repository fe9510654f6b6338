"""Names and fields of procedures come from the release that answered, where it is on this machine."""

import json
from pathlib import Path

import pytest

from eval.known import Known, known, named


def test_a_real_release_tells_names_and_fields(released: str) -> None:
    birth = known(released)["1.001193"]
    assert birth.name
    assert birth.field == "Hộ tịch"


@pytest.mark.parametrize("release", [None, "", "gone", "../../etc", "a/b"])
@pytest.mark.usefixtures("var")
def test_a_release_that_is_not_here_tells_nothing(release: str | None) -> None:
    assert known(release) == {}


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"documents": [{}]}', '{"documents": 7}'])
def test_a_broken_release_tells_nothing(var: Path, content: str) -> None:
    (var / "releases" / "abc").mkdir(parents=True)
    (var / "releases" / "abc" / "retriever.json").write_text(content)
    assert known("abc") == {}


def test_only_procedures_have_names() -> None:
    procedures = {"1": Known("Đăng ký khai sinh", "Hộ tịch")}
    assert json.dumps(named(["fee", "1", "1"], procedures), ensure_ascii=False) == '{"1": "Đăng ký khai sinh"}'
