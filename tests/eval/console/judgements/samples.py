"""Judgements of our own making."""

from typing import Any

from eval.console.judgements.judgements import Judged, Judgement, Verdict


def judged(**changes: Any) -> Judged:
    """Return an answer about the birth's registration, the first of trial 7."""
    fields: dict[str, Any] = {
        "turn_id": "t1",
        "trial": 7,
        "place": 0,
        "question": "làm khai sinh cần gì",
        "context": "",
        "decision": "answer",
        "procedures": ("1.001193",),
        "release": "1ca5d7c7",
    }
    return Judged(**(fields | changes))


def judgement(verdict: Verdict = "right", of: Judged | None = None, **changes: Any) -> Judgement:
    """Return what lan thinks of it."""
    fields: dict[str, Any] = {"expected": "", "component_code": "", "paper": "", "note": "", "made_by": "lan"}
    return Judgement(of or judged(), verdict, **(fields | changes))
