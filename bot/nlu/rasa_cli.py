"""Rasa's command line with our faster action calls and stores that fail closed: `python -m bot.nlu.rasa_cli run ...`.

skops walks every loaded module once when it is imported; imported before TensorFlow that costs a
second instead of nine.
"""

import skops.io  # noqa: F401  must stay first
from rasa.__main__ import main

from bot.nlu import action_calls, trackers

if __name__ == "__main__":
    action_calls.apply()
    trackers.fail_closed()
    trackers.remember_kinds_of_events()
    main()
