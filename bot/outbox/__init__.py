"""What Rambu says unasked: letters are kept first, then sent within Telegram's limits."""
