"""What Rasa's policies call: thin, one action a speech act, back and forth between trackers and `bot.answers`."""
