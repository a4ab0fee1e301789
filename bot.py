"""Starts Rambu; `python bot.py --help` lists what it can do."""

from bot.cli import main

raise SystemExit(main())
