"""What the province decides is read from its file and the operator's; a mistake is told by file and field."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.local.errors import BadLocalFileError
from knowledge.local.loading import FOLDER, load, local, read
from knowledge.local.models import Local
from knowledge.offices.loading import offices
from knowledge.settings import ROOT, settings

FEE = """
  - procedure_code: "1.001193"
    text: Đăng ký khai sinh quá hạn
    amount: 8000
    document: 1/2026/NQ-HĐND
    dated: 2026-08-01
    source: Công báo thành phố
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(content: str) -> Path:
        path = tmp_path / "own.yml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_can_tho_has_only_what_was_reported() -> None:
    told = read(FOLDER / "can-tho.yml")
    assert (told.fees, told.times, told.hotlines, told.any_desk.published) == ((), (), (), None)
    assert told.any_desk.rule is not None
    assert "1.320" in told.any_desk.rule.text
    assert told.any_desk.rule.as_of.year == 2025


def test_notices_are_of_wards_that_exist() -> None:
    for path in FOLDER.glob("*.yml"):
        assert [notice.unit_code for notice in read(path).notices if notice.unit_code not in offices()] == []


def test_the_operators_file_adds_to_the_provinces(file: Callable[[str], Path]) -> None:
    told = load("can-tho", str(file(f"province: can-tho\nname: Cần Thơ\nfees:{FEE}")))
    assert [fee.amount for fee in told.fees] == [8000]
    assert told.any_desk == load("can-tho").any_desk


def test_another_province_is_told_by_its_own_file(file: Callable[[str], Path]) -> None:
    assert load("ca-mau", str(file("province: ca-mau\nname: Cà Mau"))) == Local(province="ca-mau", name="Cà Mau")


def test_a_province_without_a_file_is_refused_by_name() -> None:
    with pytest.raises(BadLocalFileError, match=r"nowhere\.yml"):
        load("nowhere")


def test_a_file_of_another_province_is_refused(file: Callable[[str], Path]) -> None:
    with pytest.raises(BadLocalFileError, match="province: is ca-mau, but MOTCUA_PROVINCE is can-tho"):
        load("can-tho", str(file("province: ca-mau\nname: Cà Mau")))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("province: can-tho", "name: "),
        (f"province: can-tho\nname: Cần Thơ\nfees:{FEE.replace('document', 'paper')}", r"fees\.0\.document"),
        (f"province: can-tho\nname: Cần Thơ\nfees:{FEE.replace('2026-08-01', 'hôm qua')}", r"fees\.0\.dated"),
        ("province: can-tho\nname: Cần Thơ\nphone: 1", "phone"),
        ("province: [", "is not YAML"),
        ("province: a\nprovince: b", "stands twice"),
        ("", "own.yml: file"),
    ],
)
def test_a_mistake_is_told_by_file_and_field(file: Callable[[str], Path], content: str, place: str) -> None:
    with pytest.raises(BadLocalFileError, match=rf"own\.yml.*{place}|{place}"):
        read(file(content))


def test_the_settings_say_which_files_are_read(fresh: pytest.MonkeyPatch, file: Callable[[str], Path]) -> None:
    fresh.setenv("MOTCUA_LOCAL_FILE", str(file(f"province: can-tho\nname: Cần Thơ\nfees:{FEE}")))
    settings.cache_clear()
    assert len(local().fees) == 1


@pytest.mark.parametrize("name", ["../can-tho", "Cần Thơ", ""])
def test_a_province_is_a_plain_name(fresh: pytest.MonkeyPatch, name: str) -> None:
    fresh.setenv("MOTCUA_PROVINCE", name)
    settings.cache_clear()
    with pytest.raises(ValueError, match="province"):
        local()


def test_the_worked_example_of_the_documentation_is_read(file: Callable[[str], Path]) -> None:
    page = (ROOT / "docs/vi/noi-bo-dia-phuong.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    told = load("can-tho", str(file(example)))
    assert told.fees
    assert told.times
    assert told.hotlines
