"""The traps of the real snapshot, as the data's README lists them, one test each, and nothing lost on the way in."""

import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.procedures.amounts import amount_in_words
from knowledge.procedures.durations import duration_in_words
from knowledge.procedures.errors import ProcedureNotFoundError
from knowledge.procedures.models import Level, Method, Procedure
from knowledge.procedures.parts import Part
from knowledge.vietnamese.folding import fold
from tests.catalogue import TEXT_ARCHIVE, need
from tests.knowledge.procedures.conftest import Imported, as_read

NO_FEE = "Không có thông tin"
_METHODS = re.compile(r"^Cách thức thực hiện:(.*?)^Thành phần hồ sơ:", re.MULTILINE | re.DOTALL)
_FEE = re.compile(
    r"^    Phí, lệ phí: ?(.*(?:\n(?!    (?:Mô tả|Thời hạn giải quyết|Phí, lệ phí):|  \* Hình thức).*)*)", re.MULTILINE
)
_TIME = re.compile(r"^    Thời hạn giải quyết: ?(.*)$", re.MULTILINE)
_PLAIN_TIME = re.compile(r"(?:[\d.,]+ ?)?(?:OTHER|WORKING_DAY|DAY|HOUR|MONTH|YEAR|MINUTE|ngày)?")
_QUANTITY = re.compile(r"Số lượng: Bản chính: (\d+), Bản sao: (\d+)")


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The raw text files by procedure code."""
    need(TEXT_ARCHIVE)
    return dict(_raw_texts(TEXT_ARCHIVE))


def _raw_texts(source: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(source) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content and member.name.endswith(".txt"):
                yield member.name.rsplit("/", 1)[-1].removesuffix(".txt"), content.read().decode("utf-8-sig")


@pytest.fixture(scope="session")
def parts(national_parts: list[Part]) -> dict[str, Part]:
    """What the importer made of each text file, by procedure code."""
    return {part.procedure_code: as_read(part) for part in national_parts if part.kind == "text"}


@pytest.fixture(scope="session")
def details(national_parts: list[Part]) -> dict[str, Part]:
    """What the importer made of each raw answer, by procedure code."""
    return {part.procedure_code: as_read(part) for part in national_parts if part.kind == "detail"}


def commune(offered: list[Procedure]) -> list[Procedure]:
    return [procedure for procedure in offered if procedure.level is Level.COMMUNE]


def fees_told(raw: str) -> list[str]:
    found = _METHODS.search(raw)
    lines = [line.strip() for line in _FEE.findall(found[1])] if found else []
    return [line for line in lines if line != NO_FEE and words(line)]


def words(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def kept_words(part: Part) -> str:
    methods = part.fields["methods"]
    return words(
        " ".join([method.time.text for method in methods] + [fee.text for method in methods for fee in method.fees])
    )


# Trap 1: a fee of zero


def test_zero_without_a_word_is_never_free(offered: list[Procedure]) -> None:
    fees = [fee for procedure in offered for method in procedure.methods for fee in method.fees]
    silent = [fee for fee in fees if not fee.text and fee.amount is None]
    assert len(silent) > 1000
    assert not [fee for fee in fees if fee.amount == 0 and not fee.text]


def test_birth_registration_has_an_unknown_fee(national: Imported) -> None:
    methods = national.catalogue.get("1.001193").methods
    assert {fee.amount for method in methods for fee in method.fees} == {None}


def test_a_fee_that_the_local_council_sets_is_unknown_with_its_words(offered: list[Procedure]) -> None:
    told = [
        procedure
        for procedure in commune(offered)
        if any(
            "hoi dong nhan dan" in fold(fee.text) or "hdnd" in fold(fee.text)
            for m in procedure.methods
            for fee in m.fees
        )
    ]
    assert len(told) >= 60
    local = [
        fee for procedure in told for method in procedure.methods for fee in method.fees if "hoi dong" in fold(fee.text)
    ]
    assert 0 not in {fee.amount for fee in local}


def test_no_waiver_is_read_out_of_a_note_with_an_end_date(offered: list[Procedure]) -> None:
    free = [(p.procedure_code, fee.text) for p in offered for m in p.methods for fee in m.fees if fee.amount == 0]
    assert [code for code, text in free if re.search(r"đến (?:hết )?(?:ngày )?\d", text)] == []


def test_dollars_are_not_printed_as_dong(offered: list[Procedure]) -> None:
    fees = [fee.amount for procedure in offered for method in procedure.methods for fee in method.fees if fee.amount]
    assert min(fees) >= 500


# Trap 2: the unit OTHER, the few portal codes, the few articles


def test_the_unit_other_is_never_a_time_where_the_text_names_none(
    texts: dict[str, str], parts: dict[str, Part]
) -> None:
    unresolved = [
        code for code, text in texts.items() if re.search(r"Thời hạn giải quyết: [\d.,]* ?OTHER$", text, re.MULTILINE)
    ]
    assert len(unresolved) > 400
    for code in unresolved:
        methods = parts[code].fields["methods"]
        unread = [method for method in methods if not method.time.known]
        in_words = [method for method in methods if method.time.known and duration_in_words(method.time.text)]
        assert unread or in_words, code


def test_times_in_words_are_read_in_few_records(offered: list[Procedure]) -> None:
    unknown = [method for record in offered for method in record.methods if not method.time.known]
    assert 1200 < len(unknown) < 1320


def test_the_time_of_birth_registration_is_resolved_from_its_cases(national: Imported) -> None:
    methods = national.catalogue.get("1.001193").methods
    assert {method.method: (method.time.quantity, method.time.unit) for method in methods} == dict.fromkeys(
        Method, (1, "working_day")
    )


def test_ninety_nine_offered_records_have_portal_component_codes(offered: list[Procedure]) -> None:
    coded = [p for p in offered if any(item.component_code != item.line for item in p.components)]
    assert len(coded) == 99


def test_a_paper_without_a_portal_code_is_keyed_by_its_line(parts: dict[str, Part]) -> None:
    papers = [item for part in parts.values() for group in part.fields["component_groups"] for item in group.components]
    assert all(item.component_code == item.line for item in papers)


def test_few_records_name_an_article(offered: list[Procedure]) -> None:
    naming = [p for p in offered if any(law.article for law in p.legal_bases)]
    assert 0 < len(naming) < 200


def test_an_article_is_kept_wherever_the_record_names_one(offered: list[Procedure]) -> None:
    named = re.compile(r"\bĐiều\s+\d", re.IGNORECASE)
    lost = [
        (procedure.procedure_code, law.number)
        for procedure in offered
        for law in procedure.legal_bases
        if (named.search(law.title) or named.search(law.number)) and not law.article
    ]
    assert lost == []


# Trap 3: notes among the papers


def test_one_row_in_eighteen_is_a_note_and_none_is_dropped(texts: dict[str, str], parts: dict[str, Part]) -> None:
    raw = Counter(found == ("0", "0") for text in texts.values() for found in _QUANTITY.findall(text))
    read = Counter(
        item.is_note
        for part in parts.values()
        for group in part.fields["component_groups"]
        for item in group.components
    )
    assert read == raw
    assert raw[True] / raw.total() == pytest.approx(0.056, abs=0.001)


def test_a_note_that_says_when_a_paper_is_not_needed_is_kept_apart_from_papers(national: Imported) -> None:
    notes = [item.text for item in national.catalogue.get("1.001193").components if item.is_note]
    assert any("không phải nộp bản giấy" in note for note in notes)


# Trap 4: groups


def test_the_six_cases_of_permanent_residence_are_kept_with_their_titles(national: Imported) -> None:
    groups = [group for group in national.catalogue.get("1.004222").component_groups if group.title]
    assert len({group.title for group in groups}) == 6
    assert all(group.components for group in groups)


def test_headings_are_kept_as_titles(national: Imported) -> None:
    titles = [group.title for group in national.catalogue.get("1.001193").component_groups if group.title]
    assert titles == ["Giấy tờ phải nộp:", "Giấy tờ phải xuất trình:", "Lưu ý:"]


def test_groups_that_share_a_title_stay_apart(offered: list[Procedure]) -> None:
    titled = ([group.title for group in procedure.component_groups if group.title] for procedure in offered)
    assert sum(len(titles) > len(set(titles)) for titles in titled) >= 5


# Trap 5: district-level wording


def test_the_words_of_the_abolished_district_level_stay_in_sight(offered: list[Procedure]) -> None:
    assert len(commune(offered)) == 769
    assert sum("cap huyen" in fold(procedure.model_dump_json()) for procedure in commune(offered)) >= 40


# Trap 6: scope


def test_procedures_of_other_provinces_and_internal_ones_are_not_offered(
    national: Imported, offered: list[Procedure]
) -> None:
    assert {procedure.scope for procedure in offered} == {"STANDARD"}
    assert len(national.catalogue) - len(offered) == 1090


# Trap 7: later codes


def test_a_code_issued_after_the_snapshot_is_not_known(national: Imported) -> None:
    with pytest.raises(ProcedureNotFoundError, match=r"1\.199999"):
        national.catalogue.get("1.199999")


# Traps 9 and 10: one line with alternatives stays one line, for a guide to take apart


def test_a_line_with_alternatives_stays_whole(national: Imported) -> None:
    (line,) = [
        item for item in national.catalogue.get("1.001193").components if item.text.startswith("Giấy chứng sinh;")
    ]
    assert "người làm chứng" in line.text
    assert "cam đoan" in line.text


# Both layouts


def test_both_layouts_give_the_same_lines_of_papers(details: dict[str, Part], parts: dict[str, Part]) -> None:
    def lines(part: Part) -> list[str]:
        return sorted(item.line for group in part.fields["component_groups"] for item in group.components)

    assert [code for code, part in details.items() if lines(part) != lines(parts[code])] == []


def test_both_layouts_give_the_same_lines_of_prose(details: dict[str, Part], parts: dict[str, Part]) -> None:
    def lines(part: Part) -> set[str]:
        return {passage.line for passage in part.fields["passages"]}

    assert [code for code, part in details.items() if lines(part) != lines(parts[code])] == []


def test_both_layouts_give_the_same_amounts_of_money(details: dict[str, Part], parts: dict[str, Part]) -> None:
    def amounts(part: Part) -> list[tuple[str, list[int]]]:
        methods = part.fields["methods"]
        return sorted((m.method, sorted(fee.amount for fee in m.fees if fee.amount)) for m in methods)

    assert [code for code, part in details.items() if amounts(part) != amounts(parts[code])] == []


# Nothing of the text archive is lost


def test_every_file_is_read_under_the_code_of_its_name(texts: dict[str, str], parts: dict[str, Part]) -> None:
    assert len(parts) == 5652
    assert parts.keys() == texts.keys()
    assert [code for code, part in parts.items() if f"Mã thủ tục: {code}" not in texts[code]] == []


def test_no_way_of_submission_is_lost(texts: dict[str, str], parts: dict[str, Part]) -> None:
    told = {code: text.count("  * Hình thức nộp:") for code, text in texts.items()}
    assert sum(told.values()) == 16_509
    assert [code for code, count in told.items() if count != len(parts[code].fields["methods"])] == []


def test_no_row_of_papers_is_lost(texts: dict[str, str], parts: dict[str, Part]) -> None:
    told = {code: len(_QUANTITY.findall(text)) for code, text in texts.items()}
    kept = {
        code: sum(len(group.components) for group in part.fields["component_groups"]) for code, part in parts.items()
    }
    assert sum(told.values()) == 27_958
    assert kept == told


def test_no_law_is_lost(texts: dict[str, str], parts: dict[str, Part]) -> None:
    section = re.compile(r"^Căn cứ pháp lý:(.*?)^Yêu cầu, điều kiện thực hiện:", re.MULTILINE | re.DOTALL)
    found = {code: section.search(text) for code, text in texts.items()}
    told = {code: len(re.findall(r"^  \* ", match[1], re.MULTILINE)) if match else 0 for code, match in found.items()}
    assert sum(told.values()) > 23_000
    assert [code for code, count in told.items() if count > len(parts[code].fields["legal_bases"])] == []


def test_no_fee_line_is_lost(texts: dict[str, str], parts: dict[str, Part]) -> None:
    told = {code: len(fees_told(text)) for code, text in texts.items()}
    kept = {code: sum(len(method.fees) for method in part.fields["methods"]) for code, part in parts.items()}
    assert [code for code, count in told.items() if kept[code] < count] == []


def test_every_amount_of_a_fee_line_is_read(texts: dict[str, str], parts: dict[str, Part]) -> None:
    def told(raw: str) -> Counter[int]:
        found = (re.findall(r"(?:^|\| )([\d,]+) VNĐ", line) for line in fees_told(raw))
        amounts = (int(amount.replace(",", "")) for line in found for amount in line)
        return Counter(amount for amount in amounts if amount >= 2000)

    def kept(part: Part) -> Counter[int]:
        fees = [fee for method in part.fields["methods"] for fee in method.fees]
        left_to_council = (re.match(r"(\d+) VNĐ ", fee.text) for fee in fees if fee.amount is None)
        return Counter(fee.amount for fee in fees if fee.amount) + Counter(
            int(found.group(1)) for found in left_to_council if found
        )

    lost = [code for code, text in texts.items() if told(text) - kept(parts[code])]
    assert lost == [], f"{len(lost)} records"


def test_every_other_amount_stands_in_the_words_of_its_fee(parts: dict[str, Part], texts: dict[str, str]) -> None:
    def invented(code: str, amount: int) -> bool:
        return f"{amount:,} VNĐ" not in texts[code] and f"{amount} VNĐ" not in texts[code]

    fees = [(code, fee) for code, part in parts.items() for method in part.fields["methods"] for fee in method.fees]
    in_words = [(code, fee) for code, fee in fees if fee.amount and invented(code, fee.amount)]
    assert [code for code, fee in in_words if amount_in_words(fee.text) != fee.amount] == []


def test_the_words_of_a_fee_are_kept(texts: dict[str, str], parts: dict[str, Part]) -> None:
    def lost(code: str, raw: str) -> bool:
        notes = {note for line in fees_told(raw) for note in re.split(r"[\d.,]+ VNĐ|\|", line) if len(note) > 3}
        kept = kept_words(parts[code]) if notes else ""
        return any(words(note) not in kept for note in notes)

    missing = [code for code, raw in texts.items() if lost(code, raw)]
    assert missing == [], f"{len(missing)} records"


def test_a_time_in_words_is_kept(texts: dict[str, str], parts: dict[str, Part]) -> None:
    def lost(code: str, raw: str) -> bool:
        found = _METHODS.search(raw)
        told = [line.strip() for line in _TIME.findall(found[1])] if found else []
        prose = [line.removesuffix("OTHER") for line in told if not _PLAIN_TIME.fullmatch(line)]
        prose = [re.sub(r"^Không(?=\s|$)", "", line) for line in prose]  # a placeholder, no word of the time
        kept = kept_words(parts[code]) if prose else ""
        return any(words(line) not in kept for line in prose)

    missing = [code for code, raw in texts.items() if lost(code, raw)]
    assert missing == [], f"{len(missing)} records"
