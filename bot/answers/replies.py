"""A reply under construction: messages, and what the reply is about."""

from dataclasses import dataclass, field

from bot.answers.messages import ChoiceOption, ChoicesMessage, Decision, Message, TextMessage
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState


@dataclass
class Reply:
    """Messages in order, the decision, and the procedures it is about or suggests (codes)."""

    decision: Decision = Decision.DIALOGUE
    procedures: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    erase: bool = False

    def text(self, key: str, procedure_code: str | None = None, **values: object) -> "Reply":
        """Add a sentence from the texts."""
        self.messages.append(TextMessage(text=say(key, **values), procedure_code=procedure_code))
        return self

    def add(self, *messages: Message) -> "Reply":
        """Add messages."""
        self.messages += messages
        return self

    def about(self, decision: Decision, *procedure_codes: str) -> "Reply":
        """Say what the reply is about."""
        self.decision = decision
        self.procedures = list(dict.fromkeys([*self.procedures, *procedure_codes]))
        return self

    def offer(
        self,
        state: ConversationState,
        text: str,
        choices: list[Choice],
        procedure_code: str | None = None,
        fact: str | None = None,
    ) -> "Reply":
        """Add a question with tappable answers."""
        options = [
            ChoiceOption(id=state.offer(choice), label=choice.label, procedure_code=choice.procedure_code or None)
            for choice in choices
        ]
        self.messages.append(ChoicesMessage(text=text, choices=options, procedure_code=procedure_code, fact=fact))
        return self


def person(label: str | None = None) -> Choice:
    """Return the choice of talking to a person."""
    return Choice(do="person", label=label or say("talk_to_person"))
