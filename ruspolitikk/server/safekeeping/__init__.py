"""A copy of the whole database in one file, and the database again from such a file."""
