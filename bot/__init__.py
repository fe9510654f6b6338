"""The dialogue: Rasa's project, the answers it calls and the conversation state that is ours."""
