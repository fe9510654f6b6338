"""A small catalogue of our own making, about cats, dogs and a library, with guides and a real retriever over it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from transformers import BertConfig, BertModel, BertTokenizerFast

from knowledge.families.loading import Families
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.life_events.loading import LifeEvents
from knowledge.phrasings.loading import Ambiguous, Phrasing
from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Level, Procedure
from retriever import decision, ranker
from retriever.context import ContextDecider, by_similarity
from retriever.coverage import Coverage
from retriever.detail_training import by_coverage
from retriever.documents import Document, from_record
from retriever.echo import Echo
from retriever.embedding import Embedding
from retriever.engine import Retriever
from retriever.lexical_index import LexicalIndex
from retriever.passages import PassageIndex, Weights, rarity, views
from retriever.release import Parts
from retriever.signals import Indexes, SignalReader
from retriever.training import Trained, TrainingConfig, train
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

MARKET = {
    "gạo": "lúa xay", "muối": "hột mặn", "đường": "món ngọt", "dầu": "mỡ lỏng", "mắm": "nước chấm", "trà": "chè khô",
    "vải": "tấm may", "lụa": "tơ tằm", "giày": "dép kín", "nón": "mũ lá", "chiếu": "tấm cói", "mền": "chăn đắp",
    "đèn": "bóng sáng", "quạt": "máy gió", "bếp": "lò nấu", "nồi": "xoong nhôm", "dao": "lưỡi cắt", "kéo": "gọng xén",
    "bút": "viết mực", "vở": "tập giấy", "sách": "truyện in", "báo": "tờ tin", "tranh": "ảnh treo", "tượng": "hình tạc",
    "hoa": "bông tươi", "cây": "chậu xanh", "hạt": "giống ươm", "phân": "đồ bón", "cuốc": "đồ xới", "lưới": "đồ vớt",
    "thuyền": "ghe nhỏ", "xuồng": "vỏ lãi", "võng": "dây nằm", "ghế": "chỗ ngồi", "bàn": "mặt gỗ", "tủ": "hộc chứa",
    "gương": "kính soi", "lược": "răng chải", "đàn": "dây gảy", "trống": "mặt gõ",
}  # fmt: skip
"""What forty procedures are about: the official word and the everyday one."""
MARKET_FIELDS = ("Ăn uống", "Áo quần", "Nhà cửa", "Ruộng vườn")
MARKET_ASKED = (
    "xin bán {thing} ở chợ", "làm giấy bày {plain}", "muốn bán {plain} phải khai sao", "{thing} với {plain} khai ở đâu",
    "mở sạp {thing}", "giấy tờ để bán {plain}",
)  # fmt: skip

NOTHING = ("hôm nay trời mưa không", "kể chuyện cười nghe chơi", "con mèo nặng mấy ký")
VAGUE = ("làm giấy tờ", "tôi cần hỗ trợ")
AMBIGUOUS = (Ambiguous(text="làm giấy nuôi con vật", procedures=(CAT, DOG)),)


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


def a_document(name: str, *phrasings: str, code: str = "1.000001", **changes: Any) -> Document:
    """Return a document that is called `name` and asked for by `phrasings`."""
    made = Document(code, name, Level.COMMUNE, "Vật nuôi", (name,), phrasings, "", name, has_guide=False)
    return replace(made, **changes)


def market_code(thing: str) -> str:
    """Return the code of the procedure about `thing`."""
    return f"3.{list(MARKET).index(thing):06d}"


@cache
def market() -> tuple[Document, ...]:
    """Return forty documents of four fields; each thing has an official and an everyday word, and is asked for by both."""
    return tuple(
        a_document(
            f"Đăng ký bày bán {thing}",
            *(ask.format(thing=thing, plain=plain) for ask in MARKET_ASKED),
            code=market_code(thing),
            field=MARKET_FIELDS[place % len(MARKET_FIELDS)],
            context=f"Hàng hóa {thing}",
            text=f"Đăng ký bày bán {thing}. Người bán {thing} nộp tờ khai tại ban quản lý chợ trước khi bày hàng.",
        )
        for place, (thing, plain) in enumerate(MARKET.items())
    )


def small_training(made: Sequence[Document], **changes: Any) -> Trained:
    """Return a real embedding with prototypes, trained in about a second."""
    return train(made, replace(TrainingConfig(dimensions=32, steps=60, rarest_feature=1), **changes))


@cache
def market_training() -> Trained:
    """Return what is trained on the whole market."""
    return small_training(market())


def small_embedding(made: Sequence[Document]) -> Embedding:
    """Return a real embedding, trained in about a second."""
    return small_training(made, steps=40).embedding


def hub_model(folder: Path) -> Path:
    """Save a static model over plain words, randomly initialised, in the hub's folder format; return `folder`."""
    torch.manual_seed(1)
    words = {text for item in market() for text in item.said.split()}
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(["?", *sorted(words)])}, unk_token="?"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    return _saved([StaticEmbedding(tokenizer, embedding_dim=48)], folder)


