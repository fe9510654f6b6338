"""Task ablation: what is each part of the retriever worth? Ranker and decider learn without it, then all is asked anew."""
