"""Catalogue records (thủ tục hành chính) and their importers."""
