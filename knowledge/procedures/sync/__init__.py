"""`python -m knowledge sync`: the catalogue brought to what the live portal says today, with a report of changes."""
