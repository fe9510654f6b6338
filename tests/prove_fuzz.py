"""`make prove`: fuzz the parsers with atheris and the running API with schemathesis, and write down what was tried.

`python -m tests.prove_fuzz --seconds 60 --out docs/results/fuzz.json`. Needs `.venv-security` (`make .venv-security/.ready`).
"""

import argparse
import json
import os
import re
import secrets
import subprocess
import sys
import sysconfig
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from knowledge.settings import ROOT, Settings
from retriever.build import build
from tests.catalogue import TEST_VAR
from tests.conftest import running

TOOLS = ROOT / ".venv-security" / "bin"
TARGETS = ("sealing", "masking", "codes", "proofs", "scans", "folding", "updates", "signed", "zalo")
_STATISTICS = {"executions": r"stat::number_of_executed_units:\s+(\d+)", "coverage": r"cov: (\d+)"}
_UNHINDERED = dict.fromkeys(("MOTCUA_ADDRESS_TURNS_PER_MINUTE", "MOTCUA_ADDRESS_REQUESTS_PER_MINUTE"), "1000000")
_UNHURRIED = {"MOTCUA_KIOSK_IDLE_SECONDS": "86400"}
"""The kiosk's conversation is not to start anew meanwhile."""
_OWNER = secrets.token_urlsafe(32)
"""Whose every conversation is that is fuzzed."""
_LASTING, _ERASABLE = "fuzzed-conversation", "fuzzed-and-erased"
_LIST = (
    "lam giay khai sinh cho con can gi",
    "Đã đăng ký kết hôn",
    "Đến quầy",
    "Đúng hết",
    "Không có, nhưng có người làm chứng",
)
"""What is said, and what is then chosen, until there is a list with a receipt."""
_MUST_REACH = {
    "GET /api/v1/receipts/{number}": "200",
    "POST /api/v1/chat/{conversation_id}/feedback": "204",
    "GET /api/v1/chat/{conversation_id}/messages": "200",
    "GET /api/v1/chat/{conversation_id}/data": "200",
    "POST /api/v1/kiosk/carried": "200",
}


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
    reached: dict[str, dict[str, int]] = {}
    for server in running(settings, **_UNHINDERED, **_UNHURRIED):
        known = _known(server.url)
        with tempfile.TemporaryDirectory() as folder:
            command = [TOOLS / "schemathesis", "run", f"{server.url}/openapi.json", "--checks", checks, "--seed", "1"]
            command += ["--max-examples", str(examples), "--phases", "examples,coverage,fuzzing", "--no-color"]
            command += ["--wait-for-schema", "60"]
            # 503 is what a watchdog is told of a silent kiosk.
            command += ["--exclude-path", "/api/v1/kiosk/heartbeat"]
            command += ["--header", f"X-Conversation-Secret: {_OWNER}"]
            told = Path(folder) / "reached.json"
            hooks = {"SCHEMATHESIS_HOOKS": "tests.fuzzing_hooks", "PYTHONPATH": str(ROOT)}
            names = {"MOTCUA_FUZZ_KNOWN": json.dumps(known), "MOTCUA_FUZZ_REACHED": str(told)}
            environment = os.environ | hooks | names
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
            reached = json.loads(told.read_text())
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
        "reached": reached,
        "failures": failures,
        "failed": done.returncode != 0 or any(not reached.get(name, {}).get(ok) for name, ok in _MUST_REACH.items()),
    }


def _known(url: str) -> dict[str, dict[str, str]]:
    """Make conversations with a list each; return what names them and theirs, by the operations that take it."""
    with httpx.Client(base_url=url, headers={"X-Conversation-Secret": _OWNER}, timeout=30) as client:
        receipt, turn_id, code = _listed(client, _LASTING, "web")
        _, kiosk_turn, kiosk_code = _listed(client, _LASTING, "kiosk")
        _listed(client, _ERASABLE, "web")
    ours = {"conversation_id": _LASTING, "channel": "web", "turn_id": turn_id, "since": turn_id}
    return {
        "GET /api/v1/receipts/": {"number": receipt},
        "GET /api/v1/procedures/": {"procedure_code": code},
        "POST /api/v1/procedures/": {"procedure_code": code},
        "POST /api/v1/chat": ours,
        "GET /api/v1/chat": ours,
        "DELETE /api/v1/chat": ours | {"conversation_id": _ERASABLE},
        "POST /api/v1/kiosk/carried": {
            "conversation_id": _LASTING,
            "turn_id": kiosk_turn,
            "procedure_code": kiosk_code,
        },
    }


def _listed(client: httpx.Client, conversation: str, channel: str) -> tuple[str, str, str]:
    """Talk until a list is handed over; return its receipt, its turn and its procedure."""
    said, *answers = _LIST
    sent = {"conversation_id": conversation, "channel": channel}
    reply = client.post("/api/v1/chat", json=sent | {"text": said}).raise_for_status().json()
    for answer in answers:
        offered = [option for message in reply["messages"] for option in message.get("choices", ())]
        choice = next(option["id"] for option in offered if answer in option["label"])
        reply = client.post("/api/v1/chat", json=sent | {"choice": choice}).raise_for_status().json()
    listed = next(message for message in reply["messages"] if message["type"] == "checklist")
    return listed["receipt"], reply["turn_id"], listed["procedure_code"]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    sys.exit(main())
