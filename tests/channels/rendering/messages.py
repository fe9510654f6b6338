"""Any message at all, for property tests, and small ones made by hand."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.answers.messages import (
    ChecklistItem,
    ChecklistMessage,
    ChoiceOption,
    ChoicesMessage,
    DossierMessage,
    HandoffMessage,
    Line,
    OfficeMessage,
    ProcedureMessage,
    Source,
    TextMessage,
)

DAY = date(2026, 7, 19)
RECORD = Source(title="Hồ sơ quốc gia 1.001193", url="https://dichvucong.gov.vn/x")
CITY = Source(title="Quyết định của thành phố", decision_number="45/QĐ-UBND")
TYPES = (TextMessage, ChoicesMessage, ProcedureMessage, ChecklistMessage, DossierMessage, OfficeMessage, HandoffMessage)

st.register_type_strategy(ChoiceOption, st.builds(ChoiceOption, id=st.text("abcXYZ019_-", min_size=12, max_size=32)))
any_message = st.one_of(*(st.from_type(kind) for kind in TYPES))


def line(text: str, source: Source = RECORD, **more: Any) -> Line:
    return Line(text=text, source=source, as_of=DAY, **more)


def paper(name: str, **more: Any) -> ChecklistItem:
    told = {"component_code": f"code of {name}", "id": name, "source": RECORD, "as_of": DAY}
    return ChecklistItem(name=name, **{**told, **more})


def papers_list(**more: Any) -> ChecklistMessage:
    told: dict[str, Any] = {
        "procedure_code": "1.001193",
        "name": "Khai sinh",
        "title": "Giấy tờ cần cho: Khai sinh",
        "complete": True,
        "needed": [paper("Tờ khai", originals=1, copies=0), paper("Giấy chứng sinh", originals=1)],
        "receipt": "DA85CC1E8B",
        "source": RECORD,
        "as_of": DAY,
    }
    return ChecklistMessage(**{**told, **more})


def choices(*labels: str, **more: Any) -> ChoicesMessage:
    options = [ChoiceOption(id=f"choice-{number:05}", label=label) for number, label in enumerate(labels)]
    return ChoicesMessage(text="Anh/chị chọn gì?", choices=options, **more)
