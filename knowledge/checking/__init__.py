"""`python -m knowledge check`: what the guides say against their own logic, the official record and the calendar."""
