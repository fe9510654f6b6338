"""Retention: each store forgets what is too old, as a job of the application, on one replica at a time."""
