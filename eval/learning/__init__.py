"""The loop closes: approved phrasings become a release, which is measured, and used only if it is good enough.

Runs work in a process of their own and leave a line in the database; see docs/learning.md.
"""
