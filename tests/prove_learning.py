"""Proves the whole loop on a small copy of the program that runs: `python -m tests.prove_learning`, part of `make prove`.

A lesson that breaks a rule of the gate is refused and changes nothing; one that is good changes an answer of the
running server without a restart; killed in the middle, it is finished by the next run; going back brings the old
answer. What was seen goes into docs/results/learning.json.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.learning.releases import name_in_use
from eval.learning.runs import PATIENCE, Runs
from knowledge.settings import ROOT
from tests.eval.learning.program import Program, Served, copied
from tests.retriever.samples import CAT, DOG

OUT = ROOT / "docs" / "results" / "learning.json"
ASKED = "con miu nhà tui lấy giấy gì"
HARMFUL = (
    "nuôi con chó cảnh nhỏ thì xin phép",
    "con chó nhà tui muốn xin phép nuôi",
    "phép nuôi con chó lông xù xin sao",
)
"""Taught for cats, they draw a question about dogs away from its procedure: the rule that is broken on purpose."""
GOOD = ("con miu nhà tui xin giấy gì", "con miu lấy giấy ở đâu")


def main() -> int:
    """Run the story; return the exit status: 0 all as promised."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove_learning", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="where what was seen goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="motcua-learning-") as folder:
        told = story(copied(Path(folder)))
    options.out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"all as promised; see {options.out}")
    return 0


def story(program: Program) -> dict[str, Any]:
    """Go through it step by step. Raises `AssertionError` where a promise is broken."""
    with program.served() as served:
        first = name_in_use(program.settings)
        before = served.ask(ASKED)
        steps = {"before": _seen(before), "refused": _refused(program, served, first)}
        steps["killed"] = _killed(program, first)
        steps["learned"] = _learned(program, served, first)
        steps["nothing new"] = {"says": program.learn(expect=1).splitlines()[:2]}
        program.run("eval", "rollback")
        assert served.release(first) == first, "going back did not reach the running server"
        after = served.ask(ASKED)
        assert after["procedures"] == before["procedures"]
        steps["rolled back"] = _seen(after)
        return steps


def _refused(program: Program, served: Served, first: str) -> dict[str, Any]:
    """Teach what breaks a rule: it is refused in words, and the server answers as before."""
    program.approve(*HARMFUL, code=CAT)
    said = program.learn(expect=1)
    assert "KHÔNG ĐẠT" in said, said
    assert name_in_use(program.settings) == first
    assert served.ask("xin phép nuôi con chó")["procedures"][0] == DOG
    program.withdraw_all()
    return {"says": said.splitlines()}


def _killed(program: Program, first: str) -> dict[str, Any]:
    """Kill a lesson while it builds: the release in use stays, and the run is called dead."""
    program.approve(*GOOD, code=CAT)
    process = subprocess.Popen(
        [sys.executable, "-m", "eval", "learn", "--tasks", "retrieval"],
        cwd=program.root, env=program.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    runs = Runs(program.store)
    while not ((run := runs.working()) and run.step == "build"):
        assert process.poll() is None, "the lesson ended before it could be killed"
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    limit = time.monotonic() + PATIENCE.total_seconds()
    while runs.working() and time.monotonic() < limit:
        time.sleep(0.1)
    died = runs.get(run.number)
    assert died.state == "died"
    assert name_in_use(program.settings) == first
    return {"state": died.state, "step": died.step}


def _learned(program: Program, served: Served, first: str) -> dict[str, Any]:
    """Teach what is good: the running server answers by it, in another release."""
    started = time.monotonic()
    said = program.learn()
    learned = name_in_use(program.settings)
    assert learned != first
    assert served.release(learned) == learned, "the running server did not follow"
    after = served.ask(ASKED)
    assert after["procedures"] == [CAT], after
    assert after["release"] == learned
    return {**_seen(after), "says": said.splitlines(), "seconds": round(time.monotonic() - started)}


def _seen(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {"question": ASKED, "decision": reply["decision"], "procedures": reply["procedures"]}


if __name__ == "__main__":
    sys.exit(main())
