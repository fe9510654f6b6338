"""Dossier look-up: code, then proof; told with the minimum. Codes and proofs come sealed and stay sealed."""

from bot.answers.messages import DossierEvent, DossierMessage, Source
from bot.answers.replies import Reply
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import ConversationState, OpenLookUp
from knowledge.dossiers.errors import BadProofError
from knowledge.dossiers.look_up import Caller, Dossier, LookUps, Outcome
from knowledge.dossiers.sealing import Seal, SealExpiredError


class LookUpForm:
    """Asks for the code and the proof, then shows what the proof opens."""

    def __init__(self, look_ups: LookUps, seal: Seal) -> None:
        self.look_ups = look_ups
        self.seal = seal

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
            reply.text("dossier_ask_code")
        elif proof is None:
            reply.text("dossier_ask_proof")
        else:
            self._look_up(state, reply, form.code_token, proof, caller)

    def _look_up(
        self, state: ConversationState, reply: Reply, code_token: str, proof_token: str, caller: Caller
    ) -> None:
        try:
            code, proof = self.seal.open(code_token), self.seal.open(proof_token)
            answer = self.look_ups.look_up(code, proof, caller)
        except SealExpiredError:
            state.look_up = OpenLookUp()
            reply.text("dossier_expired")
            return
        except BadProofError:
            reply.text("dossier_ask_proof")
            return
        if answer.outcome is Outcome.WAIT:
            reply.text("dossier_wait", minutes=max(1, round(answer.wait_seconds / 60)))
        elif answer.dossier is None:
            state.look_up = OpenLookUp()
            reply.text("dossier_not_proved")
        else:
            state.look_up = None
            reply.add(shown(answer.dossier, answer.outcome is Outcome.FOUND_FULL))


def shown(dossier: Dossier, full: bool) -> DossierMessage:
    """Return what the proof opened as a message."""
    asked = [
        DossierEvent(at=item.asked_at, status="supplement", text=item.asked)
        for item in dossier.supplements
        if item.asked_at
    ]
    steps = [DossierEvent(at=step.at, status=step.status, text=step.status_name) for step in dossier.timeline]
    return DossierMessage(
        dossier_code=dossier.dossier_code,
        detail="full" if full else "short",
        status=dossier.status,
        status_text=dossier.status_name,
        meaning=dossier.meaning,
        what_to_do=dossier.to_do,
        procedure_code=dossier.procedure_code or None,
        procedure_name=dossier.procedure_name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        finished_at=dossier.finished_at,
        punctuality=dossier.punctuality,
        timeline=sorted([*steps, *asked], key=lambda event: event.at),
        source=Source(title=f"{say('dossier_source')} ({dossier.source})"),
        as_of=dossier.as_of,
    )
