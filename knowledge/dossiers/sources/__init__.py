"""Outbound sources of dossiers: other systems, asked politely while a citizen waits, believed with care."""
