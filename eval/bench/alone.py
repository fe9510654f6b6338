"""A module run in a fresh process, on one thread and without the internet."""

import os
import subprocess
import sys

from eval.bench.errors import SystemFailedError
from knowledge.settings import ROOT

_THREADS = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
_ENVIRONMENT = {
    **dict.fromkeys(_THREADS, "1"),
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
    "PYTHONHASHSEED": "0",
}
"""One thread, nothing from the internet, the same every time."""


def run_alone(name: str, module: str, *arguments: str) -> None:
    """Run `python -m module arguments` to its end. Raises `SystemFailedError`: `name` and what the process said."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | _ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemFailedError(f"{name}: exit status {done.returncode}: {done.stderr.strip()[-2000:]}")
