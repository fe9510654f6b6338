"""The process of one seed, started by `eval.bench.seeds.run`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from eval.bench.seeds.trial import try_release, try_seed
from eval.questions import read_questions
from retriever.training import TrainingConfig


def main(arguments: list[str]) -> int:
    """Write what came of it: `OUT RELEASE QUESTIONS CONFIG`, CONFIG as JSON, "null" for the release as it is."""
    out, folder, questions, told = arguments
    config = json.loads(told)
    asked = read_questions(Path(questions))
    done = try_seed(Path(folder), asked, TrainingConfig(**config)) if config else try_release(Path(folder), asked)
    Path(out).write_text(json.dumps(asdict(done)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
