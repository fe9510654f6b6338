"""The start: what waits for this member of staff."""

from eval.console.parts import Parts
from eval.console.texts import t
from tests.eval.console.staff import Citizen, Officer, words


def test_the_start_counts_what_waits_and_what_one_holds(officer: Officer, citizen: Citizen, staff: Parts) -> None:
    citizen.asks_for_a_person()
    number = staff.hand_overs.queue()[-1].number
    officer.send(f"/live/{number}/take")
    mine = [one for one in staff.hand_overs.queue() if one.officer == "officer"]
    waiting = [one for one in staff.hand_overs.queue() if one.state == "waiting"]
    shown = words(officer.get("/"))
    assert f"{len(waiting)} {t('frame.waiting')}" in shown
    assert f"{len(mine)} {t('frame.mine')}" in shown
    assert t("frame.welcome", name="Chị Officer") in shown
