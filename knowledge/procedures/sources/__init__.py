"""Where records come from: files in a known format (`read`), and the live portal (`portal`, `listing`)."""

from knowledge.procedures.sources.records import Refusal, read

__all__ = ["Refusal", "read"]
