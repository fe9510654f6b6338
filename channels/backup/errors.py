"""What can go wrong; each class's docstring is its default message."""


class BackupError(Exception):
    """The backup could not be made or used."""
