"""Judging: what staff think of a reply that they tried; judgements become test cases and proposals."""
