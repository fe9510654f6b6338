"""Task dialogue: does a conversation keep, change and decline as it should, turn by turn?"""
