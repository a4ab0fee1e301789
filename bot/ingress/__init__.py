"""The way in: updates are kept in the inbox before they are acknowledged, then handled."""
