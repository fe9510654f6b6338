"""Task acts: what does a message do (its speech act), and what of a procedure does it ask (its aspects)?"""
