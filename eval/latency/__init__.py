"""Task latency: how long does a citizen wait for a reply, alone and among others?"""
