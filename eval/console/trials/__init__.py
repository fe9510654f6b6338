"""Trying: staff type a question or a conversation, see the reply in any channel's rendering, and why it is so."""
