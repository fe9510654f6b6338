"""`make prove`: fuzz the parsers with atheris and the running API with schemathesis, and write down what was tried.

`python -m tests.prove_fuzz --seconds 60 --out docs/results/fuzz.json`. Needs `.venv-security` (`make .venv-security/.ready`).
"""

import argparse
import json
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.settings import ROOT, Settings
from retriever.build import build
from tests.catalogue import TEST_VAR
from tests.conftest import running

TOOLS = ROOT / ".venv-security" / "bin"
TARGETS = ("sealing", "masking", "codes", "proofs", "scans", "folding", "updates", "signed", "zalo")
_STATISTICS = {"executions": r"stat::number_of_executed_units:\s+(\d+)", "coverage": r"cov: (\d+)"}
_UNHINDERED = dict.fromkeys(("MOTCUA_ADDRESS_TURNS_PER_MINUTE", "MOTCUA_ADDRESS_REQUESTS_PER_MINUTE"), "1000000")
_PATIENCE = 240


def main() -> int:
    """Return 0 where nothing was found, 1 where something was."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove_fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each parser")
    parser.add_argument("--examples", type=int, default=50, help="for each operation of the API")
    parser.add_argument("--only", choices=("parsers", "api"), help="half of it")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/results/fuzz.json")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    if options.only != "api":
        found["parsers"] = {name: _parser(name, options.seconds) for name in TARGETS}
    if options.only != "parsers":
        found["api"] = _api(options.examples)
    known = json.loads(options.out.read_text()) if options.out.exists() else {}
    options.out.write_text(json.dumps(known | found, indent=1) + "\n")
    return int(any(one["failed"] for one in [*found.get("parsers", {}).values(), found.get("api", {"failed": False})]))


def _parser(name: str, seconds: int) -> dict[str, Any]:
    """Fuzz one parser in a process of its own: libFuzzer ends it at the first crash."""
    with tempfile.TemporaryDirectory() as corpus:
        _seed(Path(corpus))
        limits = [f"-max_total_time={seconds}", "-print_final_stats=1", f"-artifact_prefix={tempfile.gettempdir()}/"]
        command = [TOOLS / "python", "-m", "tests.fuzzing", name, *limits, corpus]
        # The application's own packages, beside atheris.
        environment = os.environ | {"PYTHONPATH": sysconfig.get_paths()["purelib"]}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    if done.returncode:
        print(told[-3000:])
    counts = {key: int((re.findall(pattern, told) or ["0"])[-1]) for key, pattern in _STATISTICS.items()}
    print(name, counts, flush=True)
    return {"at": _now(), "seconds": seconds, **counts, "failed": done.returncode != 0}


def _seed(corpus: Path) -> None:
    seeds = (ROOT / "tests" / "fuzzing_seeds.txt").read_text(encoding="utf-8").splitlines()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_text(seed, encoding="utf-8")


def _api(examples: int) -> dict[str, Any]:
    """Let schemathesis try every operation against the application as it runs, Rasa included."""
    settings = Settings(var=TEST_VAR / "guides")
    build(settings)
    checks = "not_a_server_error,content_type_conformance,response_schema_conformance"
    for server in running(settings, **_UNHINDERED):
        with tempfile.TemporaryDirectory() as folder:
            command = [TOOLS / "schemathesis", "run", f"{server.url}/openapi.json", "--checks", checks, "--seed", "1"]
            command += ["--max-examples", str(examples), "--phases", "examples,coverage,fuzzing", "--no-color"]
            command += ["--wait-for-schema", "60"]
            # 503 is what a watchdog is told of a silent kiosk.
            command += ["--exclude-path", "/api/v1/kiosk/heartbeat"]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    print(done.stdout[-6000:], flush=True)
    generated = re.search(r"(\d+) generated", done.stdout)
    failures = re.findall(r"^\s+\S+ (ST\d+ [\w -]+: \d+)\s*$", done.stdout, re.MULTILINE)
    cases = int(generated[1]) if generated else 0
    tested = re.search(r"Tested: (\d+)", done.stdout)
    return {
        "at": _now(),
        "examples": examples,
        "operations": int(tested[1]) if tested else 0,
        "cases": cases,
        "failures": failures,
        "failed": done.returncode != 0,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    sys.exit(main())
