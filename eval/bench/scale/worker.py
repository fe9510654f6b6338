"""The process of one step, started by `eval.bench.scale.run`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from eval.bench.scale import steps


def main(arguments: list[str]) -> int:
    """Do a step, write what came of it: `OUT invent RELEASE RECORDS FOLDER`, `OUT build|search PART FOLDER`."""
    out, step, *told = arguments
    done: steps.Invented | steps.Built | steps.Searched
    if step == "invent":
        release, records, folder = told
        done = steps.invent(Path(release), int(records), Path(folder))
    else:
        part, folder = told
        done = steps.build(part, Path(folder)) if step == "build" else steps.search(part, Path(folder))
    Path(out).write_text(json.dumps(asdict(done)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
