"""Stored results as HTML: pure functions from the JSON of a run, for a file of its own and for the staff console."""
