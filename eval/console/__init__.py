"""The staff console at `/staff`: officers answer citizens, look up what was told, and operators switch and count."""
