"""Proposing: from a judgement to a phrasing that is taught, or to a patch of a guide; an editor approves each."""
