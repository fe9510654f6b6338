"""A list carried from a kiosk."""

from channels.kiosk.carrying import Carried
from channels.rendering import plain
from channels.telegram.carried import shown
from tests.channels.rendering.messages import paper, papers_list

TOLD = papers_list(
    needed=[paper("Tờ khai", originals=1, form="Mẫu TK", replaced_by=["Mẫu điện tử"], why="Vì anh/chị khai ở nhà")],
    undecided=[paper("Giấy ủy quyền")],
)


def test_the_papers_stand_with_their_source_and_without_what_was_told() -> None:
    words = "\n".join(plain(shown(Carried.of(TOLD, "release")).blocks))
    assert "1. Tờ khai\n• Nộp: 1 bản chính, hồ sơ quốc gia không ghi số bản sao\n• Mẫu: Mẫu TK" in words
    assert "• Có thể thay bằng: Mẫu điện tử" in words
    assert "Chưa chắc (1)\n\n2. Giấy ủy quyền" in words
    assert "(tính đến 19/07/2026)" in words
    assert "khai ở nhà" not in words


def test_an_official_list_says_so() -> None:
    official = Carried.of(papers_list(official=True, receipt=""), "release")
    assert "Chưa có hướng dẫn riêng" in "\n".join(plain(shown(official).blocks))
