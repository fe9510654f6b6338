"""Task safety: does the assistant keep its promises to hostile, desperate and misled citizens?"""
