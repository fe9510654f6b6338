"""Rasa's command line with faster action calls, stores that fail closed and log lines that name turns.

`python -m bot.nlu.rasa_cli run ...`. skops walks every loaded module once when it is imported; imported before
TensorFlow that costs a second instead of nine.
"""

import skops.io  # noqa: F401  must stay first
from rasa.__main__ import main

from bot.nlu import action_calls, trackers, turn_logging

if __name__ == "__main__":
    action_calls.apply()
    trackers.fail_closed()
    trackers.remember_kinds_of_events()
    turn_logging.apply()
    main()
