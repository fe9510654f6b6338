"""Detail questions are read against the lines of the record: the line that says it, or the word that none does."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure
from retriever.detail_training import by_coverage
from retriever.passages import PAIR_WIDTH, WIDTH, PassageIndex, Read, Weights, rarity, sentences, views
from tests.knowledge.procedures.samples import a_record, group
from tests.retriever.samples import (
    ASKED,
    AWAY,
    CARD,
    CAT,
    CHIP,
    DOG,
    FORM,
    LONG,
    MOST,
    at,
    card_guide,
    cat_guide,
    passages,
    records,
    retriever,
)

CHIPPED = "bé mèo có phải bấm chip không"


@pytest.fixture(scope="module")
def index() -> PassageIndex:
    """The lines as guides say them too."""
    return made(with_views=True)


@pytest.fixture(scope="module")
def cat() -> Procedure:
    return records()[CAT]


def made(with_views: bool) -> PassageIndex:
    weights = Weights(rarity(records().values(), least=1), *by_coverage())
    told = views([cat_guide(), card_guide()]) if with_views else {}
    return PassageIndex(retriever().signals.embedding, weights, told)


def lines(record: Procedure) -> set[str]:
    return {f"{record.procedure_code}#{line}" for _, line, _ in official_lines(record)}


def said(record: Procedure) -> list[str]:
    return [passage.sentence for passage in sentences(record)]


def one_line(text: str) -> Procedure:
    return a_record(passages=passages("condition", text))


def test_a_line_is_cut_where_its_sentences_and_its_items_end() -> None:
    text = "Chủ nuôi cần có: Vườn rộng rãi; chuồng đủ lớn. Mèo không được - cào người lạ + cắn trẻ em"
    assert said(one_line(text)) == [
        "Chủ nuôi cần có:", "Vườn rộng rãi;", "chuồng đủ lớn.", "Mèo không được", "- cào người lạ", "+ cắn trẻ em",
    ]  # fmt: skip


def test_a_number_with_a_point_is_not_cut() -> None:
    assert said(one_line("Phải nộp 20.000 đồng tại quầy")) == ["Phải nộp 20.000 đồng tại quầy"]


def test_what_is_too_short_to_say_anything_is_left_out() -> None:
    assert said(one_line("Hồ sơ: Một tờ khai có chữ ký")) == ["Một tờ khai có chữ ký"]


def test_a_sentence_without_end_is_read_up_to_a_limit_and_its_line_kept_whole() -> None:
    text = " ".join(f"chữ{place}" for place in range(200))
    (passage,) = sentences(one_line(text))
    assert (len(passage.sentence.split()), passage.line) == (90, text)


def test_a_paper_is_quoted_without_its_code_and_numbers() -> None:
    (passage,) = sentences(a_record(component_groups=(group("", (FORM, 1, 2)),)))
    assert (passage.kind, passage.line, passage.reference) == ("component_groups", FORM, at(FORM))


def test_what_is_no_prose_of_the_record_is_not_quoted() -> None:
    law = {"number": "1/2026/QH16", "title": "Luật về vật nuôi trong nhà"}
    record = a_record(legal_bases=(law,), handled_by=("Ủy ban nhân dân cấp xã",), results=("Giấy cho phép nuôi mèo",))
    assert said(record) == []


def test_every_sentence_belongs_to_a_line_of_its_record(cat: Procedure) -> None:
    found = list(sentences(cat))
    assert {passage.reference for passage in found} <= lines(cat)
    assert all(passage.sentence in passage.line for passage in found)


@given(st.text(max_size=200))
def test_any_line_is_cut_into_its_own_words(text: str) -> None:
    for passage in sentences(one_line(text)):
        assert passage.line == text
        assert set(passage.sentence.split()) <= set(text.split())


def test_guides_say_official_lines_in_everyday_words() -> None:
    told = views([cat_guide(), card_guide()])
    assert told[at(CHIP)] == ("Bé mèo phải bấm chip dưới gáy rồi",)
    assert "Mèo rừng không được nuôi." in told[at("Mèo rừng không được nuôi trong khu dân cư")]
    assert {"Giấy tiêm phòng", "vì sao"} <= set(told[at("Giấy tiêm phòng dại còn hạn của mèo")])


def test_a_view_is_read_as_the_line_that_it_stands_for(cat: Procedure) -> None:
    told = views([cat_guide()])
    (viewed,) = (passage for passage in sentences(cat, told) if "bấm chip" in passage.sentence)
    assert (viewed.reference, viewed.line, viewed.kind) == (at(CHIP), CHIP, "condition")


def test_our_words_are_marked_as_ours(cat: Procedure) -> None:
    ours = {passage.sentence for passage in sentences(cat, {at(CHIP): ("Bé mèo bấm chip",)}) if passage.own_words}
    assert ours == {"Bé mèo bấm chip"}


def test_of_two_lines_that_we_say_in_the_same_words_the_one_with_the_official_words_comes_first() -> None:
    young, old = "Mèo con dưới sáu tháng tuổi tiêm mũi đầu", "Mèo già trên mười tuổi tiêm nhắc lại"
    record = a_record(passages=passages("condition", young, old))
    shared = "Mèo mấy tuổi cũng phải chích ngừa"
    told = {at(line): [shared] for line in (young, old)}
    index = PassageIndex(retriever().signals.embedding, Weights({}, *by_coverage()), told)
    for line, question in ((young, "mèo con dưới sáu tháng chích ngừa"), (old, "mèo già trên mười tuổi chích ngừa")):
        assert index.read(question, record).passages[0].reference == at(line)


def test_rare_words_weigh_more() -> None:
    every = [a_record(passages=passages("step", f"Nộp tờ khai số {place}", "Nộp ảnh mới")) for place in range(3)]
    weight = rarity(every)
    assert weight["anh"] > weight["nop"] > 0
    assert weight["nop"] == round(math.log(1 + 6 / 6), 3)


def test_words_of_hardly_any_line_have_no_weight_of_their_own() -> None:
    every = [a_record(passages=passages("step", "Nộp tờ khai", f"Xem bảng chữ{place}")) for place in range(3)]
    assert "chu0" not in rarity(every)
    assert "chu0" in rarity(every, least=1)


def test_no_records_weigh_nothing() -> None:
    assert rarity([]) == {}


def test_an_unknown_word_weighs_as_much_as_the_rarest(cat: Procedure, index: PassageIndex) -> None:
    pairs, _ = index.pairs("khủng long bạo chúa", cat)
    beliefs, order = np.full(len(pairs), 0.5, dtype=np.float32), np.arange(len(pairs))
    rarest = max(index.weights.rarity.values())
    assert index.values("khủng long", pairs, beliefs, order, ())[6] == pytest.approx(2 * rarest / 30)


def test_what_is_known_of_the_procedure_is_no_detail(cat: Procedure, index: PassageIndex) -> None:
    pairs, _ = index.pairs("bấm chip", cat)
    beliefs, order = np.full(len(pairs), 0.5, dtype=np.float32), np.arange(len(pairs))
    assert index.values("bấm chip", pairs, beliefs, order, ("mèo bấm chip",))[6] == 0


def test_inputs_have_a_row_for_each_sentence(cat: Procedure, index: PassageIndex) -> None:
    pairs, found = index.pairs(CHIPPED, cat)
    assert pairs.shape == (len(found), PAIR_WIDTH)
    assert (pairs.dtype, len(found)) == (np.float32, len(list(sentences(cat, index.views))))
    order = np.arange(len(found))
    assert index.values(CHIPPED, pairs, np.zeros(len(found), dtype=np.float32), order, ()).shape == (WIDTH,)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("mèo có phải gắn thiết bị nhận dạng điện tử không", CHIP),
        ("meo co phai gan thiet bi nhan dang dien tu ko", CHIP),
        ("nhà nuôi quá ba con mèo được không", MOST),
        ("con thứ tư có phải có vườn rộng không", MOST),
        ("chủ vắng nhà quá mười ngày thì sao", LONG),
    ],
)
def test_the_line_that_says_it_comes_first(index: PassageIndex, cat: Procedure, question: str, line: str) -> None:
    found = index.read(question, cat)
    assert found.passages[0].reference == at(line)
    assert found.detail > 0.5
    assert found.said > 0.5


def test_of_a_long_line_the_answering_sentence_is_told_with_the_whole_line(index: PassageIndex, cat: Procedure) -> None:
    first = index.read("chủ vắng nhà quá mười ngày thì sao", cat).passages[0]
    assert (first.reference, first.line, first.sentence) == (at(LONG), LONG, AWAY)


def test_everyday_words_of_a_guide_lead_to_the_official_line(index: PassageIndex, cat: Procedure) -> None:
    first = index.read(CHIPPED, cat).passages[0]
    assert (first.reference, first.line) == (at(CHIP), CHIP)
    assert made(with_views=False).read(CHIPPED, cat).said < 0.5


def test_a_detail_that_no_line_says_is_not_believed_to_be_said(index: PassageIndex, cat: Procedure) -> None:
    assert index.read("mèo ăn cá hồi sống có sao không", cat).said < 0.5


def test_a_record_without_lines_says_nothing(index: PassageIndex) -> None:
    assert index.read(CHIPPED, a_record()) == Read()
    pairs, found = index.pairs(CHIPPED, a_record())
    assert (pairs.shape, found) == ((0, PAIR_WIDTH), ())


def test_a_record_with_one_sentence_is_read(index: PassageIndex) -> None:
    assert [passage.line for passage in index.read(CHIPPED, one_line(CHIP)).passages] == [CHIP]


def test_a_changed_record_of_the_same_day_is_read_anew(index: PassageIndex, cat: Procedure) -> None:
    index.read(CHIPPED, cat)
    changed = cat.model_copy(update={"passages": one_line("Mèo đeo vòng cổ màu đỏ").passages})
    assert index.read("mèo đeo vòng cổ màu đỏ", changed).passages[0].line == "Mèo đeo vòng cổ màu đỏ"


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(st.text(max_size=120), st.sampled_from([text for texts in ASKED.values() for text in texts])),
    st.sampled_from([CAT, DOG, CARD]),
)
def test_any_text_is_read_with_beliefs_between_0_and_1(question: str, code: str) -> None:
    record = records()[code]
    found = retriever().read_detail(question, record)
    beliefs = [passage.belief for passage in found.passages]
    assert all(0 <= belief <= 1 for belief in (found.detail, found.said, *beliefs))
    assert beliefs == sorted(beliefs, reverse=True)
    references = [passage.reference for passage in found.passages]
    assert 1 <= len(set(references)) == len(references) <= 3
    assert set(references) <= lines(record)


def test_a_procedure_that_is_not_in_the_release_is_not_read() -> None:
    assert retriever().read_detail(CHIPPED, a_record(procedure_code="9.999999")) == Read()


def test_saved_weights_read_the_same_once_loaded(tmp_path: Path, index: PassageIndex, cat: Procedure) -> None:
    index.weights.save(tmp_path)
    loaded = Weights.load(tmp_path)
    assert loaded.rarity == index.weights.rarity
    assert [array.dtype for array in (loaded.pair, loaded.decide, loaded.bias)] == [np.float32] * 3
    assert PassageIndex(index.embedding, loaded, index.views).read(CHIPPED, cat) == index.read(CHIPPED, cat)


def test_a_folder_without_weights_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="rarity"):
        Weights.load(tmp_path)
