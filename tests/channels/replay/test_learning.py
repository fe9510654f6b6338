"""What is learned from a reply, of real replies."""

from tests.channels.replay.application import Application
from tests.channels.replay.choosing import everything
from tests.channels.replay.learning import Fact, decided, learned
from tests.channels.replay.playing import written


def test_a_list_tells_each_paper_in_its_list_and_how_many(application: Application) -> None:
    birth = next(one for one in everything() if one["id"] == "khai-sinh-benh-vien")
    facts = learned(written(birth, application).turns[-1][1])
    assert sum(fact.kind == "needed" for fact in facts) == 4
    assert sum(fact.kind == "not_needed" for fact in facts) > 5
    assert Fact("detail", "Giấy chứng sinh Nộp: 1 bản chính") in facts
    assert any(fact.kind == "source" and "1.001193" in fact.text for fact in facts)


def test_fees_and_times_are_facts_of_their_own(application: Application) -> None:
    asking = {"id": "a", "kind": "a", "turns": [{"say": "đăng ký tạm trú phí bao nhiêu, mấy ngày xong"}]}
    ((_, reply),) = written(asking, application).turns
    kinds = {fact.kind for fact in learned(reply)}
    assert {"fee", "time", "procedure"} <= kinds
    assert Fact("decision", "1.004194") in decided(reply)


def test_a_proved_look_up_tells_status_and_days(application: Application) -> None:
    look_up = next(one for one in everything() if one["id"] == "tra-ho-so-that")
    (_, (_, reply)) = written(look_up, application).turns
    told = [fact.text for fact in learned(reply) if fact.kind == "dossier"]
    assert "Đang xử lý" in told
    assert any(text.count("/") == 2 for text in told)
