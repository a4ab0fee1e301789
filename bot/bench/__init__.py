"""Benchmarks: Rambu as it runs in earnest, against the stand-in for Telegram in tests/."""
