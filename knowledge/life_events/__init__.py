"""Life events: which procedures follow from one, in which order, and one merged list of papers."""
