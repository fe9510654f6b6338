"""The catalogue for other systems: JSON-LD in the terms of CPSV-AP 3 and CCCEV 2, and a dump of it."""
