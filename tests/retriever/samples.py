"""A small catalogue of our own making, about cats, dogs and a library, with guides and a real retriever over it."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from knowledge.guides.models import Guide
from knowledge.phrasings.loading import Phrasing
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Procedure
from retriever import decision, ranker
from retriever.context import by_similarity
from retriever.detail_training import by_coverage
from retriever.documents import Document, from_record
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.lexical_index import LexicalIndex
from retriever.passages import PassageIndex, Weights, rarity, views
from retriever.signals import SignalReader
from retriever.training import TrainingConfig, train
from retriever.vector_index import Unanswerable, VectorIndex, entries
from tests.knowledge.guides.samples import component, fact
from tests.knowledge.guides.samples import guide as plain_guide
from tests.knowledge.procedures.samples import a_record, group

CAT, DOG, CARD, RENEWAL = "1.000001", "1.000002", "1.000004", "1.000005"
FORM, VACCINE = "Tờ khai nuôi mèo theo mẫu", "Giấy tiêm phòng dại còn hạn của mèo"
CHIP = "Con vật đã gắn thiết bị nhận dạng điện tử dưới da"
MOST = "Mỗi nhà nuôi không quá ba con mèo; con thứ tư phải có vườn rộng"
WILD = "Mèo rừng không được nuôi trong khu dân cư"
LONG = " ".join(
    [
        *(f"Quy định chung số {place} về chuồng trại, thức ăn và nước uống của vật nuôi." for place in range(1, 7)),
        "Chủ vắng nhà quá mười ngày thì gửi con vật cho trạm thú y giữ hộ.",
        *(f"Quy định khác số {place} về tiếng ồn, mùi hôi và rác thải của vật nuôi." for place in range(1, 7)),
    ]
)
"""One official line of many sentences, longer than what is quoted whole."""
AWAY = "Chủ vắng nhà quá mười ngày thì gửi con vật cho trạm thú y giữ hộ."
ASKED = {
    CAT: ("làm giấy nuôi mèo", "xin phép nuôi mèo trong nhà", "khai báo con mèo mới nuôi"),
    DOG: ("làm giấy nuôi chó", "xin phép nuôi chó giữ nhà"),
    CARD: ("làm thẻ mượn sách", "xin thẻ thư viện cho con", "muốn vô thư viện đọc sách"),
    RENEWAL: ("thẻ thư viện hết hạn", "gia hạn thẻ mượn sách"),
}


def at(text: str, code: str = CAT) -> str:
    """Return the reference of an official line by its text."""
    return f"{code}#{line_id(text)}"


def passages(kind: str, *texts: str) -> list[dict[str, str]]:
    """Return lines of one kind as a record holds them."""
    return [{"line": line_id(text), "kind": kind, "text": text} for text in texts]


def records() -> dict[str, Procedure]:
    """Return the records by code."""
    way = {"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": 20000}]}
    cat = a_record(
        procedure_code=CAT,
        name="Đăng ký nuôi mèo",
        field="Vật nuôi",
        methods=[way, {"method": "online"}],
        component_groups=(group("", (FORM, 1, 0), (VACCINE, 0, 1)),),
        passages=passages("step", "Người nuôi mèo nộp tờ khai tại quầy")
        + passages("condition", CHIP, MOST, WILD, LONG),
    )
    dog = a_record(
        procedure_code=DOG,
        name="Đăng ký nuôi chó",
        field="Vật nuôi",
        methods=[way],
        component_groups=(group("", ("Tờ khai nuôi chó theo mẫu", 1, 0)),),
        passages=passages("condition", "Chó ra đường phải đeo rọ mõm và có người dắt"),
    )
    card = a_record(
        procedure_code=CARD,
        name="Cấp thẻ thư viện",
        field="Thư viện",
        methods=[way],
        component_groups=(group("", ("Phiếu xin cấp thẻ thư viện", 1, 0), ("Ảnh chân dung cỡ nhỏ", 2, 0)),),
        passages=passages("condition", "Trẻ em dưới sáu tuổi đọc sách cùng người lớn"),
    )
    renewal = a_record(
        procedure_code=RENEWAL,
        name="Gia hạn thẻ thư viện",
        field="Thư viện",
        methods=[way],
        component_groups=(group("", ("Thẻ thư viện đã hết hạn", 1, 0)),),
    )
    return {record.procedure_code: record for record in (cat, dog, card, renewal)}


def cat_guide(**changes: Any) -> Guide:
    """Return the guide of `CAT`: adult cats need a vaccination, wild ones are refused."""
    breed, age = fact("breed", "house", "wild"), fact("age", "kitten", "adult")
    breed["choices"][1]["refusal"] = {"because": "Mèo rừng không được nuôi.", "seen_in": [at(WILD)]}
    papers = [
        component("form", name="Tờ khai nuôi mèo", originals=1, seen_in=[at(FORM)]),
        component("identity", name="Căn cước của chủ", action="present", originals=1, copies=1, seen_in=[at(FORM)]),
        component("vaccination", {"age": "adult"}, name="Giấy tiêm phòng", copies=1, seen_in=[at(VACCINE)]),
    ]
    made = {"plain_name": "Khai báo nuôi mèo", "facts": [breed, age], "components": papers}
    summary = {"text": "Có mèo thì phải khai báo", "seen_in": [at(FORM)]}
    chip = {"text": "Bé mèo phải bấm chip dưới gáy rồi", "seen_in": [at(CHIP)]}
    return Guide.model_validate(plain_guide(**{**made, "summary": summary, "conditions": [chip], **changes}))


def card_guide(**changes: Any) -> Guide:
    """Return the guide of `CARD`: no questions."""
    slip = at("Phiếu xin cấp thẻ thư viện", CARD)
    papers = [
        component("slip", name="Phiếu xin thẻ", originals=1, seen_in=[slip]),
        component("owner", name="Thẻ căn cước", action="present", originals=1, copies=2, seen_in=[slip]),
    ]
    made = {"procedure_code": CARD, "plain_name": "Làm thẻ thư viện", "facts": [], "components": papers}
    return Guide.model_validate(plain_guide(**{**made, "summary": {"text": "Thẻ", "seen_in": [slip]}, **changes}))


def documents(told: Mapping[str, Procedure], guides: Mapping[str, Guide]) -> list[Document]:
    """Return the searched documents of records."""
    return [
        from_record(record, guides.get(code), [Phrasing(text, code, "") for text in ASKED.get(code, ())])
        for code, record in told.items()
    ]


def small_embedding(made: Sequence[Document]) -> Embedding:
    """Return a real embedding, trained in about a second."""
    return train(made, TrainingConfig(dimensions=32, steps=40, rarest_feature=1))


@cache
def retriever(*left_out: str) -> Retriever:
    """Return a real retriever over the small catalogue; too little to learn from, so hand-set weights decide."""
    told = {code: record for code, record in records().items() if code not in left_out}
    guides = {CAT: cat_guide(), CARD: card_guide()}
    made = documents(told, guides)
    embedding = small_embedding(made)
    names = LexicalIndex.build([" ".join(document.names) for document in made])
    texts = LexicalIndex.build([document.text for document in made])
    vectors = VectorIndex.build(embedding, entries(made, Unanswerable()))
    reader = SignalReader(made, embedding, vectors, names, texts)
    weights = Weights(rarity(told.values(), least=1), *by_coverage())
    reading = PassageIndex(embedding, weights, views(guides.values()))
    return Retriever(made, reader, ranker.by_similarity(), decision.by_similarity(), by_similarity(), (), reading)
