"""The commands of `python bot.py`, a module for each group: its arguments and what it calls."""
