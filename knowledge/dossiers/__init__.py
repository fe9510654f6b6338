"""Submitted dossiers (hồ sơ): their codes, their store, imports and the guarded look-up."""
