"""Loading phrasings: by field, by procedure and aspect; malformed files are refused by place."""

from pathlib import Path

import pytest

from knowledge.phrasings.loading import BadPhrasingError, Phrasing, load

FIELD = """
"1.000001":
  general:
    - làm giấy thử
  fee:
    - giấy thử nhiêu tiền
"1.000002":
  general: [làm giấy khác]
"""


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.yml").write_text(text, encoding="utf-8")
    return path


def test_a_phrasing_belongs_to_a_procedure_and_an_aspect(tmp_path: Path) -> None:
    loaded = load({"1.000001", "1.000002"}, folder(tmp_path, field=FIELD))
    assert loaded.asked == (
        Phrasing("làm giấy thử", "1.000001", "general"),
        Phrasing("giấy thử nhiêu tiền", "1.000001", "fee"),
        Phrasing("làm giấy khác", "1.000002", "general"),
    )


def test_phrasings_of_procedures_that_are_not_loaded_are_left_out_and_counted(tmp_path: Path) -> None:
    loaded = load({"1.000002"}, folder(tmp_path, field=FIELD))
    assert ([item.procedure_code for item in loaded.asked], loaded.left_out) == (["1.000002"], 2)


def test_what_nothing_answers_and_what_is_too_vague_stand_apart(tmp_path: Path) -> None:
    loaded = load(set(), folder(tmp_path, nothing="- mai có mưa hông", vague="- cho hỏi thủ tục"))
    assert (loaded.asked, loaded.nothing, loaded.vague, loaded.left_out) == (
        (),
        ("mai có mưa hông",),
        ("cho hỏi thủ tục",),
        0,
    )


def test_an_empty_folder_has_no_phrasings(tmp_path: Path) -> None:
    loaded = load(set(), tmp_path)
    assert (loaded.asked, loaded.nothing, loaded.vague, loaded.left_out) == ((), (), (), 0)


def test_an_aspect_without_questions_is_no_fault(tmp_path: Path) -> None:
    assert load({"1.000001"}, folder(tmp_path, field='"1.000001":\n  fee:\n')).asked == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list", "must map procedure codes to aspects"),
        ("1.000001:\n  fee: [a]", "must be a quoted code"),
        ('"1.000001": [a]', "with a mapping of aspects"),
        ('"1.000001":\n  fee: ["  "]', r"1\.000001\.fee: '  ' is no question"),
        ('"1.000001":\n  fee: [12]', r"1\.000001\.fee: 12 is no question"),
        ('"1.000001":\n  fee: nhiêu tiền', r"1\.000001\.fee"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_malformed_file_is_refused_by_file_and_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadPhrasingError, match=rf"field\.yml: .*{message}"):
        load({"1.000001"}, folder(tmp_path, field=text))


def test_a_code_that_stands_twice_in_a_file_loses_nothing_unsaid(tmp_path: Path) -> None:
    twice = '"1.000001":\n  fee: [a]\n"1.000001":\n  time: [b]\n'
    with pytest.raises(BadPhrasingError, match=r"1\.000001"):
        load({"1.000001"}, folder(tmp_path, field=twice))


def test_an_aspect_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPhrasingError, match=r"1\.000001\.fees"):
        load({"1.000001"}, folder(tmp_path, field='"1.000001":\n  fees: [nhiêu tiền]\n'))


@pytest.mark.parametrize("text", ["a: b", "- [a]"])
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadPhrasingError, match=r"nothing\.yml: must be a list of questions"):
        load(set(), folder(tmp_path, nothing=text))


def test_what_staff_approved_is_read_besides_and_counted(tmp_path: Path) -> None:
    (tmp_path / "field.yml").write_text('"1.000001":\n  general: [làm giấy]\n', encoding="utf-8")
    approved = tmp_path / "learned" / "phrasings.yml"
    assert load({"1.000001"}, tmp_path, approved).approved == 0
    approved.parent.mkdir()
    approved.write_text('"1.000001":\n  general: [làm giấy]\n  fee: [tốn nhiêu]\n"1.000009":\n  general: [khác]\n')
    found = load({"1.000001"}, tmp_path, approved)
    assert [phrasing.text for phrasing in found.asked] == ["làm giấy", "tốn nhiêu"]
    assert (found.approved, found.left_out) == (1, 1)


def test_a_malformed_file_of_approved_phrasings_is_refused(tmp_path: Path) -> None:
    approved = tmp_path / "phrasings.yml"
    approved.write_text("[1, 2]")
    with pytest.raises(BadPhrasingError, match=r"phrasings\.yml"):
        load(set(), tmp_path / "none", approved)
