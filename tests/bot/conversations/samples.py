"""Replies and lists of our own making."""

from datetime import date
from typing import Any

from bot.answers.chat import ChatReply
from bot.answers.messages import (
    AnsweredFact,
    ChecklistItem,
    ChecklistMessage,
    Decision,
    LegalReference,
    Line,
    Source,
    TextMessage,
)
from bot.conversations.store import Conversations, Pending, new_turn_id

NUMBER = "1A2B3C4D5E"
OWNER = "the owner's secret"
DAY = date(2026, 7, 19)
SOURCE = Source(title="Hướng dẫn Một Cửa theo thủ tục 1.001193", procedure_code="1.001193")


def paper(paper_id: str, name: str, **changes: Any) -> ChecklistItem:
    """Return one paper of a list."""
    return ChecklistItem(component_code=paper_id, id=paper_id, name=name, source=SOURCE, as_of=DAY, **changes)


def told(**changes: Any) -> ChecklistMessage:
    """Return a finished list with everything that a list can have."""
    form = paper("form", "Tờ khai", originals=1, copies=2, form="Mẫu 01", why="Để ghi sổ.", check=["Đúng mẫu."])
    law = LegalReference(number="123/2015/NĐ-CP", article="Điều 9")
    proof = paper("proof", "Giấy chứng sinh", replaced_by=["bản điện tử"], legal_bases=[law], action="present")
    facts = [
        AnsweredFact(fact="place", question="Sanh ở đâu?", answer="Ở nhà"),
        AnsweredFact(fact="who", question="Ai đi nộp?", answer="Không biết", sure=False),
    ]
    fields: dict[str, Any] = {
        "procedure_code": "1.001193",
        "name": "Đăng ký khai sinh",
        "title": "Giấy tờ cần cho: Đăng ký khai sinh",
        "complete": False,
        "facts": facts,
        "needed": [form, proof],
        "not_needed": [paper("letter", "Giấy ủy quyền", why="Tự đi nộp.")],
        "undecided": [paper("witness", "Văn bản người làm chứng")],
        "notes": [Line(text="Có câu chưa chắc.", source=SOURCE, as_of=DAY)],
        "receipt": NUMBER,
        "source": SOURCE,
        "as_of": DAY,
    }
    return ChecklistMessage(**(fields | changes))


def reply(text: str = "Dạ", decision: Decision = Decision.DIALOGUE, **fields: Any) -> ChatReply:
    """Return a reply of one sentence."""
    made: dict[str, Any] = {"turn_id": new_turn_id(), "decision": decision, "messages": [TextMessage(text=text)]}
    return ChatReply(**(made | fields))


def taken(conversations: Conversations, key: str, given: ChatReply, channel: str = "web") -> str:
    """Take one turn of a conversation with this reply; return its id."""
    pending = Pending(turn_id=given.turn_id)
    conversations.begin(conversations.open(key, OWNER), channel, OWNER, pending)
    conversations.finish(key, pending.model_copy(update={"reply": given.model_dump_json()}), None)
    return given.turn_id
