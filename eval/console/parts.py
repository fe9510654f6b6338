"""What the pages work with, put together once."""

from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request

from bot.conversations.hand_overs import HandOvers
from channels.services import Services
from channels.switches import Switches
from eval.console.accounts import Accounts
from eval.console.asked_papers import AskedPapers
from eval.console.attempts import Attempts
from eval.console.audit import Audit, Deed
from eval.console.guide_checks import GuideChecks
from eval.console.judgements.judgements import Judgements
from eval.console.proposals.proposals import Proposals
from eval.console.second_factors import SecondFactors
from eval.console.staff_sessions import StaffSessions, Visit
from eval.console.tour import Tours
from eval.console.trials.trials import Trials


@dataclass(frozen=True)
class Parts:
    """The stores of the console beside the application's own `services`."""

    services: Services
    secret: bytes
    accounts: Accounts
    staff_sessions: StaffSessions
    second_factors: SecondFactors
    attempts: Attempts
    audit: Audit
    asked_papers: AskedPapers
    hand_overs: HandOvers
    switches: Switches
    trials: Trials
    judgements: Judgements
    proposals: Proposals
    tours: Tours
    guide_checks: GuideChecks

    def note(self, visit: Visit, deed: str, subject: str = "", detail: str = "") -> None:
        """Write down in the audit what who is signed in has done."""
        self.audit.write(Deed(visit.account.name, deed, subject, detail, visit.address))


def put_together(services: Services) -> Parts:
    """Return the console's parts on the application's database."""
    sessions, settings = services.sessions, services.settings
    secret = services.conversations.secret
    idle, longest = timedelta(minutes=settings.staff_idle_minutes), timedelta(hours=settings.staff_session_hours)
    return Parts(
        services,
        secret,
        Accounts(sessions),
        StaffSessions(sessions, idle, longest),
        SecondFactors(sessions, secret),
        Attempts(sessions, secret),
        Audit(sessions),
        AskedPapers(sessions),
        HandOvers(sessions, services.gateway.seal),
        services.gateway.switches,
        Trials(services.conversations),
        Judgements(sessions),
        Proposals(sessions),
        Tours(sessions),
        GuideChecks(sessions),
    )


def parts(request: Request) -> Parts:
    """Return the parts of the console that takes this request."""
    found: Parts = request.app.state.parts
    return found
