"""Dossier look-up: code, then proof; told with the minimum. Codes and proofs come sealed and stay sealed."""

from datetime import date, datetime

from bot.answers import dossiers
from bot.answers.messages import Line, Source, TextMessage
from bot.answers.notices import NoticeForm
from bot.answers.replies import Reply, person
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import ConversationState, OpenLookUp
from knowledge.dossiers.errors import BadProofError
from knowledge.dossiers.look_up import Caller, Dossier, LookUp, LookUps, Outcome
from knowledge.dossiers.sealing import Seal, SealExpiredError
from knowledge.dossiers.sources.combined import OfficialPage
from knowledge.dossiers.times import VIET_NAM
from knowledge.guides.models import Guide
from knowledge.procedures.errors import ProcedureNotFoundError

_CODE_STAYS = (Outcome.UNREACHABLE, Outcome.SHORT_CLOSED)
"""After these only the proof is wanted again."""


class LookUpForm:
    """Asks for the code and the proof, then shows what the proof opens.

    `library`: whose guides name the papers that are asked for; without one none is linked. `notices`: what offers to
    tell when the dossier moves; without it nothing is offered.
    """

    def __init__(
        self, look_ups: LookUps, seal: Seal, library: Library | None = None, notices: NoticeForm | None = None
    ) -> None:
        self.look_ups = look_ups
        self.seal = seal
        self.library = library
        self.notices = notices

    def listen(self, state: ConversationState, reply: Reply, heard: Heard, caller: Caller) -> None:
        """Take the sealed parts of a message, or ask for the missing one."""
        form = state.look_up or OpenLookUp()
        state.look_up = form
        if heard.code_hint:
            reply.text("dossier_bad_code", hint=heard.code_hint)
            return
        form.code_token = heard.token("code") or form.code_token
        proof = heard.token("proof")
        if form.code_token is None:
            form.asked += 1
            if form.asked > 1:
                reply.offer(state, say("dossier_no_code"), [person()])
            else:
                reply.text("dossier_ask_code")
        elif proof is None:
            reply.text("dossier_ask_proof")
        else:
            told = self._look_up(state, reply, form.code_token, proof, caller)
            if told and self.notices:
                self.notices.offer(state, reply, told, heard.channel, caller)

    def _look_up(
        self, state: ConversationState, reply: Reply, code_token: str, proof_token: str, caller: Caller
    ) -> Dossier | None:
        """Look up and tell; return the dossier that was shown."""
        try:
            code, proof = self.seal.open(code_token), self.seal.open(proof_token)
            answer = self.look_ups.look_up(code, proof, caller)
        except SealExpiredError:
            state.look_up = OpenLookUp()
            reply.text("dossier_expired")
        except BadProofError:
            reply.text("dossier_ask_proof")
        else:
            self._tell(state, reply, answer)
            return answer.dossier
        return None

    def _tell(self, state: ConversationState, reply: Reply, answer: LookUp) -> None:
        if answer.outcome is Outcome.WAIT:
            reply.text("dossier_wait", minutes=max(1, round(answer.wait_seconds / 60)))
            return
        if answer.outcome is Outcome.NOT_PROVED:
            state.look_up = OpenLookUp()
        elif answer.outcome not in _CODE_STAYS:
            state.look_up = None
        if answer.dossier:
            full = answer.outcome is Outcome.FOUND_FULL
            reply.add(dossiers.shown(answer.dossier, full, self._guide(answer.dossier)))
        else:
            reply.add(_not_told(answer, self.look_ups.now().astimezone(VIET_NAM).date()))

    def _guide(self, dossier: Dossier) -> Guide | None:
        try:
            return self.library.topic(dossier.procedure_code).guide if self.library else None
        except ProcedureNotFoundError:
            return None


def _not_told(answer: LookUp, today: date) -> TextMessage:
    """Return why nothing of a dossier is told, with the official pages where it can be looked up."""
    text = say(f"dossier_{answer.outcome.value}")
    if answer.outcome is Outcome.UNREACHABLE:
        last = answer.last_answered
        text = f"{text} {say('dossier_last_answered', at=_moment(last)) if last else say('dossier_never_answered')}"
    return TextMessage(text=text, lines=[_line(page, today) for page in answer.pages])


def _line(page: OfficialPage, today: date) -> Line:
    source = Source(title=page.title, url=page.url)
    return Line(label=say("dossier_page"), text=page.url, source=source, as_of=today)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIET_NAM):%H:%M, %d/%m/%Y}"
