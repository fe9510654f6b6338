"""Procedures that look alike: for each family the one question that separates its members."""
