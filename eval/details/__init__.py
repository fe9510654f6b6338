"""Task details: is a question about a detail answered with the official line that says it, or declined?"""
