"""Every task by its name, and on which files they run together."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from eval.acts.task import Acts
from eval.channels.task import Channels
from eval.checklists.task import Checklists
from eval.details.task import Details
from eval.dialogue.task import Talk
from eval.latency.task import Waiting
from eval.retrieval.task import Retrieval
from eval.safety.task import Safety
from eval.task import Task

_ALL: tuple[Task[Any, Any], ...] = (Retrieval(), Talk(), Details(), Acts())
_ALL += (Checklists(), Safety(), Channels(), Waiting())

TASKS: dict[str, Task[Any, Any]] = {task.name: task for task in _ALL}


@dataclass(frozen=True)
class Planned:
    """A task on one file of `eval/questions`. `needs_server`: it takes `--url` of an application started for it."""

    task: str
    questions: str
    needs_server: bool = False

    @property
    def name(self) -> str:
        """What its results are called."""
        return f"{self.task}-{PurePath(self.questions).stem}"


RUNS = (
    Planned("retrieval", "dev.jsonl"),
    Planned("retrieval", "dev_wide.jsonl"),
    Planned("retrieval", "dev_unclear.jsonl"),
    Planned("details", "dev_details.jsonl"),
    Planned("acts", "dev_acts.jsonl"),
    Planned("dialogue", "dev_dialogues.jsonl", needs_server=True),
    Planned("dialogue", "dev_followups.jsonl", needs_server=True),
    Planned("dialogue", "dev_dialogues_wide.jsonl", needs_server=True),
    Planned("checklists", "dev_checklists.jsonl", needs_server=True),
    Planned("safety", "redteam.jsonl", needs_server=True),
    Planned("latency", "dev.jsonl", needs_server=True),
)
"""What `run-all` runs, in this order: what needs least first."""
