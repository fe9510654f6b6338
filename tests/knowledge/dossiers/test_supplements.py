"""What a request asks for is linked to the paper that it names, and to none where it names none."""

import pytest

from knowledge.dossiers.supplements import component_named, components_named
from knowledge.guides.loading import read
from knowledge.guides.models import Guide
from knowledge.settings import ROOT

GUIDES = sorted((ROOT / "knowledge" / "guides").glob("*/*.yml"))


@pytest.fixture(scope="module")
def birth() -> Guide:
    return next(guide for path in GUIDES if (guide := read(path)).procedure_code == "1.001193")


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("Nộp thêm giấy chứng sinh", "birth_certificate"),
        ("de nghi bo sung GIAY CHUNG SINH ban chinh", "birth_certificate"),
        ("Tờ khai đăng ký khai sinh còn thiếu chữ ký, đề nghị kê khai lại.", "application_form"),
        ("Bổ sung giấy cam đoan về việc sinh.", "birth_affidavit"),
        ("Nộp văn bản của cơ sở y tế xác nhận việc mang thai hộ", "surrogacy_confirmation"),
    ],
)
def test_a_paper_is_known_by_its_name_in_any_spelling(birth: Guide, text: str, component: str) -> None:
    found = component_named(birth, text)
    assert found is not None
    assert found.id == component


@pytest.mark.parametrize(
    "text", ["", "Nộp thêm giấy tờ", "Bổ sung hồ sơ theo quy định", "Tờ khai chưa ký", "Nộp văn bản"]
)
def test_a_text_that_names_no_paper_of_the_guide_is_linked_to_none(birth: Guide, text: str) -> None:
    assert components_named(birth, text) == ()


def test_a_text_that_names_two_papers_gives_both_and_no_single_one(birth: Guide) -> None:
    text = "Bổ sung giấy chứng sinh và tờ khai đăng ký khai sinh"
    assert {found.id for found in components_named(birth, text)} == {"birth_certificate", "application_form"}
    assert component_named(birth, text) is None


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_paper_of_every_guide_is_found_by_its_own_name_or_says_nothing(path: object) -> None:
    guide = read(path)  # type: ignore[arg-type]
    for component in guide.components:
        found = components_named(guide, f"Đề nghị bổ sung: {component.name}")
        assert not found or component in found or component.name in {other.name for other in found}
