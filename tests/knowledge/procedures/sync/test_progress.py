"""What a synchronisation keeps on disk: it survives, it ages, and one run at a time has it."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.procedures.errors import CatalogueError
from knowledge.procedures.parts import Part
from knowledge.procedures.sync.progress import Progress

HOUR = timedelta(hours=1)
PART = Part("1.000001", "detail", date(2026, 7, 18), {"name": "Tên", "portal_id": "a"}, "7")


def opened(folder: Path, url: str = "https://portal", keep: timedelta = HOUR) -> Progress:
    return Progress(folder, url, keep)


def filled(folder: Path) -> Path:
    with closing(opened(folder)) as progress:
        progress.add_page([{"id": "a"}])
        progress.add_page([{"id": "b"}])
        progress.end_list("")
        progress.add_detail(PART, "a")
        progress.keep_report("{}")
    return folder


def test_what_was_read_is_there_for_the_next_run(folder: Path) -> None:
    with closing(opened(filled(folder))) as progress:
        assert progress.going_on
        assert (progress.pages(), progress.list_end) == ([[{"id": "a"}], [{"id": "b"}]], "")
        assert (progress.details(), progress.report) == ({"1.000001": PART}, "{}")


def test_a_record_counts_as_read_only_under_its_portal_id(folder: Path) -> None:
    with closing(opened(filled(folder))) as progress:
        assert progress.has_detail("1.000001", "a")
        assert not progress.has_detail("1.000001", "b")


def test_a_new_run_has_nothing(progress: Progress) -> None:
    assert not progress.going_on
    assert (progress.pages(), progress.list_end, progress.details(), progress.report) == ([], None, {}, None)


def test_a_finished_run_is_forgotten(folder: Path) -> None:
    with closing(opened(filled(folder))) as progress:
        progress.forget()
    with closing(opened(folder)) as progress:
        assert not progress.going_on


def test_a_run_that_is_too_old_starts_anew(folder: Path) -> None:
    with closing(opened(filled(folder), keep=timedelta(0))) as progress:
        assert not progress.going_on


def test_another_portals_run_starts_anew(folder: Path) -> None:
    with closing(opened(filled(folder), "https://other")) as progress:
        assert not progress.going_on


@pytest.mark.parametrize("data", [b"no database" * 100, b""])
def test_a_damaged_file_starts_anew(folder: Path, data: bytes) -> None:
    (filled(folder) / "progress.sqlite").write_bytes(data)
    with closing(opened(folder)) as progress:
        progress.add_page([{"id": "c"}])
        assert progress.pages() == [[{"id": "c"}]]


def test_one_run_at_a_time(folder: Path) -> None:
    with closing(opened(folder)), pytest.raises(CatalogueError, match="another synchronisation is running"):
        opened(folder)
    opened(folder).close()
