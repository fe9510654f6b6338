"""How a dossier is told: in everyday words, with working days, and nothing that the proof did not open."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answers.dossiers import in_words, shown
from bot.answers.messages import DossierMessage
from knowledge.dossiers.look_up import Appointment, Dossier, Result, Step, Supplement
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.timing import UNKNOWN, Timing
from knowledge.guides.loading import load

BIRTH = "1.001193"
RECEIVED, ASKED, DUE = (datetime(2026, 11, day, 1, tzinfo=UTC) for day in (2, 4, 10))
FIRST_DUE = datetime(2026, 11, 6, 1, tzinfo=UTC)
STATUS = statuses()["in_progress"]
DOSSIER = Dossier(
    dossier_code="H13.99-261102-0001",
    status="in_progress",
    status_name=STATUS.name,
    meaning=STATUS.meaning,
    to_do=STATUS.to_do,
    received_at=RECEIVED,
    due_at=DUE,
    finished_at=None,
    punctuality="running",
    source="demo",
    as_of=ASKED,
    procedure_code=BIRTH,
    procedure_name="Đăng ký khai sinh",
    timeline=(Step(RECEIVED, "received", "Được tiếp nhận", False), Step(DUE, "in_progress", STATUS.name, True)),
    supplements=(Supplement("Nộp thêm giấy chứng sinh", ASKED, None),),
    by_when=STATUS.by_when,
    timing=Timing("running", 3),
    earlier_appointments=(Appointment(FIRST_DUE, ASKED),),
    results=(Result("Giấy khai sinh", DUE),),
)


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Timing("early", 2), "sớm hơn ngày hẹn 2 ngày làm việc"),
        (Timing("on_time", 0), "đúng ngày hẹn"),
        (Timing("late", 4), "trễ hẹn 4 ngày làm việc"),
        (Timing("running", 3), "Còn 3 ngày làm việc"),
        (Timing("running", 0), "Hôm nay là ngày hẹn"),
        (Timing("running_late", 5), "quá ngày hẹn 5 ngày làm việc mà chưa xong"),
    ],
)
def test_timing_is_told_in_working_days(timing: Timing, words: str) -> None:
    assert words in in_words(timing)


def test_nothing_is_said_of_a_timing_that_nobody_knows() -> None:
    assert in_words(UNKNOWN) == ""


def test_words_and_data_say_the_same() -> None:
    message = shown(DOSSIER, full=True)
    assert (message.timing_state, message.working_days) == ("running", 3)
    assert message.timing == in_words(DOSSIER.timing)
    assert message.by_when == STATUS.by_when


def test_earlier_appointments_and_results_are_told() -> None:
    message = shown(DOSSIER, full=True)
    assert [(one.due_at, one.replaced_at) for one in message.earlier_appointments] == [(FIRST_DUE, ASKED)]
    assert [(one.name, one.returned_at) for one in message.results] == [("Giấy khai sinh", DUE)]


def test_a_request_stands_in_the_timeline_where_it_was_made() -> None:
    message = shown(DOSSIER, full=True)
    assert [(event.status, event.observed) for event in message.timeline] == [
        ("received", False), ("supplement", False), ("in_progress", True)
    ]  # fmt: skip


def test_a_request_names_the_guides_paper() -> None:
    (asked,) = shown(DOSSIER, full=True, guide=load()[BIRTH]).supplements
    assert (asked.asked_at, asked.received_at) == (ASKED, None)
    (paper,) = asked.papers
    assert (paper.id, paper.name) == ("birth_certificate", "Giấy chứng sinh")
    assert paper.component_code


def test_without_a_guide_the_request_is_told_in_its_own_words_alone() -> None:
    (asked,) = shown(DOSSIER, full=True).supplements
    assert (asked.text, asked.papers) == ("Nộp thêm giấy chứng sinh", [])


@pytest.mark.parametrize("text", ["Nộp thêm giấy tờ", "Bổ sung", "Sửa lại cho đúng"])
def test_a_request_that_names_no_paper_is_linked_to_none(text: str) -> None:
    vague = replace(DOSSIER, supplements=(Supplement(text, ASKED, None),))
    assert shown(vague, full=True, guide=load()[BIRTH]).supplements[0].papers == []


@pytest.mark.parametrize("full", [True, False])
def test_what_is_shown_follows_the_proof_and_names_its_source(full: bool) -> None:
    message = shown(DOSSIER, full)
    assert message.detail == ("full" if full else "short")
    assert "(demo)" in message.source.title
    assert message.as_of == ASKED


def test_the_new_fields_may_be_left_out() -> None:
    fields = shown(DOSSIER, full=True).model_dump()
    new = ("by_when", "timing", "timing_state", "working_days", "waits_for_citizen", "earlier_appointments",
           "supplements", "results")  # fmt: skip
    assert DossierMessage.model_validate({name: value for name, value in fields.items() if name not in new})
