"""Stand-ins for what Rambu talks to."""
