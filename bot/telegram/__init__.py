"""Telegram: updates come in as a Message, a Reply goes out as calls of the Bot API."""

import os

# python-telegram-bot otherwise warns at every "retry after", and asks its users to choose.
os.environ.setdefault("PTB_TIMEDELTA", "true")
