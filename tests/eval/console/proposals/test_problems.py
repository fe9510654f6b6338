"""Why a proposal may not become what it proposes."""

from dataclasses import replace

import pytest

from eval.console.proposals.guides import guide_file, patch
from eval.console.proposals.problems import problem
from eval.console.proposals.proposals import Proposal, of_guide

BIRTH, DEATH = "1.001193", "1.000656"
PHRASING = Proposal("phrasing", BIRTH, "general", "cháu nội mới lọt lòng giờ chạy giấy tờ gì cho nó", "", "lan")


def test_a_phrasing_is_looked_at_with_what_was_approved_meanwhile() -> None:
    assert problem(PHRASING, {BIRTH}, {}) == ""
    assert problem(PHRASING, {DEATH}, {}) == "proposals.no_procedure"
    assert problem(PHRASING, {BIRTH}, {DEATH: {"fee": [PHRASING.text]}}) == "proposals.contradicts"


@pytest.mark.parametrize("changed", [{"base": "another"}, {"path": "knowledge/guides/none.yml"}])
def test_a_patch_holds_while_its_guide_stays_as_it_is(changed: dict[str, str]) -> None:
    path = guide_file(BIRTH)
    change = patch(path, path.read_text("utf-8").replace("plain_name: ", "plain_name: Mới ", 1))
    proposal = of_guide(BIRTH, change, "", "lan", None)
    assert problem(proposal, {BIRTH}, {}) == ""
    assert problem(replace(proposal, **changed), {BIRTH}, {}) == "proposals.stale"
