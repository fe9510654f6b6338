"""What is counted, for Prometheus: `GET /metrics`."""

from prometheus_client import Counter, Gauge, Histogram

from knowledge.dossiers.budget import Sign

TURNS = Counter("motcua_turns_total", "Turns taken, by channel and decision.", ["channel", "decision"])
TURN_SECONDS = Histogram(
    "motcua_turn_seconds",
    "Seconds from a message to its reply.",
    buckets=(0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.5, 1, 2, 5),
)
STEP_SECONDS = Histogram(
    "motcua_step_seconds",
    "Seconds of one step of a turn: open, rasa, compose, close.",
    ["step"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
RESPONSES = Counter("motcua_responses_total", "Responses of the public listener, by status.", ["status"])
RASA_READY = Gauge("motcua_rasa_ready", "1 while Rasa answers.")
DATABASE_UP = Gauge("motcua_database_up", "1 while the database answers.")
QUEUE_WAITING = Gauge("motcua_queue_waiting", "What waits: inbox, replies, notices, hand_overs.", ["queue"])
QUEUE_OLDEST_SECONDS = Gauge("motcua_queue_oldest_seconds", "Seconds that the oldest has waited.", ["queue"])
RELEASE_BUILT_AT = Gauge("motcua_release_built_at", "When the release in use was built, in seconds since 1970.")
DISK_FREE = Gauge("motcua_disk_free_bytes", "Bytes that are free where MOTCUA_VAR lies.")
DISK_SIZE = Gauge("motcua_disk_size_bytes", "Bytes of the disk where MOTCUA_VAR lies.")
FALLBACKS = Counter("motcua_rasa_fallbacks_total", "Turns composed without Rasa.")
REDIS_FAILURES = Counter("motcua_redis_failures_total", "Calls of Redis that failed.")
OPEN_SOCKETS = Gauge("motcua_open_sockets", "WebSockets that are open now.")
DOSSIER_PROOFS = Counter(
    "motcua_dossier_proofs_total", "Wrong dossier proofs, and what became of their budget, by sign.", ["sign"]
)
UPDATES = Counter("motcua_updates_total", "Updates of chat apps handled, by channel and end.", ["channel", "end"])
DELIVERIES = Counter(
    "motcua_deliveries_total", "Payloads to chat apps, by channel, kind and end.", ["channel", "kind", "end"]
)
RELEASE = Gauge("motcua_release", "1 for the release that is in use.", ["release"])
RELEASE_REFUSED = Gauge("motcua_release_refused", "1 while the release that is wanted cannot be used.")
RELEASE_SWITCHES = Counter("motcua_release_switches_total", "Changes of the release in use, by end.", ["end"])
FORGOTTEN = Counter("motcua_forgotten_total", "Rows that were too old and are deleted, by store.", ["store"])
FORGOTTEN_AT = Gauge(
    "motcua_forgotten_at", "When this replica last let a store forget, in seconds since 1970.", ["store"]
)
# Told as 0 from the start: an increase of what was never told before is none to Prometheus.
for _sign in Sign:
    DOSSIER_PROOFS.labels(_sign.value)
for _status in ("500", "503"):
    RESPONSES.labels(_status)
SEARCH_SECONDS = Histogram(
    "motcua_search_seconds", "Seconds of one retrieval.", buckets=(0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.1)
)
