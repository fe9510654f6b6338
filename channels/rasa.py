"""A Rasa server by itself, which applications share: `python -m channels.rasa`.

The process becomes Rasa: whoever started it watches it, starts it anew and stops it. Nothing heavy is imported here.
"""

import os
import sys

from bot.training import TrainingFailedError, train
from channels.rasa_command import RasaCommand
from knowledge.secrets import SecretError, internal_secret
from knowledge.settings import ROOT, Settings, settings


def become(settings: Settings) -> None:
    """Train the dialogue model where it is not there, and become Rasa.

    Raises `SecretError` where there is no secret that the applications could know too, and `TrainingFailedError`.
    """
    if not settings.internal_secret.get_secret_value():
        raise SecretError("MOTCUA_INTERNAL_SECRET: a Rasa server by itself and the applications need the same one")
    command = RasaCommand(settings, internal_secret(settings))
    train(settings, say=print)
    arguments = command.arguments()
    os.chdir(ROOT)
    os.execve(arguments[0], arguments, command.environment())  # noqa: S606


def main() -> int:
    """Return only where it cannot be done: 2."""
    try:
        become(settings())
    except (SecretError, TrainingFailedError) as error:
        print(f"error: {error}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
