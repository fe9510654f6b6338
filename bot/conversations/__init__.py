"""Conversation state that is ours: what a conversation is about, what was told, and its messages."""