def small_bert(folder: Path) -> Path:
    """Save a tiny BERT with mean pooling, randomly initialised, in the hub's folder format; return `folder`."""
    torch.manual_seed(1)
    bare = folder / "bare"
    bare.mkdir()
    words = sorted({text.lower() for item in market() for text in item.said.split()})
    (bare / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]), encoding="utf-8")
    BertTokenizerFast(vocab=str(bare / "vocab.txt"), strip_accents=False).save_pretrained(bare)
    shape = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words) + 5, max_position_embeddings=64, **shape)).save_pretrained(bare)
    transformer = Transformer(str(bare))
    return _saved([transformer, Pooling(32)], folder / "model")


def _saved(modules: list[Any], folder: Path) -> Path:
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def reader_over(
    made: Sequence[Document], others: Unanswerable | None = None, trained: Trained | None = None
) -> SignalReader:
    """Return a real reader of signals with real indexes over `made`."""
    learned = trained or small_training(made)
    indexes = Indexes(
        VectorIndex.build(learned.embedding, entries(made, others or Unanswerable())),
        learned.prototypes,
        LexicalIndex.build([" ".join(document.names) for document in made]),
        LexicalIndex.build([document.said for document in made]),
        LexicalIndex.build([document.text for document in made]),
    )
    return SignalReader(made, learned.embedding, indexes)


@cache
def retriever(*left_out: str) -> Retriever:
    """Return a real retriever over the small catalogue; too little to learn from, so hand-set weights decide."""
    told = {code: record for code, record in records().items() if code not in left_out}
    guides = {CAT: cat_guide(), CARD: card_guide()}
    made = documents(told, guides)
    reader = reader_over(made, trained=small_training(made, steps=40))
    weights = Weights(rarity(told.values(), least=1), *by_coverage())
    reading = PassageIndex(reader.embedding, weights, views(guides.values()))
    return Retriever(made, reader, ranker.by_similarity(), decision.by_similarity(), by_similarity(), (), reading)


def small_parts(**changes: Any) -> Parts:
    """Return what a release over the small catalogue holds."""
    made = retriever()
    parts = Parts(
        documents=made.documents,
        others=Unanswerable(NOTHING, VAGUE, AMBIGUOUS),
        guides=Guides({CAT: cat_guide(), CARD: card_guide()}),
        families=Families(()),
        life_events=LifeEvents({}),
        embedding=made.signals.embedding,
        indexes=reader_over(made.documents, Unanswerable(NOTHING, VAGUE, AMBIGUOUS)).indexes,
        coverage=made.signals.coverage,
        echo=made.signals.echo,
        ranker=made.ranker,
        decider=made.decider,
        context=made.context,
        details=made.passages.weights if made.passages else Weights({}, *by_coverage()),
        aspects=made.aspects,
        two=made.two,
    )
    changed = replace(parts, **changes)
    coverage = Coverage.build(changed.documents)
    return replace(changed, coverage=coverage, echo=Echo.build(coverage.words, changed.indexes.vectors.items))


def always(bias: NDArray[np.float32]) -> ContextDecider:
    """Return a context decider that says the same of every message: what `bias`, shape (3,), likes best."""
    made = by_similarity()
    return replace(made, of_numbers=np.zeros_like(made.of_numbers), bias=bias)
