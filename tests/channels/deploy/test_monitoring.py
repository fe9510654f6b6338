"""The monitoring files: promtool agrees, every metric that they name is counted, every alert has its remedy."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

import channels.metrics
from knowledge.settings import ROOT

FOLDER = ROOT / "channels/deploy/monitoring"
HANDBOOK = ROOT / "docs/vi/van-hanh.md"
SEVERITIES = {"page", "ticket"}


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"]
    return list(group["rules"])


def named(expressions: list[str]) -> set[str]:
    """Return the metrics of ours that expressions name, without what a histogram or counter adds."""
    found = {name for expression in expressions for name in re.findall(r"\bmotcua_\w+", expression)}
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in found}


def counted() -> set[str]:
    """Return the metrics that the application tells; Prometheus's own library drops `_total` from a counter's name."""
    assert channels.metrics.TURNS
    return {name for metric in REGISTRY.collect() for name in (metric.name, f"{metric.name}_total")}


@pytest.mark.parametrize("arguments", [["check", "rules", "alerts.yml"], ["test", "rules", "alerts-test.yml"]])
def test_promtool_agrees(arguments: list[str]) -> None:
    program = shutil.which("promtool")
    if program is None:
        reason = "promtool is not installed: apt-get install prometheus"
        raise (pytest.fail.Exception if os.environ.get("CI") else pytest.skip.Exception)(reason)
    done = subprocess.run([program, *arguments], cwd=FOLDER, capture_output=True, text=True)
    assert (done.returncode, "FAILED" in done.stdout) == (0, False), done.stdout + done.stderr


def test_every_metric_of_an_alert_exists() -> None:
    assert named([rule["expr"] for rule in rules()]) - counted() == set()


def test_every_metric_of_the_dashboard_exists() -> None:
    panels = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    expressions = [target["expr"] for panel in panels for target in panel["targets"]]
    assert len(expressions) >= len(panels)
    assert named(expressions) - counted() == set()


def test_every_alert_says_how_urgent_it_is_and_what_it_means() -> None:
    for rule in rules():
        assert rule["labels"]["severity"] in SEVERITIES
        assert rule["annotations"]["summary"].endswith(".")


def test_the_handbook_tells_what_to_do_for_every_alert() -> None:
    handbook = HANDBOOK.read_text(encoding="utf-8")
    assert [rule["alert"] for rule in rules() if f"`{rule['alert']}`" not in handbook] == []


def test_every_metric_is_told_to_operators() -> None:
    told = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    ours = {name for name in named([Path(channels.metrics.__file__).read_text()]) if name not in told}
    assert ours == set()
