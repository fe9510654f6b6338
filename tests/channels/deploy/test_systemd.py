"""The systemd units: systemd's own check finds nothing, and each keeps in what it starts."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from knowledge.settings import ROOT, Settings

UNITS = ROOT / "channels/deploy/systemd"
SERVICES = sorted(UNITS.glob("*.service"))
KEPT_IN = ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "PrivateDevices=yes", "User=")

each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.name)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units with the programs of this checkout, as systemd would load them."""
    for unit in (*SERVICES, UNITS / "motcua.target"):
        name = unit.name.replace("@", "@1")
        (tmp_path / name).write_text(unit.read_text().replace("/opt/motcua", str(ROOT)).replace("%i", "1"))
    return tmp_path


@each_service
def test_systemd_has_nothing_to_say_against_a_unit(installed: Path, service: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        reason = "systemd is not installed"
        raise (pytest.fail.Exception if os.environ.get("CI") else pytest.skip.Exception)(reason)
    unit = installed / service.name.replace("@", "@1")
    done = subprocess.run([program, "verify", "--man=no", str(unit)], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if service.stem.rstrip("@") in line]
    assert (done.returncode, said) == (0, [])


@each_service
def test_a_service_may_do_little(service: Path) -> None:
    lines = service.read_text().splitlines()
    assert [wanted for wanted in KEPT_IN if not any(line.startswith(wanted) for line in lines)] == []


def test_rasa_reaches_this_machine_alone() -> None:
    unit = (UNITS / "motcua-rasa@.service").read_text()
    assert "IPAddressDeny=any\nIPAddressAllow=localhost\n" in unit


def test_rasa_gets_none_of_the_applications_secrets() -> None:
    told = set(re.findall(r"^(MOTCUA_\w+)=", (UNITS / "rasa.env.example").read_text(), re.MULTILINE))
    assert told == {"MOTCUA_VAR", "MOTCUA_REDIS_URL", "MOTCUA_INTERNAL_SECRET", "MOTCUA_ACTIONS_URL"}


@pytest.mark.parametrize("file", sorted(UNITS.glob("*.example")), ids=lambda path: path.name)
def test_every_setting_in_an_example_exists(file: Path) -> None:
    known = {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"MOTCUA_[A-Z_]+[A-Z]", file.read_text())) <= known


@each_service
def test_what_is_started_is_a_command_that_exists(service: Path) -> None:
    (command,) = re.findall(r"^ExecStart=/opt/motcua/\.venv/bin/python -m (.+)$", service.read_text(), re.MULTILINE)
    assert command in ("channels serve", "channels.rasa")


def test_a_command_by_hand_runs_with_the_settings_and_the_user_of_the_service() -> None:
    unit, by_hand = (UNITS / "motcua@.service").read_text().replace("%i", "1"), (UNITS / "motcua").read_text()
    assert re.findall(r"^EnvironmentFile=(.+)$", unit, re.MULTILINE) == re.findall(r"^\. (.+)$", by_hand, re.MULTILINE)
    assert "User=motcua\n" in unit
    assert "WorkingDirectory=/opt/motcua\n" in unit
    assert "cd /opt/motcua\nexec runuser -u motcua --" in by_hand
