"""Task seeds: how much do the figures vary where the embedding is trained with another seed?"""
