"""Task bench: how do other ways to find a procedure compare with ours, on the same questions and machine?"""
