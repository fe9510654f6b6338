"""What is counted, for Prometheus: `GET /metrics`."""

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("motcua_turns_total", "Turns taken, by channel and decision.", ["channel", "decision"])
TURN_SECONDS = Histogram(
    "motcua_turn_seconds",
    "Seconds from a message to its reply.",
    buckets=(0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.5, 1, 2, 5),
)
FALLBACKS = Counter("motcua_rasa_fallbacks_total", "Turns composed without Rasa.")
OPEN_SOCKETS = Gauge("motcua_open_sockets", "WebSockets that are open now.")
DOSSIER_PROOFS = Counter(
    "motcua_dossier_proofs_total", "Wrong dossier proofs, and what became of their budget, by sign.", ["sign"]
)
UPDATES = Counter("motcua_updates_total", "Updates of chat apps handled, by channel and end.", ["channel", "end"])
DELIVERIES = Counter(
    "motcua_deliveries_total", "Payloads to chat apps, by channel, kind and end.", ["channel", "kind", "end"]
)
SEARCH_SECONDS = Histogram(
    "motcua_search_seconds", "Seconds of one retrieval.", buckets=(0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.1)
)
