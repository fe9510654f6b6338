"""A page of the console: its name, who may see it, and its routes."""

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter

from eval.console.roles import Role

PREFIX = "/staff"
Group = Literal["citizens", "teaching", "figures", "running"]


@dataclass(frozen=True)
class Page:
    """A page at `/staff/NAME`, in the navigation under `group`; its texts are `NAME.vi.yml`, its label `NAME.title`.

    `role`: who may use any of its routes; a single route may ask for more with `access.needs`.
    """

    name: str
    role: Role
    router: APIRouter
    group: Group

    @property
    def path(self) -> str:
        """Where the page is."""
        return f"{PREFIX}/{self.name}"
