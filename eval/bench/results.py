"""A comparison as plain data: JSON with every figure, and one CSV line a question, named by id only."""

import csv
import io
from dataclasses import asdict
from typing import Any

from eval.bench.comparison import Comparison, Measured
from eval.figures import Figure


def systems(compared: Comparison) -> dict[str, Any]:
    """Return every system's figures; shares in 0..1, times in milliseconds where not named seconds."""
    return {name: _system(compared, name) for name in compared.measured}


def outcomes_csv(compared: Comparison) -> str:
    """Return a line a question: file, id, form, level, behaviour, and per system the rank of the first right code.

    0: none of the first five is right.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["file", "id", "form", "level", "behaviour", *compared.measured])
    for questions in compared.sets:
        columns = [measured[questions.name] for measured in compared.measured.values()]
        for row, asked in enumerate(questions.questions):
            said = [questions.name, asked.id, asked.form or "", asked.level or "", str(asked.behaviour)]
            lines.writerow([*said, *(_rank(column, row) for column in columns)])
    return text.getvalue()


def _system(compared: Comparison, name: str) -> dict[str, Any]:
    told = compared.answered[name]
    return {
        "configuration": told.configuration,
        "build_seconds": round(told.build_seconds, 2),
        "resident_mib": None if told.resident_mib is None else round(told.resident_mib, 1),
        "files": {
            questions: _file(compared, name, questions, measured)
            for questions, measured in compared.measured[name].items()
        },
    }


def _file(compared: Comparison, name: str, questions: str, measured: Measured) -> dict[str, Any]:
    behind, risk = compared.behind_ours(name, questions), measured.curve
    return {
        "figures": _plain(measured.figures),
        "breakdowns": {
            by: {group: _plain(found) for group, found in groups.items()} for by, groups in measured.breakdowns.items()
        },
        "latency_ms": asdict(measured.latency),
        "ours_minus_this_first": asdict(behind) if behind else None,
        "without_diacritics_first": asdict(measured.without_diacritics),
        "risk_coverage": {
            "area": risk.area,
            "answered_at_5_percent_wrong": risk.answered_at(),
            "operating_point": measured.operating_point,
            "points": risk.thinned(),
        }
        if risk
        else None,
    }


def _plain(found: dict[str, Figure]) -> dict[str, dict[str, Any]]:
    return {measure: asdict(figure) for measure, figure in found.items()}


def _rank(measured: Measured, row: int) -> int:
    outcome = measured.outcomes[row]
    wanted = {code for group in outcome.asked.expect for code in group}
    return next((rank for rank, code in enumerate(outcome.reply.ranking, 1) if code in wanted), 0)
