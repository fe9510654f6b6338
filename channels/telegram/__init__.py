"""Telegram, with python-telegram-bot: see docs/telegram.md. Nothing of it runs without `MOTCUA_TELEGRAM_TOKEN`."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's switch to time spans as they will be, without a warning
