"""What a member of staff may do: each role may do all that the ones before it may."""

from enum import StrEnum


class Role(StrEnum):
    """Officers answer citizens, editors teach the assistant, administrators keep accounts, switches and the audit."""

    OFFICER = "officer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def allows(self, wanted: "Role") -> bool:
        """Return whether this role may do what `wanted` may."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)
