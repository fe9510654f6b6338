"""Task retrieval: does a question that stands alone find its procedure?"""
