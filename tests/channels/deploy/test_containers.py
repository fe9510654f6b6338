"""The container files, as far as files can be checked: no engine builds or runs them here."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.rasa_command import RasaCommand
from knowledge.settings import ROOT, Settings

FOLDER = ROOT / "channels/deploy/containers"
OURS = ("application-1", "application-2", "rasa-1", "rasa-2")


@pytest.fixture(scope="module")
def composed() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yml").read_text())
    return read


def environments(composed: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {name: composed["services"][name].get("environment", {}) for name in OURS}


def test_every_file_that_is_copied_or_mounted_exists(composed: dict[str, Any]) -> None:
    copied = re.findall(r"^COPY (\S+) \S+$", (FOLDER / "Containerfile").read_text(), re.MULTILINE)
    mounted = [
        mount.partition(":")[0]
        for service in composed["services"].values()
        for mount in service.get("volumes", ())
        if mount.startswith(".")
    ]
    assert len(copied) > 10
    missing = [name for name in copied if not (ROOT / name).exists()]
    assert missing + [name for name in mounted if not (FOLDER / name).exists()] == []


def test_both_say_that_they_were_not_built() -> None:
    for name in ("Containerfile", "compose.yml"):
        first = (FOLDER / name).read_text().splitlines()[0]
        assert "Not built here" in first or "Not run here" in first


@pytest.mark.parametrize("name", OURS)
def test_ours_may_do_little_and_share_nginxs_loopback(composed: dict[str, Any], name: str) -> None:
    service = composed["services"][name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["network_mode"] == "service:nginx"
    assert "ports" not in service


def test_only_nginx_is_reached_from_outside(composed: dict[str, Any]) -> None:
    assert [name for name, service in composed["services"].items() if "ports" in service] == ["nginx"]


def test_every_setting_exists(composed: dict[str, Any]) -> None:
    known = {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}
    told = {name for environment in environments(composed).values() for name in environment}
    assert told <= known


def test_no_secret_has_a_value_of_its_own(composed: dict[str, Any]) -> None:
    secrets = [
        str(value)
        for environment in environments(composed).values()
        for name, value in environment.items()
        if "SECRET" in name
    ]
    assert secrets
    assert all(value.startswith("${") and value.endswith(":?}") for value in secrets)


def test_no_user_is_root() -> None:
    stages = re.split(r"^FROM ", (FOLDER / "Containerfile").read_text(), flags=re.MULTILINE)[1:]
    ends = [stage for stage in stages if "ENTRYPOINT" in stage]
    assert len(ends) == 2
    assert all(re.search(r"^USER motcua", stage, re.MULTILINE) for stage in ends)


def test_rasas_endpoints_are_those_that_the_command_writes(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, redis_url="redis://redis:6379/0", actions_url="http://127.0.0.1:8091/actions")
    assert yaml.safe_load((FOLDER / "endpoints.yml").read_text()) == RasaCommand(settings, "").endpoints()


def test_dependencies_are_locked() -> None:
    content = (FOLDER / "Containerfile").read_text()
    assert content.count("requirements.lock") >= 2
    assert re.search(r"uv==(\S+)", content)[1] in (ROOT / "Makefile").read_text()  # type: ignore[index]
