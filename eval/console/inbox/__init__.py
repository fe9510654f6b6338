"""The inbox: messages that went wrong, alike ones together, until an editor has settled them."""
