"""The task: ask for the papers of every case, by facts and in words, and compare them with the record's."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eval.checklists.asked import Case
from eval.checklists.asking import asked
from eval.checklists.given import Given
from eval.checklists.judging import Found, compared
from eval.conversation import CHANNEL
from eval.server import URL, connect, ready
from eval.task import Assistant, Table, Task
from eval.verdicts import Judged, Verdict


class Checklists(Task[Case, Given]):
    """Task checklists: see the package."""

    name = "checklists"
    about = "does this citizen get exactly the papers that the record asks of this case?"
    rows, said = Case, Given
    unit = "cases"
    measures = {
        "right": "every paper told as the record has it",
        "right_by_facts": "... where the facts are given",
        "right_in_words": "... where the case is told in words",
        "none_missing": "no needed paper missing",
        "none_extra": "no paper asked for in vain, where a list came",
        "sent_on": "sent on or turned away where it should be",
    }
    headline = ("right", "none_missing", "none_extra")

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the server to ask."""
        parser.add_argument("--url", metavar="URL", default=URL, help=f"the server to ask (default {URL})")

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Case, Given]]:
        """Open the server. Raises `UnreachableServerError`."""
        with connect(options.url) as client:
            server = ready(client)
            yield Assistant(
                lambda case: asked(client, case),
                server.release,
                rasa_model=server.rasa_model,
                configuration={"channel": CHANNEL},
                place={"url": options.url},
            )

    def judged(self, answered: Sequence[tuple[Case, Given]]) -> list[Judged]:
        """Judge every case."""
        return [_judged(case, given, compared(case, given)) for case, given in answered]

    def tables(self, answered: Sequence[tuple[Case, Given]]) -> list[Table]:
        """Tell every case that is not right, by id, with its papers."""
        found = ((case, given, compared(case, given)) for case, given in answered)
        rows = [_row(case, given, one) for case, given, one in found if one.verdict is not Verdict.RIGHT]
        head = ("case", "procedure", "outcome", "missing", "extra", "taken otherwise", "asks")
        return [Table("Not right", head, tuple(rows))] if rows else []


def _judged(case: Case, given: Given, found: Found) -> Judged:
    right = found.verdict is Verdict.RIGHT
    told = "right_in_words" if case.facts is None else "right_by_facts"
    values = {"right": float(right), told: float(right)}
    if case.leads_to or case.refused:
        values["sent_on"] = float(right)
    else:
        values["none_missing"] = float(not found.missing)
        values |= {"none_extra": float(not found.extra)} if given.papers is not None else {}
    groups = {"told": "in words" if case.facts is None else "by facts", "form": case.form, "level": case.level}
    return Judged(
        case.id,
        found.verdict,
        right,
        given.milliseconds,
        values=values,
        groups={name: group for name, group in groups.items() if group},
        missing=found.missing,
        extra=found.extra,
        mistaken=_mistaken(case, given),
        procedure=case.procedure,
        error=given.error,
        told={"misjudged": found.misjudged, "asks": given.asks} if not right else {},
    )


def _mistaken(case: Case, given: Given) -> tuple[str, str] | None:
    wanted = case.leads_to or case.procedure
    said = given.leads_to or given.procedure
    return (wanted, said) if said and said not in (wanted, case.procedure) else None


def _row(case: Case, given: Given, found: Found) -> tuple[str, ...]:
    papers = (found.missing, found.extra, found.misjudged)
    return (case.id, case.procedure, str(found.verdict), *(" ".join(ids) or "-" for ids in papers), given.asks or "-")
