"""Measures the assistant's answers. Run as `python -m eval TASK`; nothing imports it bare and nothing looks at it."""
