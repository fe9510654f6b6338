"""Reports of papers that a desk asked for besides, on both stores."""

from bot.conversations.masking import DOTS
from eval.console.asked_papers import AskedPaper, AskedPapers
from knowledge.database import Sessions


def asked(receipt: str = "1A2B3C4D5E", paper: str = "Giấy xác nhận cư trú", note: str = "") -> AskedPaper:
    return AskedPaper(receipt, "1.001193", "letter", paper, note, "lan")


def test_a_report_is_tied_to_its_list_procedure_and_paper(database: Sessions) -> None:
    papers = AskedPapers(database)
    number = papers.report(asked(note="Quầy nói theo quy chế."))
    (kept,) = papers.all()
    assert (kept.number, kept.receipt, kept.procedure_code) == (number, "1A2B3C4D5E", "1.001193")
    assert (kept.component_code, kept.paper, kept.reported_by) == ("letter", "Giấy xác nhận cư trú", "lan")
    assert kept.note == "Quầy nói theo quy chế."
    assert kept.reported_at


def test_reports_come_newest_first_and_of_one_list_alone(database: Sessions) -> None:
    papers = AskedPapers(database)
    numbers = [papers.report(asked(receipt)) for receipt in ("AAAA", "BBBB", "AAAA")]
    assert [one.number for one in papers.all()] == numbers[::-1]
    assert [one.number for one in papers.all("AAAA")] == [numbers[2], numbers[0]]
    assert papers.all("CCCC") == []


def test_personal_numbers_become_dots(database: Sessions) -> None:
    papers = AskedPapers(database)
    papers.report(asked(paper="giấy của 0912345678", note="căn cước 092201001234"))
    (kept,) = papers.all()
    assert kept.paper == f"giấy của {DOTS}"
    assert kept.note == f"căn cước {DOTS}"
