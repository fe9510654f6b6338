"""Passages can be quoted in readable pieces, each with an id that leads back to its official line."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.models import Passage, Procedure
from knowledge.procedures.quoting import LONGEST, in_order, pieces, quotable, whole_line
from tests.knowledge.procedures.samples import a_record, group

LINE = "0123456789"
LONG = " ".join(f"Câu thứ {number} nói rõ việc phải làm ở nơi nộp hồ sơ." for number in range(30))


def step(text: str) -> Passage:
    return Passage(line=LINE, kind="step", text=text)


def test_a_short_line_is_one_piece_under_its_own_id() -> None:
    assert pieces(LINE, "Nộp hồ sơ.") == ((LINE, "Nộp hồ sơ."),)


def test_a_long_line_is_cut_where_sentences_end() -> None:
    found = pieces(LINE, LONG)
    assert len(found) > 2
    assert all(len(text) <= LONGEST and text.endswith(".") for _, text in found)
    assert [line for line, _ in found][:2] == [f"{LINE}.1", f"{LINE}.2"]
    assert " ".join(text for _, text in found) == LONG


def test_a_piece_leads_back_to_its_line() -> None:
    assert whole_line(f"{LINE}.2") == LINE
    assert whole_line(LINE) == LINE
    assert whole_line("times.direct") == "times.direct"


def test_one_endless_sentence_stays_whole() -> None:
    assert pieces(LINE, "dài " * 200) == ((LINE, "dài " * 200),)


@given(st.text(max_size=900))
def test_no_word_is_lost_in_pieces(text: str) -> None:
    assert "".join("".join(piece.split()) for _, piece in pieces(LINE, text)) == "".join(text.split())


def test_steps_conditions_and_notes_are_quotable_with_their_kind() -> None:
    passages = (step(LONG), Passage(line="1" * 10, kind="condition", text="Đủ 18 tuổi."))
    rows = (group("Lưu ý:", ("Bản chụp phải rõ nét", 0, 0), ("Đơn đề nghị", 1, 0)),)
    found = list(quotable(a_record(passages=passages, component_groups=rows)))
    assert {passage.kind for passage in found} == {"step", "condition", "note"}
    assert [passage.text for passage in found if passage.kind == "note"] == ["Bản chụp phải rõ nét"]


def texts(*steps: str) -> list[str]:
    return [passage.text for passage in in_order([step(text) for text in steps])]


def test_steps_out_of_place_are_put_in_order_with_the_lines_that_follow_them() -> None:
    assert texts("Mở đầu", "Bước 3: Nhận", "Bước 1: Nộp", "kèm phí", "Bước 2: Chờ") == [
        "Mở đầu", "Bước 1: Nộp", "kèm phí", "Bước 2: Chờ", "Bước 3: Nhận",
    ]  # fmt: skip


def test_a_numbering_that_starts_anew_belongs_to_several_cases_and_stays() -> None:
    steps = ("Bước 1: Nộp", "Bước 2: Nhận", "Bước 1: Nộp lại", "Bước 2: Nhận lại")
    assert texts(*steps) == list(steps)
    assert texts("Bước 3: Nhận", "Bước 1: Nộp") == ["Bước 3: Nhận", "Bước 1: Nộp"]


def test_every_long_line_of_the_catalogue_keeps_its_words(offered: list[Procedure]) -> None:
    long = [passage for record in offered for passage in record.passages if len(passage.text) > LONGEST]
    assert len(long) > 5000
    cut = [pieces(passage.line, passage.text) for passage in long]
    assert sum(len(found) > 1 for found in cut) / len(long) > 0.75
