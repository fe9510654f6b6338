"""Telex and VNI against a reference list, every syllable of our phrasings, and free text; all in one page, in bulk."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from knowledge.settings import ROOT
from tests.conftest import Server

REFERENCE = [
    line.split("\t")
    for line in Path(__file__).with_name("words.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
MARKS = {"\u0302": ("", "6"), "\u0306": ("w", "8"), "\u031b": ("w", "7")}
TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"[aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]{1,3}(ch|ng|nh|[cmnpt])?"
)
UNTYPED = {"kiốt", "đuợc", "ngừoi"}
"""No Vietnamese syllables: people write "ki ốt", and the second is "được" typed in a hurry."""
OFTEN = 20
"""A tone on the wrong letter, as people in a hurry write, stands there less often."""


@pytest.fixture(scope="module")
def typist(browser: Browser, staffed_server: Server) -> Iterator[Page]:
    """A page that offers the composition as `typed(method, style, texts)`."""
    page = browser.new_page()
    page.goto(f"{staffed_server.url}/kiosk/health")
    page.evaluate(
        """async () => {
          const { typed } = await import("/static/kiosk/typing/composition.js");
          const methods = await import("/static/kiosk/typing/methods.js");
          const { pieces } = await import("/static/kiosk/aloud.js");
          const { parseScan } = await import("/static/kiosk/scans.js");
          window.typed = (method, style, all) => all.map((keys) => typed(keys, methods[method], style));
          Object.assign(window, { pieces, parseScan });
        }"""
    )
    yield page
    page.close()


def typed(page: Page, keys: list[str], method: str = "TELEX", style: str = "new") -> list[str]:
    """Type each of `keys` from nothing; return what stands there."""
    found: list[str] = page.evaluate("([method, style, keys]) => typed(method, style, keys)", [method, style, keys])
    return found


def test_the_reference_is_large_and_says_each_way_once() -> None:
    assert len(REFERENCE) > 250
    assert len({tuple(row) for row in REFERENCE}) == len(REFERENCE)
    assert all(len(row) == 4 for row in REFERENCE)


@pytest.mark.parametrize(("method", "column"), [("TELEX", 2), ("VNI", 3)])
@pytest.mark.parametrize(("style", "wanted"), [("new", 0), ("old", 1)])
def test_every_word_of_the_reference_is_composed(
    typist: Page, method: str, column: int, style: str, wanted: int
) -> None:
    found = typed(typist, [row[column] for row in REFERENCE], method, style)
    wrong = [
        (row[column], shown, row[wanted]) for row, shown in zip(REFERENCE, found, strict=True) if shown != row[wanted]
    ]
    assert wrong == []


@pytest.mark.parametrize(("method", "way"), [("TELEX", 0), ("VNI", 1)])
def test_every_syllable_that_citizens_write_can_be_typed(typist: Page, method: str, way: int) -> None:
    syllables = sorted(written_syllables())
    assert len(syllables) > 1500
    found = zip(syllables, typed(typist, [keys(one, way) for one in syllables], method), strict=True)
    wrong = [(syllable, shown) for syllable, shown in found if plain_style(shown) != plain_style(syllable)]
    assert wrong == []


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("aaa", "aa"),
        ("aaaa", "aaa"),
        ("ooo", "oo"),
        ("eee", "ee"),
        ("ddd", "dd"),
        ("ww", "w"),
        ("www", "ww"),
        ("aww", "aw"),
        ("uww", "uw"),
        ("uoww", "uow"),
        ("tww", "tw"),
        ("ass", "as"),
        ("asss", "ass"),
        ("maff", "maf"),
        ("sooocs", "soóc"),
        ("hosz", "ho"),
        ("hoz", "hoz"),
        ("muaswf", "mừa"),
        ("asf", "à"),
    ],
)
def test_a_key_pressed_twice_is_taken_literally(typist: Page, keys: str, shown: str) -> None:
    assert typed(typist, [keys]) == [shown]


@pytest.mark.parametrize(
    ("keys", "shown"), [("a66", "a6"), ("a11", "a1"), ("d99", "d9"), ("u77", "u7"), ("a88", "a8"), ("ho10", "ho")]
)
def test_a_digit_pressed_twice_is_taken_literally(typist: Page, keys: str, shown: str) -> None:
    assert typed(typist, [keys], "VNI") == [shown]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("tieengs<", "tiến"),
        ("tieengs<<", "tiế"),
        ("tieengs<<<", "tí"),
        ("tieengs<<<<", "t"),
        ("dd<", ""),
        ("aaa<", "a"),
        ("dduowc<<", "đư"),
        ("nghif<<", "ng"),
        ("s<<<", ""),
        ("uow<n", "un"),
    ],
)
def test_backspace_takes_back_one_letter_with_its_marks(typist: Page, keys: str, shown: str) -> None:
    assert typed(typist, [keys]) == [shown]


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("VNeID", "VNeID"),
        ("H13.12-250701-0001", "H13.12-250701-0001"),
        ("1.001193", "1.001193"),
        ("email", "email"),
        ("tooi teen laf Haf", "tôi tên là Hà"),
        ("CCCD 079", "CCCD 079"),
        ("", ""),
    ],
)
def test_numbers_codes_and_what_is_no_syllable_stay_as_typed(typist: Page, keys: str, shown: str) -> None:
    assert typed(typist, [keys]) == [shown]


def test_plain_letters_stay_plain(typist: Page) -> None:
    assert typed(typist, ["dang ky khai sinhs aa ww"], "PLAIN") == ["dang ky khai sinhs aa ww"]


@given(texts=st.lists(st.text(max_size=30), max_size=20), method=st.sampled_from(["TELEX", "VNI", "PLAIN"]))
def test_whatever_is_typed_nothing_breaks_and_no_key_makes_more_than_one_letter(
    typist: Page, texts: list[str], method: str
) -> None:
    for keys_, shown in zip(texts, typed(typist, texts, method), strict=True):
        assert len(shown) <= len(keys_.encode("utf-16-le")) // 2


@given(words=st.lists(st.sampled_from([row[2] for row in REFERENCE]), min_size=1, max_size=8))
def test_a_sentence_is_its_words(typist: Page, words: list[str]) -> None:
    assert typed(typist, [" ".join(words)]) == [" ".join(typed(typist, words))]


def test_text_that_is_read_aloud_is_cut_at_sentences_and_never_too_long(typist: Page) -> None:
    text = "Một câu ngắn. " * 30 + "dài " * 300 + "x" * 900
    found: list[str] = typist.evaluate("(text) => pieces(text, 200)", text)
    assert max(map(len, found)) <= 200
    assert found[0].endswith("ngắn.")
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


IDENTITY = "092300007391|362500000|Nguyễn Thị Bịa|01011990|Nữ|12 Ấp Không Có, Xã Không Có, Cần Thơ|25042021"


@pytest.mark.parametrize(
    ("scanned", "kind", "value"),
    [
        (IDENTITY, "identity", "092300007391"),
        ("092300007391||Nguyen Thi Bia|01011990|Nu|Ap Khong Co|25042021|||", "identity", "092300007391"),
        ("092300007391", "identity", "092300007391"),
        ("H13.12-250701-0001", "dossier", "H13.12-250701-0001"),
        ("000.00.04.h51-200221-0001", "dossier", "000.00.04.H51-200221-0001"),
        ("https://dichvucong.gov.vn/tra-cuu?mahoso=H13.12-250701-0001", "dossier", "H13.12-250701-0001"),
        ("https://example.org/?q=H13.12%2D250701%2D00012&x=1", "dossier", "H13.12-250701-00012"),
        ("da85cc1e8b", "receipt", "DA85CC1E8B"),
        ("Nguyễn Thị Bịa|092300007391", "unknown", ""),
        ("12|H13.12-250701-0001|Nguyễn", "unknown", ""),
        ("8934563138165", "unknown", ""),
        ("%E0%A4%A", "unknown", ""),
        ("", "unknown", ""),
    ],
)
def test_of_a_scan_only_the_number_or_the_code_is_taken(typist: Page, scanned: str, kind: str, value: str) -> None:
    assert scan(typist, scanned) == {"kind": kind, "value": value}


@given(names=st.lists(st.text(alphabet=st.characters(blacklist_characters="|"), max_size=40), min_size=1, max_size=7))
def test_nothing_behind_the_number_of_an_identity_card_leaves_the_parser(typist: Page, names: list[str]) -> None:
    assert scan(typist, "|".join(["092300007391", *names])) == {"kind": "identity", "value": "092300007391"}


def scan(page: Page, scanned: str) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("(text) => parseScan(text)", scanned)
    return found


def written_syllables() -> set[str]:
    """Return every Vietnamese syllable with a mark that stands in our phrasings time and again; rare ones may be slips."""
    texts = " ".join(path.read_text("utf-8") for path in (ROOT / "knowledge/phrasings").rglob("*.yml"))
    words = Counter(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", texts).lower()))
    often = (word for word, count in words.items() if count >= OFTEN and not word.isascii())
    return {word for word in often if SYLLABLE.fullmatch(word)} - UNTYPED


def keys(word: str, way: int) -> str:
    """Return what is typed for a word: marks at once, the tone at the end. `way`: 0 Telex, 1 VNI."""
    written, tone = "", ""
    for char in word:
        base, *signs = unicodedata.normalize("NFD", char.replace("đ", "d"))
        # A real "oo", as in "xe goòng", takes a third o to be taken literally.
        written += "o" if way == 0 and base == "o" and written.endswith("o") else ""
        written += base + (("d", "9")[way] if char == "đ" else "")
        for sign in signs:
            if sign in TONES:
                tone = TONES[sign][way]
            else:
                written += MARKS[sign][way] or base
    return written + tone


def plain_style(word: str) -> tuple[str, Any]:
    """Return a word in a form that does not tell where the tone stands."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if char not in TONES), sorted(char for char in parts if char in TONES)
