"""The bills of materials are those of the locks."""

import json
import re
from datetime import date

import pytest
import yaml

from knowledge.settings import ROOT

RESULTS = ROOT / "docs" / "results"
LOCKS = {"application": ROOT / "requirements.lock", "rasa": ROOT / "bot/nlu/requirements.lock"}
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_a_bill_lists_every_package_of_its_lock_and_no_other(name: str) -> None:
    """Where this fails: `make audit`."""
    bill = json.loads((RESULTS / f"sbom-{name}.cdx.json").read_text())
    listed = {(plain(one["name"]), one["version"]) for one in bill["components"]}
    assert listed == {(plain(package), version) for package, version in PINNED.findall(LOCKS[name].read_text())}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")


def test_a_waiver_says_what_why_who_and_until_when() -> None:
    waivers = yaml.safe_load((RESULTS / "waivers.yml").read_text(encoding="utf-8"))
    assert set(waivers) == set(LOCKS)
    for one in (one for waived in waivers.values() for one in waived):
        assert set(one) == {"id", "package", "why", "by", "until"}
        assert isinstance(one["until"], date)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
