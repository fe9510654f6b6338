"""Procedures by name."""

from channels.services import Services
from eval.console.naming import procedure_name
from eval.console.texts import t


def test_a_procedure_has_its_plain_name_and_a_gone_one_is_said_to_be_gone(services: Services) -> None:
    guide = services.library.guides["1.001193"]
    assert procedure_name(services.library, "1.001193") == guide.plain_name
    assert procedure_name(services.library, "9.999999") == t("usage.gone")
