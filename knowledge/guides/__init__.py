"""Guides (bộ hướng dẫn): our curated overlay of one procedure each, written in `<field>/<name>.yml`."""
