"""`make audit`: bills of materials from the locks, and the locked versions looked up among known weaknesses.

The advisories come from the network. What could not be looked up is written down as such: "not found" and "not asked"
are not the same.
"""

import json
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from knowledge.settings import ROOT

TOOLS = ROOT / ".venv-security" / "bin"
RESULTS = ROOT / "docs" / "results"
WAIVERS = RESULTS / "waivers.yml"
LOCKS = {"application": ROOT / "requirements.lock", "rasa": ROOT / "bot/nlu/requirements.lock"}
STRICT = ("application",)
"""Locks in which a weakness that nobody waived fails; Rasa's is at its end of life and contained instead."""


def main() -> int:
    """Return 0 where all was looked up and nothing found that is not waived, 1 else."""
    bad = 0
    found: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    for name, lock in LOCKS.items():
        bill = _bill(lock)
        (RESULTS / f"sbom-{name}.cdx.json").write_text(json.dumps(bill, indent=1) + "\n")
        found[name] = audited = _audit(lock, _waived(name))
        bad += name in STRICT and bool(audited["weaknesses"] or not audited["asked"])
        weak = json.dumps(audited["weaknesses"]) if audited["asked"] else "NOT LOOKED UP: no advisories could be had"
        print(f"{name}: {len(bill['components'])} packages, {audited['asked']} looked up: {weak}")
    (RESULTS / "audit.json").write_text(json.dumps(found, indent=1) + "\n")
    return int(bool(bad))


def _bill(lock: Path) -> dict[str, Any]:
    """Return the lock as CycloneDX, the same for the same lock: without addresses of registries and places in a file."""
    command = [TOOLS / "cyclonedx-py", "requirements", "--output-reproducible", "--of", "JSON", str(lock)]
    whole = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    kept = ("type", "name", "version", "purl")
    components = [{"bom-ref": one["purl"], **{key: one[key] for key in kept}} for one in whole["components"]]
    head = {key: whole[key] for key in ("bomFormat", "specVersion", "version")}
    return {**head, "components": sorted(components, key=lambda one: one["purl"])}


def _audit(lock: Path, waived: set[str]) -> dict[str, Any]:
    """Return how many packages were looked up, which were not, and what was found and not waived."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [TOOLS / "pip-audit", "--no-deps", "--disable-pip", "-r", str(lock), "-f", "json", "-o", file.name]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        told = Path(file.name).read_text()
    if not told:
        return {"asked": 0, "not_asked": "all", "weaknesses": {}, "why": done.stderr.strip().splitlines()[-1][:200]}
    packages = json.loads(told)["dependencies"]
    asked = [one for one in packages if "skip_reason" not in one]
    weak = {f"{one['name']}=={one['version']}": _unwaived(one, waived) for one in asked}
    return {
        "asked": len(asked),
        "not_asked": len(packages) - len(asked),
        "weaknesses": {name: ids for name, ids in weak.items() if ids},
    }


def _unwaived(package: dict[str, Any], waived: set[str]) -> list[str]:
    return [one["id"] for one in package["vulns"] if not waived & {one["id"], *one["aliases"]}]


def _waived(name: str) -> set[str]:
    """Return the ids that are waived for a lock and whose waiver still holds."""
    waivers = yaml.safe_load(WAIVERS.read_text(encoding="utf-8"))[name] or []
    return {one["id"] for one in waivers if date.today() <= one["until"]}


if __name__ == "__main__":
    sys.exit(main())
