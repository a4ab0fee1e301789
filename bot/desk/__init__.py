"""The review desk: people with a role decide what was reported, and everybody hears of it."""
