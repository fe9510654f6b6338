"""Judged papers lists as test cases, in the form of `python -m eval checklists`: by facts, with every paper's verdict."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from eval.console.judgements.judgements import Judgement

_MENDED = ("partly", "wrong")


def checklists(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Return what was said of lists as cases: those that were right, and those with a paper put right.

    The last verdict on a reply counts; the papers that several members of staff put right count together. Left out:
    lists of another procedure than the right one, and papers that the guide does not know, which have no id.
    """
    of_turn = defaultdict[str, list[Judgement]](list)
    for judgement in judgements:
        of_turn[judgement.of.turn_id].append(judgement)
    return [made for ours in of_turn.values() for made in _case(ours)]


def _case(ours: list[Judgement]) -> Iterator[dict[str, Any]]:
    last, listed = ours[-1], ours[-1].of.listed
    if listed is None or last.verdict == "decline" or (last.expected and last.expected != listed.procedure):
        return
    right = last.verdict == "right" and listed.shown
    mended = {} if right else _mended(ours, listed.codes)
    if not right and not mended:
        return
    papers = listed.papers | mended
    told = {"needed": "needed", "not_needed": "not_needed", "undecided": "depends"}
    yield {
        "id": f"judged-papers-{last.number}",
        "procedure": listed.procedure,
        "facts": listed.facts,
        **{name: [paper for paper, one in papers.items() if one == verdict] for verdict, name in told.items()},
        "judged": {"release": last.of.release, "on": last.made_at.date().isoformat() if last.made_at else ""},
    }


def _mended(ours: Iterable[Judgement], codes: dict[str, str]) -> dict[str, Any]:
    """Return what should become of papers, by the paper's id; of two who differ the later one is right."""
    said = (one for one in ours if one.verdict in _MENDED and one.should and one.component_code in codes)
    return {codes[one.component_code]: one.should for one in said}
