"""Task scale: how does the retriever grow with the catalogue, part by part, and which vector index suits which size?"""
