"""Whether a save that somebody got an answer to is lost: `uv run python -m tests.nothing_lost`.

Processes are killed, the server of the database is stopped, the disk is full, the database is
copied, and an older version of the code serves, while others write. Some minutes on each database.
"""
