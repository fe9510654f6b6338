"""The kiosk: a touch page without keyboard at the one-stop desk, for one person after the other."""
