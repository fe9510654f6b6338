"""Mounts the staff console: the one place where the layers below `eval` know of it (decision 0012)."""

from fastapi import FastAPI

from channels.services import Services
from eval.console.mounting import mount


def mount_console(app: FastAPI, services: Services) -> None:
    """Mount the console at `/staff`."""
    mount(app, services)
