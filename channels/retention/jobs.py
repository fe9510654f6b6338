"""What the application forgets, and after how long; the console adds its own when it is mounted."""

from functools import partial

from channels.delivery import forgetting
from channels.kiosk import carrying
from channels.retention.retention import Job, Retention
from channels.services import Services
from knowledge.dossiers.forgetting import forget_finished, forget_proofs


def retention(services: Services) -> Retention:
    """Return the running job with what the services keep."""
    settings, sessions = services.settings, services.sessions
    made = Retention(sessions)
    made.add(Job("conversations", partial(services.conversations.forget_idle, settings.retention_days)))
    made.add(Job("dossiers", partial(forget_finished, sessions, settings.dossier_days)))
    made.add(Job("failed proofs", partial(forget_proofs, sessions)))
    made.add(Job("carried lists", partial(carrying.forget_expired, sessions)))
    deliveries = services.deliveries
    made.add(Job("deliveries", lambda: forgetting.forget(deliveries.outbox, settings.delivery_days, deliveries.names)))
    return made
