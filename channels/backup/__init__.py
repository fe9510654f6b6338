"""Backup and restore: one folder that holds all that cannot be made again."""
