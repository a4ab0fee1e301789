"""What Rambu remembers: the Store protocol, and SQLite and PostgreSQL behind it."""
