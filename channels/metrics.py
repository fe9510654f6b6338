"""What is counted, for Prometheus: `GET /metrics`."""

from prometheus_client import Counter, Histogram

TURNS = Counter("motcua_turns_total", "Turns taken, by channel and decision.", ["channel", "decision"])
TURN_SECONDS = Histogram(
    "motcua_turn_seconds",
    "Seconds from a message to its reply.",
    buckets=(0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.5, 1, 2, 5),
)
FALLBACKS = Counter("motcua_rasa_fallbacks_total", "Turns composed without Rasa.")
SEARCH_SECONDS = Histogram(
    "motcua_search_seconds", "Seconds of one retrieval.", buckets=(0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.1)
)
